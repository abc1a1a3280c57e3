"""References within a state: flat lists whose numbers are places, records by key, rows of a stream.

What is referred to is put in its place and shared, never copied, so a small state can't grow large. What
reads the result must count what it visits: a state may hold itself.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

__all__ = ["join_references", "unpack_rows"]

#: Values visited of one state.
_MOST = 300_000
_ROW = re.compile(r"([0-9a-f]{1,8}):")
_TEXT_ROW = re.compile(r"T([0-9a-f]{1,8}),")
_ROW_REFERENCE = re.compile(r"\$[L@]?([0-9a-f]{1,8})")
#: Keys of the longest reference, and values by which a flat list is told.
_LONGEST_REFERENCE, _LOOKED_AT = 4, 100
#: Words that stand before a value in a flat list and say how it is kept.
_WRAPPERS = frozenset({
    "Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Set", "Date",
    "Island",
})  # fmt: skip


def join_references(value: Any) -> Any:
    """Return a state with its references replaced by what they refer to."""
    if _is_flat(value):
        return _Flat(value).root()
    records = _records(value)
    return _replaced(value, records) if records else value


def _is_flat(value: Any) -> bool:
    """Tell whether a list holds each value once, and its lists and objects hold places (as Nuxt 3 prints)."""
    if not isinstance(value, list) or not value or not isinstance(value[0], list | dict):
        return False
    nested = [inner for one in value[:_LOOKED_AT] for inner in _inside(one)]
    places = [inner for inner in nested if isinstance(inner, int)]
    words = [inner for inner in nested if isinstance(inner, str) and inner in _WRAPPERS]
    is_full = len(places) + len(words) == len(nested) > 0 and max(places, default=0) < len(value)
    return is_full and any(isinstance(one, str) for one in value)


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


class _Flat:
    """A list of values in which lists and objects name what they hold by its place in the list."""

    def __init__(self, values: list[Any]) -> None:
        self.values = values
        self.made: dict[int, Any] = {}

    def root(self) -> Any:
        """Return the first value with all that it refers to."""
        root, waiting = self._begun(0), [0]
        while waiting:
            at = waiting.pop()
            for key, place in self._places(self.values[at]):
                known = place in self.made
                self._put(self.made[at], key, self._begun(place))
                if not known and isinstance(self.made[place], list | dict):
                    waiting.append(place)
        return root

    def _begun(self, at: int) -> Any:
        """Return the value at a place; lists and objects are empty at first, for they may hold themselves."""
        if at not in self.made:
            value = self.values[at] if 0 <= at < len(self.values) else None
            kind = type(value)
            self.made[at] = kind() if kind in (list, dict) else value
        return self.made[at]

    @staticmethod
    def _places(value: Any) -> list[tuple[Any, int]]:
        """Return the keys of an object, or the numbers of a list's items, each with its place."""
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        return [(key, place) for key, place in pairs if isinstance(place, int)]

    @staticmethod
    def _put(made: Any, key: Any, value: Any) -> None:
        if isinstance(made, dict):
            made[key] = value
        else:
            made.append(value)


def _records(value: Any) -> dict[str, Any]:
    """Return the records of a state that are referred to by key (as Apollo keeps them); {} without any."""
    for one in _visited(value):
        if isinstance(one, dict) and sum(isinstance(v, dict) and "__typename" in v for v in one.values()) > 1:
            return one
    return {}


def _visited(value: Any) -> Iterator[Any]:
    """Yield a value and the lists and objects in it, each once, the outer ones first, up to a bound."""
    waiting, seen = deque([value]), {id(value)}
    while waiting and len(seen) < _MOST:
        one = waiting.popleft()
        yield one
        for inner in _inside(one):
            if isinstance(inner, list | dict) and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)


def _replaced(value: Any, records: dict[str, Any]) -> Any:
    """Return a value in whose lists and objects references are replaced by records."""
    for one in _visited(value):
        if isinstance(one, list | dict):
            pairs = list(one.items()) if isinstance(one, dict) else list(enumerate(one))
            for key, inner in pairs:
                if (name := _record_name(inner)) in records:
                    one[key] = records[name]
    return value


def _record_name(value: Any) -> str:
    """Return the key of the record that a value refers to; "" where it is no reference."""
    if not isinstance(value, dict) or len(value) > _LONGEST_REFERENCE:
        return ""
    name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    return name if isinstance(name, str) else ""


def unpack_rows(stream: str) -> list[Any]:
    """Return the values of a stream of rows ("1a:{...}", "1b:T4d2,text"), references between them put in."""
    rows: dict[str, Any] = {}
    at = 0
    while (found := _ROW.match(stream, at)) and len(rows) < _MOST:
        rows[found[1]], at = _row(stream, found.end())
    referred: set[str] = set()
    for one in _visited(list(rows.values())):
        _put_rows(one, rows, referred)
    return [value for name, value in rows.items() if name not in referred]


def _put_rows(one: Any, rows: dict[str, Any], referred: set[str]) -> None:
    """Replace the references in a list or an object by the rows that they name."""
    pairs = (
        list(one.items()) if isinstance(one, dict) else list(enumerate(one)) if isinstance(one, list) else []
    )
    for key, inner in pairs:
        found = _ROW_REFERENCE.fullmatch(inner) if isinstance(inner, str) else None
        if found and rows.get(found[1]) is not None and rows[found[1]] is not one:
            one[key] = rows[found[1]]
            referred.add(found[1])


def _row(stream: str, at: int) -> tuple[Any, int]:
    """Return the value of a row, a text of stated size or JSON to the line's end, and the place behind."""
    if text := _TEXT_ROW.match(stream, at):
        size = int(text[1], 16)
        whole = (
            stream[text.end() : text.end() + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
        )
        return whole, text.end() + len(whole)
    end = stream.find("\n", at)
    end = end if end >= 0 else len(stream)
    try:
        return json.loads(stream[at:end], strict=False), end + 1
    except (ValueError, RecursionError):
        return None, end + 1
