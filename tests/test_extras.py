"""Optional parts of the installation: what is said where one is missing, and what texts tell to install."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.extras import DISTRIBUTION, explain_missing, install_command

pytestmark = pytest.mark.system

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: What a text tells its reader to install: the rest of the command, up to the end of its quotes.
TOLD = re.compile(
    r"pip3? install +(?:-\S+ +)*(?P<quote>['\"]?)(?P<package>(?!\S*/)[A-Za-z][\w.-]*)(?P<extras>\[[\w,-]*\])?"
)
#: Packages of others that are meant where a text names them.
OTHERS = {"pre-commit", "scrapy-playwright", "uv"}
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".tmpl", ".cfg", ".service", ""}


def without(*libraries: str, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own where the libraries can't be imported."""
    hidden = f"import sys\nsys.modules.update(dict.fromkeys({libraries!r}))\n"
    whole = hidden + textwrap.dedent(code)
    return subprocess.run([sys.executable, "-c", whole], cwd=ROOT, capture_output=True, text=True)


def texts() -> Iterator[Path]:
    """Every text of the project that git keeps, but for the lock files."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in TEXTS and path.is_file() and path != Path(__file__):
            yield path


def test_the_distribution_is_the_one_that_is_built():
    assert PROJECT["name"] == DISTRIBUTION


def test_what_is_missing_is_told_with_the_command_that_adds_it():
    told = explain_missing("OutletSpider", needs="Scrapy", extra="crawl")
    assert told == "OutletSpider needs Scrapy, which is not installed here: pip install 'presswatch[crawl]'"


def test_texts_tell_to_install_this_distribution_alone_and_extras_that_it_has():
    told = 0
    for path in texts():
        for found in TOLD.finditer(path.read_text("utf-8")):
            if found["package"] in OTHERS or found["package"].endswith(".lock"):
                continue
            told += 1
            assert found["package"] == DISTRIBUTION, f"{path} tells to install {found['package']}"
            named = set((found["extras"] or "[]").strip("[]").split(",")) - {""}
            assert named <= PROJECT["optional-dependencies"].keys(), f"{path}: {found[0]}"
    assert told >= 3


@pytest.mark.parametrize(
    "line", ["pip install 'crawler[alerts]'", "pip install crawler[zyte]", "pip install news"]
)
def test_the_check_of_texts_sees_a_strangers_package(line: str):
    assert TOLD.search(line)["package"] != DISTRIBUTION


def test_reading_a_page_loads_nothing_of_crawling_and_needs_none_of_it():
    done = without(
        "scrapy",
        "twisted",
        "sqlalchemy",
        "alembic",
        "itemadapter",
        "fastwarc",
        "protego",
        "psycopg",
        code="""
            from crawler import Article, extract
            text = "A sentence of several words that says something. " * 20
            page = f"<html><body><h1>A headline of some words</h1><p>{text}</p></body></html>"
            article = extract(page, url="https://example.org/news/1")
            assert isinstance(article, Article)
            print(article.headline)
        """,
    )
    assert (done.stdout, done.stderr) == ("A headline of some words\n", "")


def test_an_outlet_without_scrapy_names_the_extra_that_brings_it():
    for line in ("from crawler import OutletSpider", "import crawler.outlet"):
        done = without("scrapy", code=line)
        assert done.returncode == 1
        assert "ImportError: OutletSpider needs Scrapy" in done.stderr
        assert "pip install 'presswatch[crawl]'" in done.stderr


def test_postgresql_without_its_driver_names_the_extra_that_brings_it():
    done = without(
        "psycopg",
        code="""
            from crawler.storage import StoreError
            from crawler.storage.store import Store
            try:
                Store.open("postgresql://somebody:secret@127.0.0.1/news")
            except StoreError as error:
                print(error)
        """,
    )
    assert install_command("postgres") in done.stdout
    assert "secret" not in done.stdout + done.stderr
