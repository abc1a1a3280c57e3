"""The code of the documentation's recipes, as it stands there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.shell_examples import blocks_of
from tests.site import Site, SiteArticle
from tests.site.answer import document

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "recipes.md"


def script_feed(site: Site, articles: Iterable[SiteArticle]) -> str:
    """Put a feed on the site that names articles by their own addresses; returns its address."""
    items = "".join(f"<item><link>{site.url(article)}</link></item>" for article in articles)
    site.script("/own.xml", document(f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml"))
    return site.url("/own.xml")


def recipe(title: str) -> list[str]:
    """The Python blocks under a heading; raises ValueError where there is no such heading."""
    _, _, rest = PAGE.read_text("utf-8").partition(f"\n## {title}\n")
    if not rest:
        raise ValueError(f"{PAGE.name} has no recipe {title!r}")
    return blocks_of(rest.partition("\n## ")[0], "python")
