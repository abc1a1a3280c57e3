"""The schema: every field documented, and a JSON Schema that exported articles satisfy."""

import ast
import inspect
import io
import json
import sys
from dataclasses import fields
from datetime import UTC, datetime

import jsonschema
import pytest
from scrapy.exporters import JsonLinesItemExporter

from crawler import items
from crawler.field_facts import Form
from crawler.items import (
    ARTICLE_FIELDS,
    COMPARED,
    DATE_METHODS,
    PRECISIONS,
    SCHEMA_VERSION,
    Article,
    Image,
    article_json_schema,
)
from crawler.storage.tables.articles import VERSIONS
from tests.exports.full_article import full_article

SOURCE = inspect.getsource(items)
SCHEMA = article_json_schema()


def exported(article: Article) -> dict[str, object]:
    """`article` as a line of the feed export that `-O file.jsonl` writes."""
    out = io.BytesIO()
    exporter = JsonLinesItemExporter(out)
    exporter.start_exporting()
    exporter.export_item(article)
    exporter.finish_exporting()
    return json.loads(out.getvalue())


def comment_above(line: int) -> str:
    """The `#:` comment over `line`."""
    above = SOURCE.splitlines()[: line - 1]
    comment = []
    while above and above[-1].strip().startswith("#:"):
        comment.insert(0, above.pop().strip().removeprefix("#:").strip())
    return " ".join(comment)


@pytest.mark.parametrize("name", ARTICLE_FIELDS)
def test_every_field_of_an_article_is_documented(name):
    assert SCHEMA["properties"][name]["description"]


@pytest.mark.parametrize("name", ARTICLE_FIELDS)
def test_the_example_of_a_field_satisfies_its_schema_and_is_not_its_default(name):
    example = ARTICLE_FIELDS[name].declared.example
    schema = SCHEMA["properties"][name]
    checked(schema).validate(example)
    assert example != schema.get("default") or name == "schema_version"


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
    pictures = SCHEMA["properties"]["images"]["items"]["properties"]
    assert all(pictures[declared.name]["description"] for declared in fields(Image))


def test_what_is_compared_is_what_a_version_keeps():
    assert set(COMPARED) <= set(VERSIONS.c.keys())


def test_every_class_says_what_it_is():
    classes = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.ClassDef)]
    assert all(ast.get_docstring(node) for node in classes)


def test_the_json_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_json_schema_has_every_field_and_no_other():
    assert list(SCHEMA["properties"]) == [declared.name for declared in fields(Article)]
    assert SCHEMA["additionalProperties"] is False
    assert sorted(SCHEMA["required"]) == ["key", "outlet", "url"]


def test_without_itemadapter_the_schema_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "itemadapter", None)
    with pytest.raises(ImportError, match=r"presswatch\[crawl\]"):
        article_json_schema()


@pytest.mark.parametrize(
    "name", [name for name, facts in ARTICLE_FIELDS.items() if facts.form is Form.INSTANT]
)
def test_dates_are_date_times(name):
    assert SCHEMA["properties"][name]["format"] == "date-time"


def validator() -> jsonschema.Draft202012Validator:
    return checked(SCHEMA)


def checked(schema) -> jsonschema.Draft202012Validator:
    """The validator of a schema, which knows date-times."""
    return jsonschema.Draft202012Validator(schema, format_checker=dates_checker())


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
