"""Which article a page is where a canonical address says one thing and the text another."""

from __future__ import annotations

from typing import Any

import pytest

from tests.storage.desk import Desk, article

SITE = "https://gazette.example"
TEXT = "The harbour of Port Larne will close for three weeks in May while divers repair the outer wall."
OTHER = "Fishermen asked for compensation, and the minister said that it would be decided before summer."


def put(desk: Desk, page: Any, canonical: str, body: str, *, headline: str, sure: bool = False) -> Any:
    """Store a page whose canonical address has the key `canonical`."""
    address = f"{SITE}/{canonical.replace(':', '/')}"
    given = article(
        canonical if sure else page.key, body, url=page.url, canonical_url=address, headline=headline
    )
    return desk.keep(page, given, alias_keys=(page.key, page.key, canonical))


@pytest.mark.parametrize("prefix", ["gazette:", "https://gazette.example/news/"])
@pytest.mark.parametrize(
    ("order", "sure"), [((0, 1, 2), True), ((0, 1, 2), False), ((1, 2, 0), False), ((2, 0, 1), False)]
)
def test_a_canonical_address_that_a_template_puts_on_every_page_makes_nothing_one(
    desk: Desk, order: tuple[int, ...], prefix: str, sure: bool
) -> None:
    keys = [f"{prefix}{name}" for name in ("1", "2", "3")]
    pages = dict(zip(keys, desk.page(*keys), strict=True))
    texts = dict(zip(keys, (TEXT, OTHER, f"{OTHER} {TEXT}"), strict=True))
    for key in (keys[n] for n in order):
        put(desk, pages[key], keys[0], texts[key], headline=f"Headline of {key}", sure=sure)
    stored = {one.article.key: one for one in desk.store.articles()}
    assert {key: one.article.body for key, one in stored.items()} == texts
    assert {one.version for one in stored.values()} == {1}
    assert desk.store.page_counts(desk.run)["article"] == {"done": 3}


def test_what_is_not_followed_is_said_in_the_warnings(desk: Desk) -> None:
    first, second = desk.page("gazette:1", "gazette:2")
    desk.keep(first, article("gazette:1", TEXT))
    put(desk, second, "gazette:1", OTHER, headline="Another")
    kept = desk.store.article("gazette:2").article
    assert kept.canonical_url is None
    assert kept.warnings == [f"canonical_url: not followed, {SITE}/gazette/1 holds another text"]


@pytest.mark.parametrize("canonical_first", [False, True])
@pytest.mark.parametrize(
    ("headline", "body"), [("Headline", TEXT), ("Another headline", TEXT), ("Headline", f"{TEXT} {OTHER}")]
)
def test_a_canonical_address_in_doubt_is_followed_where_the_text_is_the_same(
    desk: Desk, headline: str, body: str, canonical_first: bool
) -> None:
    named, page = desk.page(f"{SITE}/new-slug", f"{SITE}/old-slug")
    pairs = [(named, "Headline", TEXT), (page, headline, body)]
    for each, title, text in pairs if canonical_first else reversed(pairs):
        put(desk, each, named.key, text, headline=title)
    [stored] = desk.store.articles()
    assert stored.article.key == named.key
