"""The records that the tests of the outlets expect of their pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crawler.spiderloader import declared_outlets
from tests.outlets import Case, cases, read_case, record_for_test
from tools.records.changes import Change


def outlet_changes() -> list[Change]:
    """Return what changes in the expected records where every page is read by the code of now.

    Raises `AssertionError` where a page is refused: that is no matter of fields.
    """
    outlets = {outlet.name: outlet for outlet in declared_outlets()}
    return [
        change for case in cases() for change in _changes_of(case, record_for_test(read_case(case, outlets)))
    ]


def _changes_of(case: Case, made: Mapping[str, Any]) -> list[Change]:
    data = case.data
    what = tuple(describe_differences(data["article"], made))
    text = json.dumps(data | {"article": made}, ensure_ascii=False, indent=2) + "\n"
    return [Change(case.path.with_suffix(".json"), text, what)] if what else []


def describe_differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Yield each field of a record that differs, with its value before and now."""
    for name in dict.fromkeys([*before, *now]):
        if before.get(name) != now.get(name):
            yield f"{name} {_shown(before.get(name))} -> {_shown(now.get(name))}"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
