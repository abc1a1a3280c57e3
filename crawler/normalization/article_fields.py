"""How a field of an article is filled: what its page states of it, cleaned, set with origin and confidence.

A field that needs no rule of its own is cleaned by its form.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from crawler.field_facts import FieldFacts, Form
from crawler.items import ARTICLE_FIELDS, Article
from crawler.normalization.publication_date import Dated
from crawler.normalization.text.clean import clean_text
from crawler.normalization.urls.stated_urls import absolute_media_url, absolute_media_urls
from crawler.records import Draft, Found

#: Digits of the longest integer that 64 bits always hold.
_LONGEST_INTEGER = 18


class ArticleFields:
    """The fields of one article in the making, with their origins, confidences and warnings."""

    def __init__(self, draft: Draft, article: Article) -> None:
        self.draft, self.article = draft, article
        self._cleaned: dict[str, str | None] = {}

    def found_of(self, name: str) -> Found | None:
        """Return what the draft holds of a field."""
        return self.draft.fields.get(name)

    def value_of(self, name: str) -> Any:
        """Return the raw value that the draft holds of a field, or None."""
        found = self.found_of(name)
        return found.value if found else None

    def origin_of(self, name: str) -> str:
        """Return the place of the ladder that gave the draft's value; "" where it holds none."""
        found = self.found_of(name)
        return found.origin if found else ""

    def clean_text_of(self, name: str) -> str | None:
        """Return a text of the draft, cleaned once; what had to be mended becomes a warning."""
        if name not in self._cleaned:
            cleaned = clean_text(self.value_of(name), field=name)
            self.article.warnings += cleaned.warnings
            self._cleaned[name] = cleaned.text
        return self._cleaned[name]

    def fill_text(self, name: str) -> None:
        """Fill a field with the draft's text, cleaned."""
        self.fill_field(name, self.clean_text_of(name), self.found_of(name))

    def fill_field(self, name: str, value: Any, by: Found | Dated | str | None) -> None:
        """Fill a field and note what gave it: what was found, or an origin. An empty value fills nothing."""
        if value is None or value == "" or value == []:
            return
        setattr(self.article, name, value)
        self.article.provenance[name] = by if isinstance(by, str) else by.origin if by else ""
        self.article.confidence.pop(name, None)
        if not isinstance(by, str) and by and by.confidence is not None:
            self.article.confidence[name] = by.confidence

    def empty_field(self, name: str) -> None:
        """Take a value back, with its origin and confidence."""
        setattr(self.article, name, None)
        self.article.provenance.pop(name, None)
        self.article.confidence.pop(name, None)

    def refuse_other(self, name: str, *types: type) -> None:
        """Warn of a draft's value that is of none of `types`, which a rule is going to leave out."""
        value = self.value_of(name)
        if value is not None and not isinstance(value, types):
            self.article.warnings.append(f"{name}: {type(value).__name__} left out")

    def fill_plain(self, facts: FieldFacts) -> None:
        """Fill a field that needs no rule of its own."""
        made = clean_plain_value(self.value_of(facts.name), facts, base=self.article.url)
        self.article.warnings += made.warnings
        self.fill_field(facts.name, made.value, self.found_of(facts.name))


class PlainValue(NamedTuple):
    """A cleaned value, `None` or empty where nothing is left, and what was left out, as "field: what"."""

    value: Any
    warnings: tuple[str, ...] = ()


def clean_plain_value(stated: object, facts: FieldFacts, *, base: str) -> PlainValue:
    """Return what a page states of a field as the field holds it; `base` is the page's address.

    A value of another kind is left out with a warning. Raises `KeyError` for a form that needs a rule of
    its own: a time, objects.
    """
    return _CLEANED[facts.form](stated, facts, base)


def _text(stated: object, facts: FieldFacts, base: str) -> PlainValue:
    if facts.declared.address:
        return PlainValue(absolute_media_url(stated, base))
    return PlainValue(*clean_text(stated, field=facts.name))


def _texts(stated: object, facts: FieldFacts, base: str) -> PlainValue:
    """Return each text once, in the order given; a text alone is a list of one."""
    if facts.declared.address:
        return PlainValue(absolute_media_urls(stated, base))
    if stated is not None and not isinstance(stated, list | tuple | str):
        return _left_out(stated, facts)
    given: Iterable[Any] = stated if isinstance(stated, list | tuple) else [stated]
    cleaned = [clean_text(one, field=facts.name) for one in given]
    texts = dict.fromkeys(one.text for one in cleaned if one.text)
    return PlainValue([*texts], tuple(warning for one in cleaned for warning in one.warnings))


def _flag(stated: object, facts: FieldFacts, base: str) -> PlainValue:
    return PlainValue(stated) if stated is None or isinstance(stated, bool) else _left_out(stated, facts)


def _integer(stated: object, facts: FieldFacts, base: str) -> PlainValue:
    text = stated.strip() if isinstance(stated, str) else ""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_INTEGER:
        return PlainValue(int(text))
    return PlainValue(stated) if stated is None or type(stated) is int else _left_out(stated, facts)


def _number(stated: object, facts: FieldFacts, base: str) -> PlainValue:
    if stated is None:
        return PlainValue(None)
    if isinstance(stated, int | float | str) and not isinstance(stated, bool):
        with suppress(ValueError, OverflowError):
            if math.isfinite(number := float(stated)):
                return PlainValue(number)
    return _left_out(stated, facts)


def _left_out(stated: object, facts: FieldFacts) -> PlainValue:
    return PlainValue(None, (f"{facts.name}: {type(stated).__name__} left out",))


_CLEANED: dict[Form, Callable[[object, FieldFacts, str], PlainValue]] = {
    Form.TEXT: _text,
    Form.TEXTS: _texts,
    Form.FLAG: _flag,
    Form.INTEGER: _integer,
    Form.NUMBER: _number,
}


def plain_fields(*, leaving_out: Container[str]) -> tuple[FieldFacts, ...]:
    """Return the fields that a page may state, but for those named: texts first, numbers last.

    Raises `TypeError` for one whose form needs a rule of its own.
    """
    found = [f for name, f in ARTICLE_FIELDS.items() if f.declared.on_page and name not in leaving_out]
    if odd := [facts.name for facts in found if facts.form not in _CLEANED]:
        raise TypeError(f"{', '.join(odd)}: a {ARTICLE_FIELDS[odd[0]].form.value} needs a rule of its own")
    forms = [*_CLEANED]
    return tuple(sorted(found, key=lambda facts: forms.index(facts.form)))


def texts_of(value: object) -> list[str]:
    """Return a value as a list of what texts it holds."""
    given = value if isinstance(value, list | tuple) else [value]
    return [one for one in given if isinstance(one, str)]
