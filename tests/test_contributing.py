"""The example of a new field in CONTRIBUTING.md is followed to the letter, in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from crawler.storage import Store, Writer
from crawler.storage.schema import HEAD
from tests.shell_examples import blocks_of
from tests.storage.desk import Desk, article

pytestmark = pytest.mark.system

ROOT = Path(__file__).parent.parent
#: What the copy needs of the project.
COPIED = ("crawler", "tests", "tools", "docs", "data", "deploy", "pyproject.toml", "scrapy.cfg", "Makefile",
          "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")  # fmt: skip
#: The tests of the copy that have to do with fields, in one run.
TESTS = ("tests/test_items.py", "tests/test_outlets.py", "tests/exports",
         "tests/test_docs.py::test_every_field_of_an_article_is_documented",
         "tests/test_docs.py::test_what_a_conversion_leaves_out_is_documented",
         "tests/test_docs.py::test_generated_tables_are_current",
         "tests/extraction/test_to_article.py", "tests/extraction/test_selectors.py",
         "tests/storage/tables", "tests/storage/test_schema.py", "tests/tools/records")  # fmt: skip
#: Words in the names of tests that say nothing more of it: they are slow, or of another database.
LEFT_OUT = ("postgresql", "kill", "processes", "command", "example", "corpora", "linear", "bounded")
#: Reads an article of before, and stores one that is read from a page.
USE = """
import json, sys
from dataclasses import asdict
from crawler.exports.schema_org import to_schema_org
from crawler.extraction import extract
from crawler.storage import Store, Writer
from crawler.storage.schema import HEAD
from tests.extraction.pages import page, linked
from tests.storage.desk import Desk

NEWS = '{"@type": "NewsArticle", "headline": "Port Larne harbour closes for repairs", "timeRequired": "PT7M"}'
store = Store.open(sys.argv[1])
before = store.article("gazette:1").article
writer = Writer(store)
desk = Desk(store, writer)
made = extract(page(linked(NEWS)), url="https://gazette.example/2")
made.key = "gazette:2"
desk.keep(desk.page("gazette:2"), made)
kept = store.article("gazette:2").article
writer.close()
store.close()
found = {"before": asdict(before), "made": asdict(made), "kept": asdict(kept), "linked": to_schema_org(kept)}
print(json.dumps(found, default=str))
"""


def section() -> str:
    """The section of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(r"^## A field of the article\n(.*?)^## ", text, re.M | re.S)
    assert found
    return found[1]


def edits() -> list[tuple[str, str, str]]:
    """The changes that the section shows, one by one: the file, its lines as they are, and as they become."""
    return [
        (path, _side(hunk, " "), _side(hunk, " +"))
        for block in blocks_of(section(), "diff")
        for path, hunks in re.findall(r"--- (\S+)\n(.*)", block, re.S)
        for hunk in hunks.split("@@\n")
    ]


def _side(hunk: str, marks: str) -> str:
    return "".join(line[1:] for line in hunk.splitlines(keepends=True) if (line[0] or " ") in marks)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with the copy's packages."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in a folder of its own, changed as the section says."""
    folder = tmp_path_factory.mktemp("field")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.db*"))
        else:
            shutil.copy(source, folder / name)
    for path, now, then in edits():
        text = (folder / path).read_text(encoding="utf-8")
        assert text.count(now) == 1, f"{path} has these lines {text.count(now)} times:\n{now}"
        (folder / path).write_text(text.replace(now, then), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def written(copy: Path) -> list[str]:
    """The lines that `make records` prints in the copy."""
    assert re.search(r"^records:.*\n\t\S+ -m tools\.records$", (ROOT / "Makefile").read_text("utf-8"), re.M)
    ran = run(copy, "-m", "tools.records")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def test_at_most_four_files_are_changed_by_hand() -> None:
    assert 1 <= len({path for path, _, _ in edits()}) <= 4


def test_the_command_writes_all_that_follows_and_says_what(written: list[str]) -> None:
    files = dict(line.split(": ", 1) for line in written)
    outlets = {name for name in files if name.startswith("tests/outlets/")}
    assert {*files} - outlets == {
        f"crawler/storage/migrations/versions/{int(HEAD) + 1:04}_articles_get_reading_minutes.py",
        "docs/reference/article.schema.json",
        "docs/reference/article.md",
        "docs/reference/store.md",
    }
    assert len(outlets) == len(list((ROOT / "tests" / "outlets").glob("*/*.json")))
    assert all(files[name].startswith("reading_minutes null -> ") for name in outlets)


def test_the_command_writes_nothing_the_second_time(copy: Path, written: list[str]) -> None:
    ran = run(copy, "-m", "tools.records")
    assert (ran.returncode, ran.stdout) == (0, "Nothing to write: every file agrees with the code.\n")


def test_schema_and_documentation_list_it(copy: Path, written: list[str]) -> None:
    schema = json.loads((copy / "docs/reference/article.schema.json").read_text("utf-8"))
    assert schema["properties"]["reading_minutes"]["type"] == ["null", "integer"]
    says = "| `reading_minutes` | integer | Minutes that it takes to read, as the outlet states them,"
    assert says in (copy / "docs/reference/article.md").read_text("utf-8")
    assert "| `reading_minutes` | integer | bigint | yes |" in (copy / "docs/reference/store.md").read_text(
        "utf-8"
    )


def test_a_database_with_articles_gets_the_column_and_keeps_the_field(
    copy: Path, written: list[str], database_url: str
) -> None:
    with_an_article(database_url)
    ran = run(copy, "-c", USE, database_url)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    assert (found["before"]["body"], found["before"]["reading_minutes"]) == ("The first text.", None)
    assert (found["made"]["reading_minutes"], found["kept"]["reading_minutes"]) == (7, 7)
    assert found["kept"]["provenance"]["reading_minutes"] == "jsonld"
    assert found["linked"]["headline"] == "Port Larne harbour closes for repairs"


def with_an_article(url: str) -> None:
    """Make a database with this code, and store an article in it."""
    store = Store.open(url)
    writer = Writer(store)
    desk = Desk(store, writer)
    desk.keep(desk.page("gazette:1"), article("gazette:1"))
    writer.close()
    store.close()


def test_the_tests_of_the_copy_pass(copy: Path, written: list[str]) -> None:
    chosen = " and ".join(f"not {name}" for name in LEFT_OUT)
    ran = run(copy, "-m", "pytest", "-x", "-p", "no:cacheprovider", "-k", chosen, *TESTS)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert re.search(r"^\d{3,} passed", ran.stdout.splitlines()[-1])


def test_the_copy_is_formatted_and_linted(copy: Path, written: list[str]) -> None:
    for check in (["format", "--check"], ["check", "--no-cache"]):
        ran = run(copy, "-m", "ruff", *check, "crawler", "tests/extraction")
        assert ran.returncode == 0, ran.stdout
