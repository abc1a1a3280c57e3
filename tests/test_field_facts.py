"""What is declared of a field, and what its type says: read from any dataclass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from itemadapter import ItemAdapter

from crawler.field_facts import Form, declare_field, describe_field, read_field_facts


@dataclass
class Part:
    url: str = field(metadata=describe_field("parts", "https://lantern.example/1"))


@dataclass
class Whole:
    title: str = field(metadata=describe_field("text", "Storm", compared=True))
    subtitle: str | None = declare_field("text", "Roofs gone", on_page=True, schema_org="alternativeHeadline")
    pages: int = declare_field("numbers", 3, default=0)
    score: float | None = declare_field("numbers", 0.5)
    free: bool | None = declare_field("terms", True)
    read_at: datetime | None = declare_field("times", "2024-05-01T12:00:00+00:00", offset=True)
    topics: list[str] = declare_field("text", ["sea"], default=list)
    parts: list[Part] = declare_field("parts", [{"url": "https://lantern.example/1"}], default=list)
    counts: dict[str, int] = declare_field("numbers", {"sea": 2}, default=dict)


FACTS = read_field_facts(Whole)


@pytest.mark.parametrize(
    ("name", "form", "optional"),
    [
        ("title", Form.TEXT, False),
        ("subtitle", Form.TEXT, True),
        ("pages", Form.INTEGER, False),
        ("score", Form.NUMBER, True),
        ("free", Form.FLAG, True),
        ("read_at", Form.INSTANT, True),
        ("topics", Form.TEXTS, False),
        ("parts", Form.PARTS, False),
        ("counts", Form.MAPPING, False),
    ],
)
def test_the_type_says_the_form_and_whether_it_may_be_missing(name: str, form: Form, optional: bool) -> None:
    assert (FACTS[name].form, FACTS[name].optional) == (form, optional)


def test_a_list_of_objects_names_their_class() -> None:
    assert {name: facts.part for name, facts in FACTS.items() if facts.part} == {"parts": Part}


def test_what_is_declared_is_kept_and_the_rest_is_off() -> None:
    said = FACTS["subtitle"].declared
    assert (said.group, said.example, said.on_page, said.schema_org) == (
        "text",
        "Roofs gone",
        True,
        "alternativeHeadline",
    )
    assert (said.compared, said.offset, said.address) == (False, False, False)
    assert FACTS["title"].declared.compared
    assert FACTS["read_at"].declared.offset


def test_a_field_that_may_be_left_out_has_a_default_of_its_own() -> None:
    one, two = Whole(title="Storm"), Whole(title="Storm")
    assert (one.subtitle, one.pages, one.topics, one.counts) == (None, 0, [], {})
    assert one.topics is not two.topics


def test_a_field_without_a_default_is_required() -> None:
    with pytest.raises(TypeError, match="title"):
        Whole()  # type: ignore[call-arg]


def test_the_example_and_more_stand_in_the_json_schema() -> None:
    @dataclass
    class Chosen:
        colour: str | None = declare_field("text", "red", json_schema={"enum": ["red", "blue", None]})

    shown = ItemAdapter.get_json_schema(Chosen)["properties"]["colour"]
    assert (shown["examples"], shown["enum"]) == (["red"], ["red", "blue", None])


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="compare"):
        declare_field("text", "Storm", compare=True)


def test_a_field_that_is_not_described_is_named() -> None:
    @dataclass
    class Bare:
        title: str

    with pytest.raises(TypeError, match=r"Bare\.title is not described"):
        read_field_facts(Bare)


@pytest.mark.parametrize("kind", [bytes, str | int, list[bytes], dict[int, str], set[str], Any])
def test_a_type_that_no_column_holds_is_refused_with_those_that_one_does(kind: Any) -> None:
    Odd = type("Odd", (), {"__annotations__": {"odd": kind}, "odd": declare_field("text", None)})
    with pytest.raises(TypeError, match=r"Odd\.odd is of type .* use str, int, float"):
        read_field_facts(dataclass(Odd))
