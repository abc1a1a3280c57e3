"""A field that needs no rule of its own: what a page states of it, cleaned by the form of the field."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from crawler.field_facts import FieldFacts, Form
from crawler.items import ARTICLE_FIELDS
from crawler.normalization.text.clean import clean_text
from crawler.normalization.urls.stated_urls import absolute_all, absolute_media_url

#: Digits of the longest integer that 64 bits always hold.
_LONGEST_INTEGER = 18


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
    """Each text once, in the order given; a text alone is a list of one."""
    if facts.declared.address:
        return PlainValue(absolute_all(stated, base))
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
