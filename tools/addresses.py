"""How well articles are told by their addresses: `python -m tools.addresses` over the corpora's outlets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.discovery.article_urls import looks_like_article
from crawler.onboarding.url_pattern import FEWEST, article_pattern
from tools.gold_sets import corpora


@dataclass(slots=True)
class Share:
    """How many of something were right."""

    what: str
    right: int = 0
    of: int = 0

    def add(self, *, right: bool) -> None:
        """Count one."""
        self.right, self.of = self.right + right, self.of + 1

    def line(self) -> str:
        """The figure for people."""
        return f"{self.what:48}{self.right:6} of {self.of:6}{self.right / max(self.of, 1):8.1%}"


def measure_addresses(outlets: Sequence[dict[str, Any]]) -> list[Share]:
    """Count over outlets (`article_urls`, `listings`): articles taken, sections left, patterns found."""
    articles, sections = Share("addresses of articles taken for such"), Share("listings taken for none")
    patterns = Share(f"outlets of {FEWEST} addresses that get a pattern")
    for outlet in outlets:
        known, listed = (_urls(outlet.get(name) or []) for name in ("article_urls", "listings"))
        for url in known:
            articles.add(right=looks_like_article(url))
        for url in listed:
            sections.add(right=not looks_like_article(url))
        if len(set(known)) >= FEWEST:
            patterns.add(right=article_pattern(known, listed) is not None)
    return [articles, sections, patterns]


def _urls(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["url"] for row in rows]


def read_outlets(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    for share in measure_addresses([*read_outlets(corpora() / "outlets" / "outlets.jsonl")]):
        print(share.line())
