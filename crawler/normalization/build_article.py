"""From what extraction found, and what is known of the page, to the one schema; raises on no draft."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from crawler.field_facts import FieldFacts
from crawler.items import ARTICLE_FIELDS, COMPARED, Article, Context
from crawler.normalization.body_head import Opening, letters_of, open_body
from crawler.normalization.datelines.parts import Dateline
from crawler.normalization.language.detect import detect_language
from crawler.normalization.people.byline import Byline, split_authors
from crawler.normalization.people.credited_names import agency_names
from crawler.normalization.plain_values import clean_plain_value, plain_fields
from crawler.normalization.publication_date import Dated, decide_modified, decide_published, lacks_year
from crawler.normalization.text.clean import clean_body, clean_text, hash_of_clean, word_count
from crawler.normalization.urls import canonical_url
from crawler.normalization.urls.stated_urls import LONGEST, absolute_all, absolute_media_url, clean_pictures
from crawler.records import Draft, Found

__all__ = ["build_article", "wants_neighbours"]

#: Fields that a step below fills by rules of its own.
_RULED = frozenset({
    "canonical_url", "headline", "alternative_headline", "description", "body", "byline", "authors",
    "dateline", "location", "agency", "date_published", "date_modified", "article_section", "keywords",
    "image", "images", "videos", "audios",
})  # fmt: skip
#: Fields that what is stated fills, cleaned by its form; the last is stated beside the page, by its host.
_PLAIN = (*plain_fields(leaving_out=_RULED), ARTICLE_FIELDS["tdm_reservation"])


def build_article(draft: Draft, context: Context) -> Article:
    """The article that `draft` and `context` make; what can't be is left out with a warning."""
    return _Making(draft, context).made()


def wants_neighbours(draft: Draft, context: Context) -> bool:
    """Whether the page's only date lacks its year and its number can give it: worth a look at the store."""
    number = context.outlet_article_id
    if number is None or not number.isdecimal():
        return False
    making = _Making(draft, context)
    return lacks_year(draft, context, making.opening(making.byline()).dateline)


