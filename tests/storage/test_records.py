"""What the records of the store say of themselves."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from crawler.records import SOURCE_KINDS
from crawler.storage.records import Outcome, Page, group_of_kind
from tests.storage.desk import NOON

LATER = NOON + timedelta(hours=9)
SOON = NOON + timedelta(minutes=5)


@pytest.mark.parametrize("kind", [*SOURCE_KINDS, "article"])
def test_sources_and_articles_are_counted_apart(kind: Any) -> None:
    page = Page(1, "k", kind, "https://gazette.example/1", "gazette", "pending")
    assert page.group == group_of_kind(kind) == ("article" if kind == "article" else "source")


@pytest.mark.parametrize(
    ("state", "not_before", "policy", "due"),
    [
        ("failed", None, SOON, SOON),
        ("failed", None, None, None),
        ("failed", LATER, SOON, LATER),
        ("failed", SOON, LATER, LATER),
        ("gone", LATER, None, None),
        ("pending", LATER, None, LATER),
        ("pending", SOON, LATER, SOON),
        ("pending", None, None, None),
    ],
)
def test_a_page_waits_for_its_host_but_is_not_made_due_by_it(
    state: Any, not_before: datetime | None, policy: datetime | None, due: datetime | None
) -> None:
    assert Outcome(state, not_before=not_before).due(policy) == due
