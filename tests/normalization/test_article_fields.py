"""What a page states of a field without a rule of its own takes the form of the field, or is warned of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from crawler.field_facts import FieldFacts, declare_field, read_field_facts
from crawler.items import ARTICLE_FIELDS
from crawler.normalization.article_fields import clean_plain_value, plain_fields

BASE = "https://lantern.example/world/4711"


@dataclass
class Stated:
    title: str | None = declare_field("text", "Storm")
    link: str | None = declare_field("text", BASE, address=True)
    topics: list[str] = declare_field("text", ["sea"], default=list)
    links: list[str] = declare_field("text", [BASE], default=list, address=True)
    free: bool | None = declare_field("terms", True)
    minutes: int | None = declare_field("text", 4)
    rating: float | None = declare_field("text", 3.5)
    seen_at: datetime | None = declare_field("times", "2024-05-01T12:00:00+00:00")


FACTS = read_field_facts(Stated)


@pytest.mark.parametrize(
    ("name", "stated", "value"),
    [
        ("title", "  Storm\u200b at sea ", "Storm at sea"),
        ("title", None, None),
        ("link", "/roof.jpg", "https://lantern.example/roof.jpg"),
        ("link", "javascript:alert(1)", None),
        ("topics", ["sea", " sea ", "", "wind"], ["sea", "wind"]),
        ("topics", "sea", ["sea"]),
        ("links", ["/1", "/1", "ftp://x/2"], ["https://lantern.example/1"]),
        ("free", False, False),
        ("minutes", 4, 4),
        ("minutes", " 12 ", 12),
        ("rating", 3, 3.0),
        ("rating", "3.5", 3.5),
    ],
)
def test_a_value_takes_the_form_of_its_field(name: str, stated: Any, value: Any) -> None:
    made = clean_plain_value(stated, FACTS[name], base=BASE)
    assert (made.value, made.warnings) == (value, ())


@pytest.mark.parametrize(
    ("name", "stated", "kind"),
    [
        ("title", 7, "int instead of text"),
        ("topics", {"a": 1}, "dict"),
        ("free", "yes", "str"),
        ("minutes", "PT4M", "str"),
        ("minutes", True, "bool"),
        ("minutes", 4.5, "float"),
        ("minutes", "9" * 30, "str"),
        ("rating", "much", "str"),
        ("rating", float("nan"), "float"),
        ("rating", 10**400, "int"),
        ("rating", False, "bool"),
    ],
)
def test_a_value_of_another_kind_is_left_out_with_a_warning(name: str, stated: Any, kind: str) -> None:
    made = clean_plain_value(stated, FACTS[name], base=BASE)
    assert not made.value
    assert made.warnings == (f"{name}: {kind} left out",)


def test_what_was_mended_in_a_list_is_told() -> None:
    made = clean_plain_value(["s\0ea", "wind"], FACTS["topics"], base=BASE)
    assert (made.value, made.warnings) == (["sea", "wind"], ("topics: NUL removed",))


def test_a_time_needs_a_rule_of_its_own() -> None:
    with pytest.raises(KeyError):
        clean_plain_value("2024", FACTS["seen_at"], base=BASE)
    with pytest.raises(TypeError, match="date_published"):
        plain_fields(leaving_out={*ARTICLE_FIELDS} - {"date_published"})


def test_the_plain_fields_are_those_that_a_page_states_and_no_rule_fills() -> None:
    found = plain_fields(leaving_out={*ARTICLE_FIELDS} - {"license", "is_accessible_for_free", "http_status"})
    assert all(isinstance(facts, FieldFacts) for facts in found)
    assert [facts.name for facts in found] == ["license", "is_accessible_for_free"]
