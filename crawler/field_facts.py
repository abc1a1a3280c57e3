"""What is declared of a field of the schema beside its type, and what its type makes of it.

A field is declared once, in `crawler/items.py`. Its column, its place in the exports, the JSON Schema, the
tables of the documentation and the example of the tests are read from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

#: Key of a dataclass field's metadata under which its facts stand.
_KEY = "declared"


class Form(Enum):
    """The kinds of values that a field may hold, each with its name in the documentation."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "true or false"
    INSTANT = "time"
    TEXTS = "list of texts"
    PARTS = "list of objects"
    MAPPING = "object"


_FORMS = {
    str: Form.TEXT,
    int: Form.INTEGER,
    float: Form.NUMBER,
    bool: Form.FLAG,
    datetime: Form.INSTANT,
    list[str]: Form.TEXTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What is said of a field where it is declared."""

    #: Heading under which the documentation lists it.
    group: str
    #: A value as JSON has it; the test's example of an article is made of these.
    example: Any
    #: A page may state it, so an outlet's `selectors` may name it.
    on_page: bool = False
    #: Its text is the address of a medium or page, made absolute.
    address: bool = False
    #: The offset of its time is kept in a column of its own, in minutes.
    offset: bool = False
    #: Another value of it makes a new version of the article.
    compared: bool = False
    #: The property of schema.org's NewsArticle that holds the same value, where one does.
    schema_org: str | None = None


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """A field: its name, what its type says, and what is declared of it."""

    name: str
    form: Form
    #: Its value may be `None`.
    optional: bool
    #: The dataclass of its objects, where it is a list of such.
    part: type | None
    declared: Declared


def describe_field(
    group: str, example: Any, *, json_schema: Mapping[str, Any] | None = None, **declared: Any
) -> dict[str, Any]:
    """Return the metadata of a dataclass field; `declared` are attributes of `Declared`.

    `json_schema` is what JSON Schema says of it beside its type. Raises `TypeError` for an unknown attribute.
    """
    said = Declared(group=group, example=example, **declared)
    return {_KEY: said, "json_schema_extra": {**(json_schema or {}), "examples": [example]}}


def declare_field(group: str, example: Any, *, default: Any = None, **described: Any) -> Any:
    """Return a dataclass field that may be left out, with the metadata of `describe_field`.

    `default` is its value then, or the type that makes an empty one (`list`, `dict`).
    """
    metadata = describe_field(group, example, **described)
    if isinstance(default, type):
        return field(default_factory=default, metadata=metadata)
    return field(default=default, metadata=metadata)


def read_field_facts(record: type) -> dict[str, FieldFacts]:
    """Return field name -> its facts, for each field of a dataclass, in order.

    Raises `TypeError` where a field is not described, or is of a type that no column and no export knows.
    """
    hints = get_type_hints(record)
    return {one.name: _facts_of(one, hints[one.name], record.__name__) for one in fields(record)}


def _facts_of(declared: Any, hint: Any, record: str) -> FieldFacts:
    place = f"{record}.{declared.name}"
    if _KEY not in declared.metadata:
        raise TypeError(f"{place} is not described: declare it by `declare_field(group, example, ...)`")
    allowed = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    kinds = [kind for kind in allowed if kind is not type(None)]
    form = _form_of(kinds[0]) if len(kinds) == 1 else None
    if form is None:
        raise TypeError(
            f"{place} is of type {hint}, which the store and the exports do not know: use str, int, float, "
            "bool, datetime (each may be None), list[str], a list of a dataclass, or dict[str, ...]"
        )
    part = get_args(kinds[0])[0] if form is Form.PARTS else None
    return FieldFacts(declared.name, form, len(allowed) > 1, part, declared.metadata[_KEY])


def _form_of(kind: Any) -> Form | None:
    if kind in _FORMS:
        return _FORMS[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list and is_dataclass(inner[0]):
        return Form.PARTS
    return Form.MAPPING if origin is dict and inner[0] is str else None