class _Making:
    """One article in the making: each step fills its fields, their origins, confidences and warnings."""

    def __init__(self, draft: Draft, context: Context) -> None:
        self.draft, self.context = draft, context
        self._cleaned: dict[str, str | None] = {}
        self._agencies_of_byline: list[str] = []
        self.article = Article(
            url=absolute_media_url(context.url, context.url) or context.url,
            key=context.key,
            outlet=context.outlet,
            outlet_article_id=context.outlet_article_id,
            fetched_at=_in_utc(context.fetched_at),
            discovered_via=context.discovered_via,
            http_status=context.http_status,
        )

    def made(self) -> Article:
        """The article, complete."""
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
        """The body with its head taken off."""
        cleaned = clean_body(self._value("body"))
        self.article.warnings += cleaned.warnings
        repeated = [self._clean("headline"), self._clean("byline"), byline.as_printed]
        return open_body(cleaned.text or "", self.context, repeated=repeated, authors=_people(byline))

    def _headlines(self) -> None:
        self._text("headline")
        if self.article.headline is None:
            self._set("headline", clean_text(self.context.link_title, field="headline").text, "link")
        self._text("alternative_headline")
        if letters_of(self.article.alternative_headline) == letters_of(self.article.headline):
            self._unset("alternative_headline")
        self._text("description")

    def _body(self, opening: Opening) -> None:
        self._set("body", opening.body, self._found("body"))
        self.article.word_count = word_count(opening.body)
        stated = self._clean("dateline")
        if stated:
            self._set("dateline", stated, self._found("dateline"))
        elif opening.dateline:
            self._set("dateline", opening.dateline.printed, "dateline")

    def byline(self) -> Byline:
        """The credit of the names as a list, else of the line as printed."""
        outlets = self.context.outlet_names
        names = split_authors(_texts(self._value("authors")), outlet_names=outlets)
        line = split_authors(_texts(self._value("byline")), outlet_names=outlets)
        best = names if _people(names) or not _people(line) else line
        best.agencies = list(dict.fromkeys([*names.agencies, *line.agencies]))
        return best

    def _credits(self, byline: Byline, opening: Opening) -> None:
        self._refuse_other("authors", list, str)
        self._text("byline")
        by: Found | str | None = self._found("authors") or self._found("byline")
        if opening.byline and not _people(byline):
            byline = split_authors(opening.byline, outlet_names=self.context.outlet_names)
            by = "body"
            self._set("byline", self.article.byline or opening.byline, by)
        self._set("authors", byline.authors, by)
        if self.article.byline is None:
            self._set("byline", byline.as_printed, by)
        self._agencies_of_byline = [*byline.agencies]

    def _place_and_agency(self, dateline: Dateline | None) -> None:
        self._text("location")
        if dateline and dateline.place and self._origin("location") != "selector":
            self._set("location", dateline.place, "dateline")
        stated = self._clean("agency")
        credit = ", ".join(agency_names(stated, extra=self.context.agencies)) or stated if stated else None
        printed = dateline.agency if dateline else None
        found = self._found("agency")
        ladder: list[tuple[str | None, Found | str | None]] = []
        ladder += [(credit, found)] if self._origin("agency") == "selector" else []
        ladder += [(printed, "dateline"), (", ".join(self._agencies_of_byline) or None, "byline")]
        ladder.append((credit, found))
        value, by = next(((value, by) for value, by in ladder if value), (None, None))
        self._set("agency", value, by)

    def _dates(self, dateline: Dateline | None) -> None:
        for name in ("date_published", "date_modified"):
            self._refuse_other(name, str, int, float)
        self._dated("date_published", decide_published(self.draft, self.context, dateline))
        self._dated("date_modified", decide_modified(self.draft, self.context, self.article.date_published))

    def _dated(self, name: str, dated: Dated | None) -> None:
        if dated is None:
            return
        self._set(name, dated.stamp.value, dated)
        setattr(self.article, f"{name}_raw", dated.stamp.raw)
        if dated.stamp.value:
            setattr(self.article, f"{name}_precision", dated.stamp.precision)
            setattr(self.article, f"{name}_method", dated.stamp.method)
        self.article.warnings += dated.warnings

    def _about(self) -> None:
        self._text("article_section")
        if self.article.article_section is None:
            section = clean_text(self.context.section, field="article_section").text
            self._set("article_section", section, "url")
        self._refuse_other("keywords", list, str)
        self._set("keywords", self._keywords(), self._found("keywords"))
        for facts in _PLAIN:
            self._plain(facts)

    def _plain(self, facts: FieldFacts) -> None:
        """Set a field that needs no rule of its own."""
        made = clean_plain_value(self._value(facts.name), facts, base=self.article.url)
        self.article.warnings += made.warnings
        self._set(facts.name, made.value, self._found(facts.name))

    def _keywords(self) -> list[str]:
        """The keywords, each once whatever its case, without the outlet's names."""
        given = self._value("keywords")
        words = given.split(",") if isinstance(given, str) else _texts(given)
        cleaned = (clean_text(word, field="keywords").text for word in words)
        own = {letters_of(name) for name in self.context.outlet_names}
        kept = {letters_of(word) or word: word for word in reversed([word for word in cleaned if word])}
        return [word for key, word in reversed(kept.items()) if key not in own]

    def _media(self) -> None:
        base = self.article.url
        canonical = self._clean("canonical_url")
        if canonical and len(canonical) <= LONGEST:
            self._set("canonical_url", canonical_url(canonical, base=base), self._found("canonical_url"))
        self._set("images", clean_pictures(self._value("images"), base), self._found("images"))
        for name in ("videos", "audios"):
            self._set(name, absolute_all(self._value(name), base), self._found(name))
        self._set("image", absolute_media_url(self._value("image"), base), self._found("image"))
        if self.article.image is None and self.article.images:
            self._set("image", self.article.images[0].url, self._found("images"))

    def _language(self) -> None:
        text = "\n".join(filter(None, (self.article.headline, self.article.body or self.article.description)))
        hint = self.draft.page_language
        found = detect_language(text, hint=hint, candidates=self.context.languages) if text else None
        self._set("language", found, "language-detector")

    def _found(self, name: str) -> Found | None:
        return self.draft.fields.get(name)

    def _value(self, name: str) -> Any:
        found = self._found(name)
        return found.value if found else None

    def _origin(self, name: str) -> str:
        found = self._found(name)
        return found.origin if found else ""

    def _clean(self, name: str) -> str | None:
        """A text of the draft, cleaned once; what had to be mended is noted."""
        if name not in self._cleaned:
            cleaned = clean_text(self._value(name), field=name)
            self.article.warnings += cleaned.warnings
            self._cleaned[name] = cleaned.text
        return self._cleaned[name]

    def _text(self, name: str) -> None:
        """Set a text field from the draft, cleaned."""
        self._set(name, self._clean(name), self._found(name))

    def _set(self, name: str, value: Any, by: Found | Dated | str | None) -> None:
        """Set a field and who gave it (what was found, or a origin alone); an empty value sets nothing."""
        if value is None or value == "" or value == []:
            return
        setattr(self.article, name, value)
        self.article.provenance[name] = by if isinstance(by, str) else by.origin if by else ""
        self.article.confidence.pop(name, None)
        if not isinstance(by, str) and by and by.confidence is not None:
            self.article.confidence[name] = by.confidence

    def _unset(self, name: str) -> None:
        setattr(self.article, name, None)
        self.article.provenance.pop(name, None)
        self.article.confidence.pop(name, None)

    def _refuse_other(self, name: str, *types: type) -> None:
        """Warn of a draft's value that is of none of `types`: it is left out."""
        value = self._value(name)
        if value is not None and not isinstance(value, types):
            self.article.warnings.append(f"{name}: {type(value).__name__} left out")


def _people(byline: Byline) -> list[str]:
    """The persons that a byline names; a desk stands in `authors` only where there are none."""
    return [name for name in byline.authors if name not in byline.desks]


def _texts(value: object) -> list[str]:
    """`value` as a list of what text it holds."""
    given = value if isinstance(value, list | tuple) else [value]
    return [one for one in given if isinstance(one, str)]


def _in_utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
