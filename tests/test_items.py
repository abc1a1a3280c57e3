"""The schema: every field documented, and a JSON Schema that exported articles satisfy."""

import ast
import inspect
import io
import json
from dataclasses import fields
from datetime import UTC, datetime

import jsonschema
import pytest
from itemadapter import ItemAdapter
from scrapy.exporters import JsonLinesItemExporter

from crawler import items
from crawler.items import DATE_METHODS, PRECISIONS, SCHEMA_VERSION, Article, Image
from tests.exports.full_article import full_article

SOURCE = inspect.getsource(items)
SCHEMA = ItemAdapter.get_json_schema(Article)


def exported(article: Article) -> dict[str, object]:
    """`article` as a line of the feed export that `-O file.jsonl` writes."""
    out = io.BytesIO()
    exporter = JsonLinesItemExporter(out)
    exporter.start_exporting()
    exporter.export_item(article)
    exporter.finish_exporting()
    return json.loads(out.getvalue())


def field_lines(name: str) -> list[tuple[str, int]]:
    """Field -> line of its declaration, in class `name` of the module."""
    [found] = [
        node for node in ast.parse(SOURCE).body if isinstance(node, ast.ClassDef) and node.name == name
    ]
    return [(node.target.id, node.lineno) for node in found.body if isinstance(node, ast.AnnAssign)]


def comment_above(line: int) -> str:
    """The `#:` comment over `line`, or over the fields directly above it that continue one group."""
    above = SOURCE.splitlines()[: line - 1]
    comment = []
    while above and above[-1].strip().startswith("#:"):
        comment.insert(0, above.pop().strip().removeprefix("#:").strip())
    return " ".join(comment)


@pytest.mark.parametrize(("name", "line"), field_lines("Article"))
def test_every_field_of_an_article_is_documented(name, line):
    assert comment_above(line), name


def test_the_values_of_precision_and_method_are_documented():
    above = [
        comment_above(at)
        for at, text in enumerate(SOURCE.splitlines(), 1)
        if text.startswith(("PREC", "DATE_M"))
    ]
    assert all(value in above[0] for value in PRECISIONS)
    assert all(value in above[1] for value in DATE_METHODS if not value.startswith("inferred"))
    assert "inferred-*" in above[1]


def test_every_field_of_a_picture_is_documented():
    assert all(f"`{declared.name}`" in Image.__doc__ for declared in fields(Image))


def test_every_class_says_what_it_is():
    classes = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.ClassDef)]
    assert all(ast.get_docstring(node) for node in classes)


def test_the_json_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_json_schema_has_every_field_and_no_other():
    assert list(SCHEMA["properties"]) == [declared.name for declared in fields(Article)]
    assert SCHEMA["additionalProperties"] is False
    assert sorted(SCHEMA["required"]) == ["key", "outlet", "url"]


@pytest.mark.parametrize("name", ["date_published", "date_modified", "fetched_at"])
def test_dates_are_date_times(name):
    assert SCHEMA["properties"][name]["format"] == "date-time"


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(SCHEMA, format_checker=dates_checker())


def dates_checker() -> jsonschema.FormatChecker:
    """RFC 3339 by the standard library: the checker of jsonschema needs another package."""
    checker = jsonschema.FormatChecker(())

    @checker.checks("date-time", raises=ValueError)
    def is_date_time(value: object) -> bool:
        return not isinstance(value, str) or (
            "T" in value and datetime.fromisoformat(value).tzinfo is not None
        )

    return checker


def test_a_full_article_exported_satisfies_the_schema():
    line = exported(full_article())
    validator().validate(line)
    assert set(line) == set(SCHEMA["properties"])
    assert line["images"][0] == {
        "url": "https://lantern.example/sea.jpg",
        "caption": "The sea",
        "credit": "Jo Ed / AP",
    }


def test_an_article_of_which_little_is_known_satisfies_the_schema():
    line = exported(Article(url="https://lantern.example/1", key="lantern:1", outlet="lantern"))
    validator().validate(line)
    assert line["schema_version"] == SCHEMA_VERSION
    assert line["date_published"] is None


def test_a_date_is_exported_with_its_offset():
    line = exported(full_article())
    assert datetime.fromisoformat(line["date_modified"]) == full_article().date_modified
    assert line["date_modified"].endswith("+05:45")
    assert datetime.fromisoformat(line["fetched_at"]).tzinfo == UTC


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_published", "yesterday"),
        ("date_published_precision", "hour"),
        ("date_published_method", "guess"),
        ("authors", "Ana Pérez"),
        ("http_status", "200"),
        ("images", [{"caption": "no address"}]),
        ("unknown", 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(name, value):
    line = exported(full_article()) | {name: value}
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(line)
