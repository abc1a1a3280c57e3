"""The wheel holds all that the package needs, and works from any folder."""

from __future__ import annotations

import subprocess
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from crawler.spiderloader import declared_outlets
from tests.install.environment import ROOT, Installed

pytestmark = pytest.mark.system

REPLAY = f"REPLAY={ROOT}/data/demo/*.warc.gz"


def metadata(wheel: Path):
    """The wheel's METADATA."""
    with zipfile.ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        return Parser().parsestr(packed.read(name).decode())


def test_every_file_of_the_package_is_in_the_wheel_and_no_other(installed: Installed):
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "crawler", "presswatch.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    kept = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    with zipfile.ZipFile(installed.wheel) as packed:
        packages = {name for name in packed.namelist() if ".dist-info/" not in name}
    assert packages == kept
    assert {"crawler/py.typed", "crawler/storage/migrations/script.py.mako"} <= packages


def test_the_wheel_says_what_it_is(installed: Installed):
    told = metadata(installed.wheel)
    assert (told["Name"], told["License-Expression"], told["Requires-Python"]) == (
        "presswatch",
        "MIT",
        ">=3.11",
    )
    assert told["Description-Content-Type"] == "text/markdown"
    assert "news" in told.get_payload()
    assert {"crawl", "postgres", "alerts", "zyte", "all"} <= set(told.get_all("Provides-Extra"))


def test_reading_a_page_without_an_extra_takes_none_of_the_crawlers_libraries(installed: Installed):
    always = [line for line in metadata(installed.wheel).get_all("Requires-Dist") if "extra ==" not in line]
    names = {line.partition(">")[0].partition(";")[0].strip().lower() for line in always}
    assert "lxml" in names
    assert not names & {"scrapy", "twisted", "sqlalchemy", "alembic", "fastwarc", "psycopg", "apprise"}


def test_the_library_reads_a_page(installed: Installed, tmp_path: Path):
    done = installed.python(
        """
        import crawler
        from crawler import extract
        text = "The council of the town met on Monday and agreed on the budget of the year. " * 9
        article = extract(f"<h1>The council agrees</h1><p>{text}</p>", url="https://example.org/news/1")
        print(article.headline, article.language, crawler.__file__)
        """,
        cwd=tmp_path,
    )
    assert done.out.startswith(f"The council agrees en {installed.folder}"), done.err


def test_the_wheel_itself_works_as_a_zip_file_on_the_path(installed: Installed, tmp_path: Path):
    done = installed.python(
        f"""
        import sys
        sys.path.insert(0, {str(installed.wheel)!r})
        import crawler
        from crawler.extraction import extract
        from crawler.spiderloader import declared_outlets
        from crawler.storage.store import Store
        extract("<h1>A headline</h1>", url="https://example.org/1")
        Store.open("sqlite:///{tmp_path}/news.db").close()
        print(len(declared_outlets()), crawler.__file__)
        """,
        cwd=tmp_path,
    )
    assert done.out.split() == [
        str(len(declared_outlets())),
        str(installed.wheel / "crawler" / "__init__.py"),
    ], done.err


def test_the_command_lists_the_outlets_and_says_once_where_data_goes(installed: Installed, tmp_path: Path):
    done = installed.presswatch("list", cwd=tmp_path)
    assert {outlet.name for outlet in declared_outlets()} < set(done.out.split())
    [said] = done.err.splitlines()
    assert str(tmp_path / "user-data" / "presswatch") in said


def test_a_crawl_by_replay_is_kept_in_the_users_folder_wherever_it_is_read(
    installed: Installed, tmp_path: Path
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    done = installed.presswatch("crawl", "radiohc", "-s", REPLAY, cwd=tmp_path)
    assert done.status == 0, done.err
    assert (tmp_path / "user-data" / "presswatch" / "crawler.db").is_file()
    read = installed.presswatch(
        "articles", "--json", cwd=elsewhere, XDG_DATA_HOME=str(tmp_path / "user-data")
    )
    assert read.out.count('"outlet": "radiohc"') == read.out.count("\n") > 3


def test_a_database_that_the_environment_names_is_the_one(installed: Installed, tmp_path: Path):
    url = f"sqlite:///{tmp_path}/mine.db"
    done = installed.presswatch(
        "crawl", "radiohc", "-a", "limit=1", "-s", REPLAY, cwd=tmp_path, DATABASE_URL=url
    )
    assert done.status == 0, done.err
    assert (tmp_path / "mine.db").is_file()
    assert "the database of DATABASE_URL" in done.err
    assert not (tmp_path / "user-data").exists()


def test_python_runs_the_command_as_a_module(installed: Installed, tmp_path: Path):
    as_module = installed.run("python", "-m", "presswatch", "list", cwd=tmp_path)
    assert as_module == installed.presswatch("list", cwd=tmp_path)


def test_the_version_is_the_distributions(installed: Installed, tmp_path: Path):
    done = installed.presswatch("--version", cwd=tmp_path)
    assert done.out.startswith(f"presswatch {metadata(installed.wheel)['Version']}, scrapy 2.")
