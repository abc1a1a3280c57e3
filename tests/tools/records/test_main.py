"""What derives from the article's fields is current; what is not is named, and written on demand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools.records import __main__ as records
from tools.records.changes import Change, compare_file


def lines_of(changes: list[Change]) -> list[str]:
    return [line for change in changes for line in change.lines()]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["records", *arguments])
    return records.main()


def test_every_file_agrees_with_the_code() -> None:
    assert lines_of(records.all_changes()) == [], "run `make records`, and look at what changed"


def test_a_file_that_is_not_current_is_named_and_left_alone_by_a_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "article.schema.json"
    monkeypatch.setattr(records, "SCHEMA", kept)
    monkeypatch.setattr("tools.records.changes.ROOT", tmp_path)
    assert run(monkeypatch, "--check") == 1
    assert capsys.readouterr().out == "article.schema.json: new\n"
    assert not kept.exists()


def test_it_writes_what_it_names_and_nothing_the_second_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "article.schema.json"
    kept.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(records, "SCHEMA", kept)
    monkeypatch.setattr("tools.records.changes.ROOT", tmp_path)
    assert run(monkeypatch) == 0
    assert capsys.readouterr().out == "article.schema.json: written anew\n"
    assert json.loads(kept.read_text("utf-8"))["title"] == "Article"
    assert run(monkeypatch) == 0
    assert capsys.readouterr().out == "Nothing to write: every file agrees with the code.\n"


def test_a_file_is_compared_by_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    [new] = compare_file(path, "one\n")
    assert new.what == ("new",)
    new.write()
    assert compare_file(path, "one\n") == []
    assert [change.what for change in compare_file(path, "two\n")] == [("written anew",)]
