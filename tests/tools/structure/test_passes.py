"""The tracer counts the files whose code runs, and says why where it can't."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tools.structure import __main__ as table
from tools.structure.passes import files_of_a_page, files_of_a_run

pytestmark = pytest.mark.system

EXTRACTION = """
from crawler.extraction.text import read
from crawler.extraction.unused import other
from functools import cache


@cache
def once():
    from crawler.extraction.first import load
    return load()


def extract(html, *, url):
    once()
    return read(html)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose extraction calls one module at each page, one at the first, and another never."""
    package = tmp_path / "crawler" / "extraction"
    package.mkdir(parents=True)
    (tmp_path / "crawler" / "__init__.py").touch()
    (package / "__init__.py").write_text(EXTRACTION)
    (package / "text.py").write_text("def read(html):\n    return html\n")
    (package / "first.py").write_text("def load():\n    return 1\n")
    (package / "unused.py").write_text("def other():\n    return 1\n")
    return tmp_path


@pytest.fixture
def corpora(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages where the corpora have them."""
    folder = tmp_path / "corpora" / "articles" / "publishers"
    folder.mkdir(parents=True)
    rows = [{"html": f"{n}.html.gz", "url": f"https://a.example/{n}"} for n in range(2)]
    for row in rows:
        (folder / row["html"]).write_bytes(gzip.compress(b"<p>Text.</p>"))
    (folder / "gold.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setenv("CORPORA", str(tmp_path / "corpora"))
    return folder


def test_a_page_passes_the_files_that_it_calls_once_all_is_read(tree: Path, corpora: Path) -> None:
    assert files_of_a_page(tree) == ["extraction/__init__.py", "extraction/text.py"]


def test_without_pages_or_archive_nothing_is_counted(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPORA", str(tree / "nowhere"))
    assert files_of_a_page(tree) is None
    assert files_of_a_run(tree) is None


def test_a_tree_that_can_not_be_run_says_what_was_wrong(tree: Path, corpora: Path) -> None:
    (tree / "crawler" / "extraction" / "text.py").write_text("def read(html):\n    raise OSError('full')\n")
    with pytest.raises(RuntimeError, match="full"):
        files_of_a_page(tree)


def test_the_table_has_a_column_a_tree(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CORPORA", str(tree / "nowhere"))
    table.main([str(tree), str(tree)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == [tree.name, tree.name]
    assert lines[1].split() == ["files", "/", "lines", "5", "/", "21", "5", "/", "21"]


def test_one_crawled_article_passes_files_of_every_layer() -> None:
    passed = files_of_a_run(table.ROOT)
    assert passed is not None
    layers = {name.partition("/")[0] for name in passed}
    assert layers >= {
        "discovery",
        "extensions",
        "extraction",
        "frontier",
        "normalization",
        "outlet",
        "storage",
    }
    assert "extraction/ladder.py" in passed
    assert "extraction/api.py" not in passed


def test_a_tree_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        table.main([str(tmp_path)])
    assert "holds no folder crawler: name the root of a checkout" in capsys.readouterr().err
