"""The site's articles, and what is true of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

#: The clock that the site's articles print: five hours behind UTC, all the year.
TIMEZONE = "America/Bogota"
SECTIONS = ("news", "culture", "sport")

#: How an article may be written: see `tests.site.pages`.
MARKUPS = ("jsonld", "plain", "microdata", "opengraph", "paged", "paywalled", "latin1", "gzip")
#: Markups that print the time without its offset.
WITHOUT_OFFSET = ("plain", "latin1")
#: Paragraphs of a paywalled article that everybody may read.
FREE_PARAGRAPHS = 2


@dataclass(slots=True)
class SiteArticle:
    """An article as the site keeps it; `published` and `modified` are in the site's zone."""

    number: int
    section: str
    language: str
    markup: str
    slug: str
    headline: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
    modified: datetime | None = None
    #: In no source: only a redirect leads here.
    hidden: bool = False
    #: Status that answers once the article is deleted; 200 for a page that says so in words only.
    deleted: int | None = None

    @property
    def path(self) -> str:
        """`/news/1234-slug`, percent-encoded."""
        return f"/{self.section}/{self.number}-{quote(self.slug)}"

    @property
    def printed(self) -> tuple[str, ...]:
        """The paragraphs that a reader who pays nothing may see."""
        return self.paragraphs[:FREE_PARAGRAPHS] if self.markup == "paywalled" else self.paragraphs


@dataclass(frozen=True, slots=True)
class Truth:
    """What a crawl should make of an article; the names are those of the schema."""

    url: str
    outlet_article_id: str
    headline: str
    #: Paragraphs separated by a blank line.
    body: str
    authors: tuple[str, ...]
    #: With the site's offset.
    date_published: datetime
    date_published_precision: str
    #: `stated` where the offset is printed, else `assumed-zone`.
    date_published_method: str
    language: str
    article_section: str
    is_accessible_for_free: bool | None


def truth(article: SiteArticle, *, url: str) -> Truth:
    """What is true of the article that answers at `url`."""
    minute = article.markup == "plain"
    return Truth(
        url=url,
        outlet_article_id=str(article.number),
        headline=article.headline,
        body="\n\n".join(article.printed),
        authors=(article.author,),
        date_published=article.published.replace(second=0) if minute else article.published,
        date_published_precision="minute" if minute else "second",
        date_published_method="assumed-zone" if article.markup in WITHOUT_OFFSET else "stated",
        language=article.language,
        article_section=article.section,
        is_accessible_for_free=False if article.markup == "paywalled" else None,
    )
