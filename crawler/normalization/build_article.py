"""From a draft, and what is known of its page, to an article of the one schema; raises on no draft."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.items import ARTICLE_FIELDS, COMPARED, Article, Context
from crawler.normalization.article_fields import ArticleFields, plain_fields, texts_of
from crawler.normalization.body_head import Opening, letters_of, open_body
from crawler.normalization.datelines.parts import Dateline
from crawler.normalization.language.detect import detect_language
from crawler.normalization.people.byline import Byline, split_authors
from crawler.normalization.people.credited_names import agency_names
from crawler.normalization.publication_date import Dated, decide_modified, decide_published, lacks_year
from crawler.normalization.text.clean import clean_body, clean_text, hash_of_clean, word_count
from crawler.normalization.urls import canonical_url
from crawler.normalization.urls.stated_urls import (
    LONGEST,
    absolute_media_url,
    absolute_media_urls,
    clean_pictures,
)
from crawler.records import Draft, Found

__all__ = ["build_article", "wants_neighbours"]

#: Characters of the longest body that is kept; a book has no more.
LONGEST_BODY = 1_000_000
#: Fields that a step below fills by rules of its own.
_RULED = frozenset({
    "canonical_url", "headline", "alternative_headline", "description", "body", "byline", "authors",
    "dateline", "location", "agency", "date_published", "date_modified", "article_section", "keywords",
    "image", "images", "videos", "audios",
})  # fmt: skip
#: Fields that what is stated fills, cleaned by its form; the last is stated beside the page, by its host.
_PLAIN = (*plain_fields(leaving_out=_RULED), ARTICLE_FIELDS["tdm_reservation"])


def build_article(draft: Draft, context: Context) -> Article:
    """Return the article that a draft and its context make; what can't be is left out with a warning."""
    return _Making(draft, context).made()


def wants_neighbours(draft: Draft, context: Context) -> bool:
    """Tell whether the page's first date lacks its year and articles with near numbers may give it.

    Only the store knows such articles, so it is asked where this is true.
    """
    number = context.outlet_article_id
    if number is None or not number.isdecimal():
        return False
    making = _Making(draft, context)
    return lacks_year(draft, context, making.opening(making.byline()).dateline)


