"""The one schema: `Article` and its parts, and what a caller may tell of an article (`Context`).

Field names follow schema.org NewsArticle in snake_case. A missing value is `None` or empty;
a value that was inferred or completed says so beside it (`*_method`, `warnings`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from crawler.extras import explain_missing
from crawler.field_facts import declare_field, describe_field, read_field_facts

SCHEMA_VERSION = 1

#: Raised when extraction or normalization gives another text for the same page: a difference under
#: another version is no edit by the outlet.
EXTRACTOR_VERSION = "3"

#: How exactly a date was stated: "2017-10-25T09:47:25" second, "9:47" minute, "25 October" day.
PRECISIONS = ("second", "minute", "day")

#: How a date was found. `stated`: with its offset, or with day precision; `assumed-zone`: printed
#: without an offset, read in the outlet's zone; `inferred-*`: the printed day lacks a year, which
#: came from articles with neighbouring numbers, from the listing, or from the time of fetching.
DATE_METHODS = ("stated", "assumed-zone", "inferred-number", "inferred-listing", "inferred-fetch")

#: Begins the warning that says why a page is no article (`Article.refusal`).
REFUSED = "refused: "

#: Of the examples.
_SITE = "https://lantern.example"
_DATE_TIME = {"type": ["string", "null"], "format": "date-time"}
_PRECISION = {"enum": [*PRECISIONS, None]}
_METHOD = {"enum": [*DATE_METHODS, None]}


@dataclass(kw_only=True, slots=True)
class Image:
    """A picture of the article."""

    url: str = field(metadata=describe_field("media", f"{_SITE}/sea.jpg"))
    """Its address (absolute URL)."""
    caption: str | None = declare_field("media", "The sea")
    """The text printed with it."""
    credit: str | None = declare_field("media", "Jo Ed / AP")
    """Who made or owns it."""


@dataclass(kw_only=True, slots=True)
class Article:
    """A news article as stored, exported and read, whatever outlet it came from."""

    url: str = field(
        metadata=describe_field("identity", f"{_SITE}/world/4711-storm?page=1", schema_org="url")
    )
    """Address the text was read from, after redirects (absolute URL)."""
    canonical_url: str | None = declare_field("identity", f"{_SITE}/world/4711-storm", on_page=True)
    """`rel=canonical` where it stays within the outlet and names an article; else `None`."""
    key: str = field(metadata=describe_field("identity", "lantern:4711"))
    """The article key: what makes two addresses the same article (`normalization.urls`)."""
    outlet: str = field(metadata=describe_field("identity", "lantern"))
    """Name of the outlet's spider, or the host where no outlet is declared for it."""
    outlet_article_id: str | None = declare_field("identity", "4711")
    """The outlet's own number or slug for the article, where its addresses carry one."""

    headline: str | None = declare_field(
        "text", "Storm hits the coast", on_page=True, compared=True, schema_org="headline"
    )
    """The article's title, without the site's name."""
    alternative_headline: str | None = declare_field(
        "text", "Roofs gone in Port Adler", on_page=True, schema_org="alternativeHeadline"
    )
    """A second headline (kicker, short title, `alternativeHeadline`), never equal to `headline`."""
    description: str | None = declare_field(
        "text", "Three villages are cut off.", on_page=True, schema_org="description"
    )
    """Standfirst or summary as the outlet gives it."""
    body: str = declare_field(
        "text",
        "The storm came at night.\n\nNobody was hurt.",
        default="",
        on_page=True,
        compared=True,
        schema_org="articleBody",
    )
    """Paragraphs separated by a blank line, without dateline, headline, byline and captions."""
    word_count: int = declare_field("text", 8, default=0)
    """Words of `body`; in scripts without spaces one a character."""

    byline: str | None = declare_field(
        "credit", "By Ana Pérez and Li Wei", on_page=True, schema_org="creditText"
    )
    """The credit line as printed ("By Ana Pérez and Li Wei")."""
    authors: list[str] = declare_field("credit", ["Ana Pérez", "Li Wei"], default=list, on_page=True)
    """Names of people (or of the desk where no person is named), in printed order."""
    dateline: str | None = declare_field(
        "credit", "Port Adler, October 25 (Reuters) -", on_page=True, schema_org="dateline"
    )
    """Place, day and source before the first sentence, as printed ("Damascus, October 25 (RHC)--")."""
    location: str | None = declare_field("credit", "Port Adler", on_page=True)
    """The dateline's place, else `contentLocation`."""
    agency: str | None = declare_field("credit", "Reuters", on_page=True)
    """The wire service credited ("Prensa Latina", "Reuters")."""

    date_published: datetime | None = declare_field(
        "dates", "2017-10-25T09:47:25-04:00", on_page=True, offset=True, json_schema=_DATE_TIME
    )
    """The instant of publication, carrying the offset it was printed with.

    With day precision it is midnight at offset zero of the printed day, which is never shifted.
    """
    date_published_raw: str | None = declare_field("dates", "25 Oct 2017 09:47:25 -0400")
    """The text the date was read from."""
    date_published_precision: str | None = declare_field("dates", "second", json_schema=_PRECISION)
    """How exactly the date is stated: `second`, `minute` or `day`."""
    date_published_method: str | None = declare_field("dates", "stated", json_schema=_METHOD)
    """How the date was found: `stated`, `assumed-zone`, or by what its year was inferred."""
    date_modified: datetime | None = declare_field(
        "dates", "2017-10-26T18:05:00+05:45", on_page=True, offset=True, json_schema=_DATE_TIME
    )
    """The instant of the last change that the outlet states; never stands in for publication."""
    date_modified_raw: str | None = declare_field("dates", "26 October 2017, 18:05")
    """The text the date was read from."""
    date_modified_precision: str | None = declare_field("dates", "minute", json_schema=_PRECISION)
    """How exactly the date is stated: `second`, `minute` or `day`."""
    date_modified_method: str | None = declare_field("dates", "assumed-zone", json_schema=_METHOD)
    """How the date was found: `stated`, `assumed-zone`, or by what its year was inferred."""

    article_section: str | None = declare_field("subject", "World", on_page=True, schema_org="articleSection")
    """Section as the outlet names it, else as its address does."""
    keywords: list[str] = declare_field(
        "subject", ["storm", "coast, north", "Port Adler"], default=list, on_page=True, schema_org="keywords"
    )
    """Keywords and tags as the outlet gives them."""
    language: str | None = declare_field("subject", "zh-Hant", schema_org="inLanguage")
    """BCP 47 tag of the text, not of the menus around it."""

    image: str | None = declare_field("media", f"{_SITE}/roof.jpg", on_page=True, address=True)
    """The main picture (absolute URL)."""
    images: list[Image] = declare_field(
        "media",
        [
            {"url": f"{_SITE}/sea.jpg", "caption": "The sea", "credit": "Jo Ed / AP"},
            {"url": f"{_SITE}/roof.jpg", "caption": "A roof"},
        ],
        default=list,
        on_page=True,
    )
    """Every picture of the article, the main one included."""
    videos: list[str] = declare_field(
        "media", [f"{_SITE}/storm.mp4", "https://player.example/1"], default=list, on_page=True, address=True
    )
    """Absolute URLs of videos (file or player page)."""
    audios: list[str] = declare_field(
        "media", [f"{_SITE}/storm.mp3"], default=list, on_page=True, address=True
    )
    """Absolute URLs of audio."""

    is_accessible_for_free: bool | None = declare_field(
        "terms", False, on_page=True, schema_org="isAccessibleForFree"
    )
    """Whether all of the text can be read without paying, where the page says so."""
    license: str | None = declare_field(
        "terms", "https://creativecommons.org/licenses/by/4.0/", on_page=True, schema_org="license"
    )
    """URL or name of the licence."""
    tdm_reservation: bool | None = declare_field("terms", True)
    """Whether text and data mining of it is reserved (TDMRep; `noai`), where outlet or page say so."""

    fetched_at: datetime | None = declare_field(
        "fetch", "2017-10-27T01:02:03.456789+00:00", json_schema=_DATE_TIME
    )
    """When the response was received (under replay: the record's WARC-Date), UTC."""
    discovered_via: str | None = declare_field("fetch", "feed")
    """Kind of source that led here: `feed`, `sitemap`, `listing`, `number` or `asked`.

    `number` is an article that was asked for by its number, `asked` a one-off address.
    """
    http_status: int | None = declare_field("fetch", 200)
    """HTTP status of the response the text was read from."""
    content_hash: str | None = declare_field("fetch", "ab" * 32)
    """SHA-256 (hex) over headline and body after normalization: differs where the text differs."""
    provenance: dict[str, str] = declare_field("fetch", {"headline": "jsonld"}, default=dict)
    """Field -> the place of the ladder that gave it ("selector", "jsonld", "opengraph", ...)."""
    confidence: dict[str, float] = declare_field("fetch", {"headline": 0.97}, default=dict)
    """Field -> from 0 to 1, the measured share of such values that are right; no entry where not measured."""
    warnings: list[str] = declare_field("fetch", ["headline: NUL removed"], default=list)
    """What had to be mended or left out ("headline: NUL removed"), for a person to check."""
    schema_version: int = declare_field("fetch", 1, default=SCHEMA_VERSION)
    """`SCHEMA_VERSION` at the time of extraction."""

    @property
    def refusal(self) -> str | None:
        """Why the page is no article (a key of `extraction.REASONS`), or `None`; stored ones have none."""
        found = (text.removeprefix(REFUSED) for text in self.warnings if text.startswith(REFUSED))
        return next(found, None)


#: Field -> what is declared of it: columns, exports, JSON Schema, documentation and tests derive from it.
ARTICLE_FIELDS = read_field_facts(Article)
#: Fields of which another value makes a new version; `content_hash` is over their texts.
COMPARED = tuple(name for name, facts in ARTICLE_FIELDS.items() if facts.declared.compared)
#: The two fields that tell of the others, each value under a field's name.
BY_FIELD = ("provenance", "confidence")


def article_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an article as it is exported, each field with its meaning.

    Raises `ImportError` without itemadapter, which the extra `crawl` brings.
    """
    try:
        from itemadapter import ItemAdapter
    except ImportError as error:
        raise ImportError(explain_missing("The JSON Schema", needs="itemadapter", extra="crawl")) from error
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Article"} | (
        ItemAdapter.get_json_schema(Article)
    )


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
    #: When this was put together: no later date is believed where `fetched_at` is not known.
    latest: datetime = field(default_factory=partial(datetime.now, UTC), compare=False)
    discovered_via: str | None = None
    http_status: int | None = None
