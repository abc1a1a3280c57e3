"""How well articles are told by their addresses, by invented outlets and by those of the corpora."""

from __future__ import annotations

from pathlib import Path

from tools.addresses import measure_addresses, read_outlets


def test_what_is_right_is_counted() -> None:
    site = "https://courier.example"
    known = [{"url": f"{site}/world/{number}"} for number in range(713600, 713605)]
    listings = [{"url": f"{site}/world/europe"}]
    outlet = {"article_urls": [*known, {"url": f"{site}/world"}], "listings": listings}
    shares = [(share.right, share.of) for share in measure_addresses([outlet, {"article_urls": known[:3]}])]
    assert shares == [(8, 9), (1, 1), (0, 1)]


def test_the_outlets_of_the_corpora_are_told_by_their_addresses(corpora: Path) -> None:
    articles, sections, patterns = measure_addresses([*read_outlets(corpora / "outlets" / "outlets.jsonl")])
    assert articles.right >= 0.97 * articles.of
    assert sections.right >= 0.97 * sections.of
    assert patterns.right >= 0.9 * patterns.of
