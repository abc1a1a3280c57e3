"""The one schema: `Article` and its parts, and what a caller may tell of an article (`Context`).

Field names follow schema.org NewsArticle in snake_case. A missing value is `None` or empty;
a value that was inferred or completed says so beside it (`*_method`, `warnings`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

SCHEMA_VERSION = 1

#: Raised when extraction or normalization gives another text for the same page: a difference under
#: another version is no edit by the outlet.
EXTRACTOR_VERSION = "2"

#: How exactly a date was stated: "2017-10-25T09:47:25" second, "9:47" minute, "25 October" day.
PRECISIONS = ("second", "minute", "day")

#: How a date was found. `stated`: with its offset, or with day precision; `assumed-zone`: printed
#: without an offset, read in the outlet's zone; `inferred-*`: the printed day lacks a year, which
#: came from articles with neighbouring numbers, from the listing, or from the time of fetching.
DATE_METHODS = ("stated", "assumed-zone", "inferred-number", "inferred-listing", "inferred-fetch")

#: Begins the warning that says why a page is no article (`Article.refusal`).
REFUSED = "refused: "

_DATE_TIME = {"json_schema_extra": {"type": ["string", "null"], "format": "date-time"}}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"json_schema_extra": {"enum": [*values, None]}}


@dataclass(kw_only=True, slots=True)
class Image:
    """A picture of the article.

    `url` is absolute; `caption` is the text printed with it; `credit` names who made or owns it.
    """

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(kw_only=True, slots=True)
class Article:
    """A news article as stored, exported and read, whatever outlet it came from."""

    #: Address the text was read from, after redirects (absolute URL).
    url: str
    #: `rel=canonical` where it stays within the outlet and names an article; else `None`.
    canonical_url: str | None = None
    #: The article key: what makes two addresses the same article (`normalization.urls`).
    key: str
    #: Name of the outlet's spider, or the host where no outlet is declared for it.
    outlet: str
    #: The outlet's own number or slug for the article, where its addresses carry one.
    outlet_article_id: str | None = None

    #: The article's title, without the site's name.
    headline: str | None = None
    #: A second headline (kicker, short title, `alternativeHeadline`), never equal to `headline`.
    alternative_headline: str | None = None
    #: Standfirst or summary as the outlet gives it.
    description: str | None = None
    #: Paragraphs separated by a blank line, without dateline, headline, byline and captions.
    body: str = ""
    #: Words of `body`; in scripts without spaces one a character.
    word_count: int = 0

    #: The credit line as printed ("By Ana Pérez and Li Wei").
    byline: str | None = None
    #: Names of people (or of the desk where no person is named), in printed order.
    authors: list[str] = field(default_factory=list)
    #: As printed ("Damascus, October 25 (RHC)--").
    dateline: str | None = None
    #: The dateline's place, else `contentLocation`.
    location: str | None = None
    #: The wire service credited ("Prensa Latina", "Reuters").
    agency: str | None = None

    #: The instant of publication, carrying the offset it was printed with; with day precision
    #: midnight at offset zero of the printed day, which is never shifted.
    date_published: datetime | None = field(default=None, metadata=_DATE_TIME)
    #: The text the date was read from.
    date_published_raw: str | None = None
    #: One of `PRECISIONS`.
    date_published_precision: str | None = field(default=None, metadata=_one_of(PRECISIONS))
    #: One of `DATE_METHODS`.
    date_published_method: str | None = field(default=None, metadata=_one_of(DATE_METHODS))
    #: The instant of the last change that the outlet states; never stands in for publication.
    date_modified: datetime | None = field(default=None, metadata=_DATE_TIME)
    #: The text the date was read from.
    date_modified_raw: str | None = None
    #: One of `PRECISIONS`.
    date_modified_precision: str | None = field(default=None, metadata=_one_of(PRECISIONS))
    #: One of `DATE_METHODS`.
    date_modified_method: str | None = field(default=None, metadata=_one_of(DATE_METHODS))

    #: Section as the outlet names it, else as its address does.
    article_section: str | None = None
    #: Keywords and tags as the outlet gives them.
    keywords: list[str] = field(default_factory=list)
    #: BCP 47 tag of the text, not of the menus around it.
    language: str | None = None
    #: The main picture (absolute URL).
    image: str | None = None
    #: Every picture of the article, the main one included.
    images: list[Image] = field(default_factory=list)
    #: Absolute URLs of videos (file or player page).
    videos: list[str] = field(default_factory=list)
    #: Absolute URLs of audio.
    audios: list[str] = field(default_factory=list)
    #: Whether all of the text can be read without paying, where the page says so.
    is_accessible_for_free: bool | None = None
    #: URL or name of the licence.
    license: str | None = None
    #: Whether text and data mining of it is reserved (TDMRep; `noai`), where outlet or page say so.
    tdm_reservation: bool | None = None

    #: When the response was received (under replay: the record's WARC-Date), UTC.
    fetched_at: datetime | None = field(default=None, metadata=_DATE_TIME)
    #: Kind of source that led here: feed, sitemap, listing, `number` for an article that was asked for by
    #: its number, or `asked` for a one-off address.
    discovered_via: str | None = None
    #: HTTP status of the response the text was read from.
    http_status: int | None = None
    #: SHA-256 (hex) over headline and body after normalization: differs where the text differs.
    content_hash: str | None = None
    #: Field -> the place of the ladder that gave it ("selector", "jsonld", "opengraph", ...).
    provenance: dict[str, str] = field(default_factory=dict)
    #: Field -> from 0 to 1, the measured share of such values that are right; no entry where not measured.
    confidence: dict[str, float] = field(default_factory=dict)
    #: What had to be mended or left out ("headline: NUL removed"), for a person to check.
    warnings: list[str] = field(default_factory=list)
    #: `SCHEMA_VERSION` at the time of extraction.
    schema_version: int = SCHEMA_VERSION

    @property
    def refusal(self) -> str | None:
        """Why the page is no article (a key of `extraction.REASONS`), or `None`; stored ones have none."""
        found = (text.removeprefix(REFUSED) for text in self.warnings if text.startswith(REFUSED))
        return next(found, None)


@dataclass(kw_only=True, slots=True, frozen=True)
class Anchor:
    """An article number of an outlet and the day it was published."""

    number: int
    day: date


@dataclass(kw_only=True, slots=True)
class Context:
    """What is known of an article beside its page: the outlet, the link, the fetch, the neighbours."""

    #: These three a crawl always gives; `extraction.extract` takes what is left empty from the URL.
    key: str = ""
    outlet: str = ""
    #: Final URL of the response.
    url: str = ""
    #: The keys that led here, in this order: of the address found, the final one, and the canonical one
    #: where there is one.
    alias_keys: tuple[str, ...] = ()
    outlet_article_id: str | None = None
    #: IANA zone in which the outlet prints times without an offset.
    timezone: str | None = None
    #: BCP 47 tags that the outlet publishes in.
    languages: tuple[str, ...] = ()
    country: str | None = None
    #: Name and other forms of the outlet, so that they are not taken for a person or a title.
    outlet_names: tuple[str, ...] = ()
    #: Agency code as printed in datelines -> name, beside those known everywhere.
    agencies: dict[str, str] = field(default_factory=dict)
    section: str | None = None
    #: Known (number, day) pairs from the outlet's definition.
    anchors: tuple[Anchor, ...] = ()
    #: Stored articles nearest by number that print their date; never the article itself.
    neighbours: tuple[Anchor, ...] = ()
    link_title: str | None = None
    #: The date the source gave for the link, raw.
    link_date: str | None = None
    #: The link stands in a source's current entries (feed, front page), so it is new.
    current: bool = False
    fetched_at: datetime | None = None
    discovered_via: str | None = None
    http_status: int | None = None
