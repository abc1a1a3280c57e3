"""Gold files: what a line may hold, and an error that names the line where it can't be used."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.accuracy import GoldError, read_gold
from tests.accuracy.pages import RIGHT, TEXT, gold_file, row, written


def test_lines_are_read_with_their_pages(tmp_path: Path) -> None:
    one, two, wall = read_gold(gold_file(tmp_path))
    assert (one.id, one.language, one.title) == ("one", "en", RIGHT["title"])
    assert (one.authors, one.bodies) == (("Ines Halvorsen", "Tom Achebe"), (TEXT,))
    assert one.fetched_at == datetime(2024, 5, 1, 12, 0, 0, 500000, tzinfo=UTC)
    assert one.html() == two.html()
    assert two.language is None
    assert (wall.present, wall.absent, wall.bodies) == (("A text",), ("browser",), ())


def test_of_several_accepted_bodies_all_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    line = row("a", html="a.html", gold={"bodies": ["One.", "Two."], "body": "One."})
    (page,) = read_gold(written(tmp_path / "gold.jsonl", line))
    assert page.bodies == ("One.", "Two.")


def test_empty_lines_and_a_mark_of_the_encoding_do_no_harm(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    path.write_text("\ufeff" + path.read_text("utf-8").replace("\n", "\n\n"), "utf-8")
    assert [page.id for page in read_gold(path)] == ["one", "two", "wall"]


WRONG: list[tuple[dict[str, Any] | str, str]] = [
    ('{"id": "a", ', r"line 2 is no JSON: "),
    ("[1]", r"line 2 is '\[1\]': give a JSON object"),
    (row("a", id=7), r"line 2: id is 7: give a text"),
    ({"id": "a", "gold": {}}, r"line 2: url is None: give a text"),
    (
        {"id": "a", "url": "https://a.example/1"},
        r'line 2 has no "gold": give an object with one or more of tit',
    ),
    (row("a", gold="right"), r'line 2 has no "gold"'),
    (row("a", gold={"authors": "Ana Pérez"}), r"line 2: gold.authors is 'Ana Pérez': give a list of texts"),
    (row("a", gold={"authors": [None]}), r"line 2: gold.authors is \[None\]: give a list of texts"),
    (row("a", gold={"date_published": "May 3"}), r"gold.date_published is 'May 3': give the printed day"),
    (row("a", gold={"date_published": "2024-02-30"}), r"line 2: gold.date_published is '2024-02-30'"),
    (row("a", gold={"date_published": "2024-13"}), r"line 2: gold.date_published is '2024-13'"),
    (row("a", gold={"body": ["A."]}), r"line 2: gold.body is \['A.'\]: give a text"),
    (row("a"), r'line 2: there is no .*html/a.html.gz: give the page\'s file as "html"'),
    (row("a", html="x/y.html"), r"line 2: there is no .*x/y.html: give the page's file"),
    (row("a", html=3), r'line 2: "html" is 3: give the path'),
    (row("a", html="wall.htm", fetched_at="May"), r"line 2: fetched_at is 'May': give an ISO 8601 time"),
    (row("one"), r"line 2: id 'one' stands there before: give each page its own"),
]


@pytest.mark.parametrize(("line", "message"), WRONG, ids=[message[:40] for _, message in WRONG])
def test_a_line_that_is_wrong_is_named_with_what_to_do(
    tmp_path: Path, line: dict[str, Any] | str, message: str
) -> None:
    gold_file(tmp_path)
    path = written(tmp_path / "gold.jsonl", row("one"), line)
    with pytest.raises(GoldError, match=message):
        read_gold(path)


@pytest.mark.parametrize(("content", "message"), [("", "has no line"), ("\n", "has no line")])
def test_a_file_without_a_line_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(GoldError, match=message):
        read_gold(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"none.jsonl can't be read: .*No such file"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe{}")
    with pytest.raises(GoldError, match=r"bytes.jsonl can't be read: 'utf-8' codec"):
        read_gold(tmp_path / "bytes.jsonl")


def test_a_broken_archive_is_named_with_its_line(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    packed = tmp_path / "html" / "two.html.gz"
    packed.write_bytes(packed.read_bytes()[:100])
    with pytest.raises(GoldError, match=r"line 2: .*two.html.gz can't be read: "):
        read_gold(path)[1].html()