class _Making(ArticleFields):
    """One article in the making: each step fills fields by rules of their own."""

    def __init__(self, draft: Draft, context: Context) -> None:
        super().__init__(draft, _begun(context))
        self.context = context
        self._agencies_of_byline: list[str] = []

    def made(self) -> Article:
        """Return the article with all fields filled."""
        self._headlines()
        byline = self.byline()
        opening = self.opening(byline)
        self._body(opening)
        self._credits(byline, opening)
        self._place_and_agency(opening.dateline)
        self._dates(opening.dateline)
        self._about()
        self._media()
        self._language()
        self.article.content_hash = hash_of_clean(*(getattr(self.article, name) for name in COMPARED))
        self.article.warnings = list(dict.fromkeys(self.article.warnings))
        return self.article

    def opening(self, byline: Byline) -> Opening:
        """Return the clean body with its head taken off."""
        cleaned = clean_body(self._bounded_body())
        self.article.warnings += cleaned.warnings
        repeated = [self.clean_text_of("headline"), self.clean_text_of("byline"), byline.as_printed]
        return open_body(cleaned.text or "", self.context, repeated=repeated, authors=_people(byline))

    def _bounded_body(self) -> object:
        """Return the stated body; one longer than any article ends at the last paragraph in bounds."""
        body = self.value_of("body")
        if not isinstance(body, str) or len(body) <= LONGEST_BODY:
            return body
        self.article.warnings.append(f"body: {len(body):,} characters, cut at {LONGEST_BODY:,}")
        end = body.rfind("\n\n", 0, LONGEST_BODY)
        return body[: end if end > 0 else LONGEST_BODY]

    def _headlines(self) -> None:
        self.fill_text("headline")
        if self.article.headline is None:
            self.fill_field("headline", clean_text(self.context.link_title, field="headline").text, "link")
        self.fill_text("alternative_headline")
        if letters_of(self.article.alternative_headline) == letters_of(self.article.headline):
            self.empty_field("alternative_headline")
        self.fill_text("description")

    def _body(self, opening: Opening) -> None:
        self.fill_field("body", opening.body, self.found_of("body"))
        self.article.word_count = word_count(opening.body)
        stated = self.clean_text_of("dateline")
        if stated:
            self.fill_field("dateline", stated, self.found_of("dateline"))
        elif opening.dateline:
            self.fill_field("dateline", opening.dateline.printed, "dateline")

    def byline(self) -> Byline:
        """Return the credit of the list of names, or of the printed line where only that names people."""
        outlets = [*self.context.outlet_names, *self.draft.outlet_names]
        names = split_authors(texts_of(self.value_of("authors")), outlet_names=outlets)
        line = split_authors(texts_of(self.value_of("byline")), outlet_names=outlets)
        best = names if _people(names) or not _people(line) else line
        best.agencies = list(dict.fromkeys([*names.agencies, *line.agencies]))
        return best

    def _credits(self, byline: Byline, opening: Opening) -> None:
        self.refuse_other("authors", list, str)
        self.fill_text("byline")
        by: Found | str | None = self.found_of("authors") or self.found_of("byline")
        if opening.byline and not _people(byline):
            byline = split_authors(opening.byline, outlet_names=self.context.outlet_names)
            by = "body"
            self.fill_field("byline", self.article.byline or opening.byline, by)
        self.fill_field("authors", byline.authors, by)
        if self.article.byline is None:
            self.fill_field("byline", byline.as_printed, by)
        self._agencies_of_byline = [*byline.agencies]

    def _place_and_agency(self, dateline: Dateline | None) -> None:
        self.fill_text("location")
        if dateline and dateline.place and self.origin_of("location") != "selector":
            self.fill_field("location", dateline.place, "dateline")
        stated = self.clean_text_of("agency")
        credit = ", ".join(agency_names(stated, extra=self.context.agencies)) or stated if stated else None
        printed = dateline.agency if dateline else None
        found = self.found_of("agency")
        ladder: list[tuple[str | None, Found | str | None]] = []
        ladder += [(credit, found)] if self.origin_of("agency") == "selector" else []
        ladder += [(printed, "dateline"), (", ".join(self._agencies_of_byline) or None, "byline")]
        ladder.append((credit, found))
        value, by = next(((value, by) for value, by in ladder if value), (None, None))
        self.fill_field("agency", value, by)

    def _dates(self, dateline: Dateline | None) -> None:
        for name in ("date_published", "date_modified"):
            self.refuse_other(name, str, int, float)
        self._dated("date_published", decide_published(self.draft, self.context, dateline))
        self._dated("date_modified", decide_modified(self.draft, self.context, self.article.date_published))

    def _dated(self, name: str, dated: Dated | None) -> None:
        if dated is None:
            return
        self.fill_field(name, dated.stamp.value, dated)
        setattr(self.article, f"{name}_raw", dated.stamp.raw)
        if dated.stamp.value:
            setattr(self.article, f"{name}_precision", dated.stamp.precision)
            setattr(self.article, f"{name}_method", dated.stamp.method)
        self.article.warnings += dated.warnings

    def _about(self) -> None:
        self.fill_text("article_section")
        if self.article.article_section is None:
            section = clean_text(self.context.section, field="article_section").text
            self.fill_field("article_section", section, "url")
        self.refuse_other("keywords", list, str)
        self.fill_field("keywords", self._keywords(), self.found_of("keywords"))
        for facts in _PLAIN:
            self.fill_plain(facts)

    def _keywords(self) -> list[str]:
        """Return the keywords, each once whatever its case, without the outlet's names."""
        given = self.value_of("keywords")
        words = given.split(",") if isinstance(given, str) else texts_of(given)
        cleaned = (clean_text(word, field="keywords").text for word in words)
        own = {letters_of(name) for name in self.context.outlet_names}
        kept = {letters_of(word) or word: word for word in reversed([word for word in cleaned if word])}
        return [word for key, word in reversed(kept.items()) if key not in own]

    def _media(self) -> None:
        base = self.article.url
        canonical = self.clean_text_of("canonical_url")
        if canonical and len(canonical) <= LONGEST:
            self.fill_field(
                "canonical_url", canonical_url(canonical, base=base), self.found_of("canonical_url")
            )
        self.fill_field("images", clean_pictures(self.value_of("images"), base), self.found_of("images"))
        for name in ("videos", "audios"):
            self.fill_field(name, absolute_media_urls(self.value_of(name), base), self.found_of(name))
        self.fill_field("image", absolute_media_url(self.value_of("image"), base), self.found_of("image"))
        if self.article.image is None and self.article.images:
            self.fill_field("image", self.article.images[0].url, self.found_of("images"))

    def _language(self) -> None:
        text = "\n".join(filter(None, (self.article.headline, self.article.body or self.article.description)))
        hint = self.draft.page_language
        found = detect_language(text, hint=hint, candidates=self.context.languages) if text else None
        self.fill_field("language", found, "language-detector")


def _people(byline: Byline) -> list[str]:
    """Return the people that a byline names; desks stand in `authors` only where no person does."""
    return [name for name in byline.authors if name not in byline.desks]


def _begun(context: Context) -> Article:
    """Return an article that holds only what is known beside its page."""
    return Article(
        url=absolute_media_url(context.url, context.url) or context.url,
        key=context.key,
        outlet=context.outlet,
        outlet_article_id=context.outlet_article_id,
        fetched_at=_in_utc(context.fetched_at),
        discovered_via=context.discovered_via,
        http_status=context.http_status,
    )


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
