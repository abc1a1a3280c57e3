"""Exports: every format carries the whole schema, and a CSV is safe to open."""

import csv
import json
from dataclasses import fields
from xml.etree import ElementTree

import jsonschema
import pytest

from crawler.items import Article, article_json_schema
from tests.crawls import Project, printed
from tests.site import Site

pytestmark = pytest.mark.system

FORMULA = """
def parse_article(self, response, **arguments):
    for output in super().parse_article(response, **arguments):
        if "/1003-" in response.url and hasattr(output, "fields"):
            output.fields["headline"].value = "=HYPERLINK(1)"
            output.fields["description"] = output.fields["headline"].__class__(value="@SUM(1)", origin="meta")
        yield output
"""
NAMES = {field.name for field in fields(Article)}


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """One crawl, exported in every format."""
    folder = tmp_path_factory.mktemp("exports")
    project = Project(folder, f"sqlite:///{folder}/crawler.db")
    with Site(articles=9).serve() as site:
        project.outlet(site, feeds=["/rss.xml"], body=FORMULA)
        kinds = ("jsonl", "json", "csv", "xml")
        ended = project.crawl(*(part for kind in kinds for part in ("-O", f"{folder}/articles.{kind}")))
        assert ended.status == 0, ended.err
        yield folder, site


def test_json_lines_carry_every_field_and_hold_by_the_schema(exported):
    folder, site = exported
    lines = printed(folder / "articles.jsonl")
    assert len(lines) == 9
    schema = article_json_schema()
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for line in lines:
        checker.validate(line)
        assert set(line) == NAMES
    by_key = {line["key"]: line for line in lines}
    truth = site.truth(site.articles[1])
    line = by_key[f"local:{truth.outlet_article_id}"]
    assert line["headline"] == truth.headline
    assert line["body"] == truth.body
    assert line["date_published"] == truth.date_published.isoformat()
    assert line["provenance"]["headline"]


def test_json_is_one_list_of_the_same(exported):
    folder, _ = exported
    whole = json.loads((folder / "articles.json").read_text("utf-8"))
    lines = printed(folder / "articles.jsonl")
    assert sorted(whole, key=lambda one: one["key"]) == sorted(lines, key=lambda one: one["key"])


def test_case_35_a_csv_cell_that_a_spreadsheet_would_run_is_text(exported):
    folder, _ = exported
    with (folder / "articles.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 9
    assert set(rows[0]) == NAMES
    (row,) = [row for row in rows if row["key"] == "local:1003"]
    assert row["headline"] == "'=HYPERLINK(1)"
    assert row["description"] == "'@SUM(1)"
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())


def test_xml_carries_every_field_that_has_a_value(exported):
    folder, site = exported
    items = ElementTree.parse(folder / "articles.xml").getroot().findall("item")
    assert len(items) == 9
    assert {child.tag for item in items for child in item} == NAMES
    truth = site.truth(site.articles[1])
    (item,) = [item for item in items if item.findtext("outlet_article_id") == truth.outlet_article_id]
    assert item.findtext("headline") == truth.headline


def test_what_is_stored_is_what_is_exported(exported):
    folder, _ = exported
    stored = Project(folder, f"sqlite:///{folder}/crawler.db").articles()
    lines = printed(folder / "articles.jsonl")
    assert {one.article.content_hash for one in stored} == {line["content_hash"] for line in lines}
