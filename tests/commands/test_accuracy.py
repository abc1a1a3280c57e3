"""`scrapy accuracy`: the general extraction over a gold file of one's own."""

from __future__ import annotations

import pytest

from tests.accuracy.pages import TEXT, gold_file, row, written
from tests.crawls import printed


def test_it_prints_the_table_and_the_worst_pages_and_writes_what_was_found(sqlite_project, tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    ended = sqlite_project.run("accuracy", str(gold_file(folder)), "-o", str(tmp_path / "found.jsonl"))
    assert ended.status == 0, ended.err
    headings, cells = (line.split() for line in ended.out.splitlines()[:2])
    assert headings[:4] == ["n", "F1", "P", "R"]
    assert cells[:2] == ["mine", "3"]
    assert "authors, the worst of 2 pages" in ended.out
    found = {line["id"]: line for line in printed(tmp_path / "found.jsonl")}
    assert found["one"]["body"] == TEXT
    assert found["wall"]["refusal"] == "bot-wall"
    assert {"headline", "authors", "date_published", "language", "ms", "confidence"} <= set(found["two"])


def test_no_database_is_made(sqlite_project, tmp_path):
    assert sqlite_project.run("accuracy", str(gold_file(tmp_path)), "-n", "0").status == 0
    assert not list(sqlite_project.folder.glob("*.db"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (['{"id": '], "line 1 is no JSON"),
        ([row("one"), row("lost")], "line 2: there is no"),
        ([{**row("one"), "gold": None}], 'line 1 has no "gold"'),
    ],
    ids=["broken", "no-html", "no-gold"],
)
def test_a_line_that_can_t_be_used_is_named(sqlite_project, tmp_path, lines, message):
    gold_file(tmp_path)
    ended = sqlite_project.run("accuracy", str(written(tmp_path / "gold.jsonl", *lines)))
    assert ended.status == 2
    assert message in ended.err
    assert "Traceback" not in ended.err
    assert not ended.out


@pytest.mark.parametrize("arguments", [[], ["none.jsonl"], ["one.jsonl", "two.jsonl"]])
def test_wrong_usage_is_told_in_a_line(sqlite_project, arguments):
    ended = sqlite_project.run("accuracy", *arguments)
    assert ended.status == 2
    assert "gold file" in ended.err or "none.jsonl can't be read" in ended.err
    assert "Traceback" not in ended.err


def test_where_predictions_can_t_be_written_that_is_told(sqlite_project, tmp_path):
    ended = sqlite_project.run("accuracy", str(gold_file(tmp_path)), "-o", str(tmp_path / "no" / "p.jsonl"))
    assert ended.status == 2
    assert "can't be written: No such file or directory" in ended.err
