"""`presswatch init` makes a folder of the user's own, which new outlets and data go to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawls import FAST
from tests.install.environment import Installed
from tests.site import Site

pytestmark = pytest.mark.system


@pytest.fixture
def folder(installed: Installed, tmp_path: Path) -> Path:
    """A project that was just made, in a folder `my-news`."""
    done = installed.presswatch("init", "my-news", cwd=tmp_path)
    assert done.status == 0, done.err
    return tmp_path / "my-news"


def database_of(installed: Installed, cwd: Path, **environment: str) -> str:
    """The DATABASE_URL that commands have in a folder."""
    done = installed.run("scrapy", "settings", "--get", "DATABASE_URL", cwd=cwd, **environment)
    return done.out.strip()


def test_it_says_what_it_wrote_and_what_to_do_next(installed: Installed, tmp_path: Path):
    done = installed.presswatch("init", "my-news", cwd=tmp_path)
    assert "my-news/scrapy.cfg" in done.out
    assert "my-news/my_news/spiders/__init__.py" in done.out
    assert "cd my-news && presswatch outlet add" in done.out


def test_outlets_that_ship_and_those_of_the_user_are_listed_together(installed: Installed, folder: Path):
    made = installed.presswatch("genspider", "-t", "outlet", "gazette", "gazette.example", cwd=folder)
    assert made.status == 0, made.err
    assert len(list((folder / "my_news" / "spiders").rglob("gazette.py"))) == 1
    listed = installed.presswatch("list", cwd=folder)
    assert {"gazette", "radiohc", "article"} <= set(listed.out.split())
    assert "no project here" not in listed.err


def test_an_outlet_that_is_proposed_is_written_beside_them(
    installed: Installed, folder: Path, news_site: Site
):
    given = (f"-s{name}={value}" for name, value in FAST.items())
    place = ("--name", "valley", "--country", "CO", "--timezone", "America/Bogota", "--yes")
    done = installed.presswatch("outlet", "add", news_site.url("/"), *place, *given, cwd=folder)
    assert done.status == 0, done.out + done.err
    assert len(list((folder / "my_news" / "spiders").rglob("valley.py"))) == 1
    assert "valley" in installed.presswatch("list", cwd=folder / "my_news").out.split()


def test_an_outlet_of_the_users_own_is_crawled_into_the_projects_database(
    installed: Installed, folder: Path, news_site: Site
):
    (folder / "my_news" / "spiders" / "local.py").write_text(
        f'''
"""The local news site."""

from crawler.outlet import OutletSpider


class Local(OutletSpider):
    """The local news site."""

    name = "local"
    allowed_domains = ["127.0.0.1"]
    country, timezone, languages = "CO", "America/Bogota", ["es"]
    feeds = ["{news_site.url("/rss.xml")}"]
    article_url = r"/(?P<section>[\\w-]+)/(?P<id>\\d+)-[^/]+$"
''',
        "utf-8",
    )
    below = folder / "notes"
    below.mkdir()
    given = (f"-s{name}={value}" for name, value in FAST.items())
    done = installed.presswatch("crawl", "local", "-a", "limit=3", *given, cwd=below)
    assert done.status == 0, done.err
    assert (folder / "data" / "crawler.db").is_file()
    read = installed.presswatch("articles", "--json", cwd=folder)
    assert [json.loads(line)["outlet"] for line in read.out.splitlines()] == ["local"] * 3


def test_the_database_lies_in_the_folder_wherever_a_command_starts(installed: Installed, folder: Path):
    assert database_of(installed, folder / "my_news") == f"sqlite:///{folder}/data/crawler.db"


def test_what_stands_in_the_folders_env_holds_and_the_environment_wins_over_it(
    installed: Installed, folder: Path
):
    (folder / ".env").write_text("DATABASE_URL=sqlite:///named-in-file.db\n", "utf-8")
    assert database_of(installed, folder) == f"sqlite:///{folder}/named-in-file.db"
    set_already = "postgresql://somebody@localhost/news"
    assert database_of(installed, folder, DATABASE_URL=set_already) == set_already


def test_nothing_is_written_over(installed: Installed, folder: Path, tmp_path: Path):
    settings = folder / "my_news" / "settings.py"
    settings.write_text("DOWNLOAD_DELAY = 5\n", "utf-8")
    done = installed.presswatch("init", "my-news", cwd=tmp_path)
    assert done.status == 2
    assert "is there already and is not written over" in done.err
    assert settings.read_text("utf-8") == "DOWNLOAD_DELAY = 5\n"


def test_without_a_project_a_new_outlet_has_no_place_and_that_is_said(installed: Installed, tmp_path: Path):
    for command in (("genspider", "gazette", "gazette.example"), ("outlet", "add", "gazette.example")):
        done = installed.presswatch(*command, cwd=tmp_path)
        assert (done.status, done.out) == (2, "")
        assert "make one with presswatch init FOLDER" in done.err


def test_it_refuses_to_start_where_crawler_is_another_package(installed: Installed, tmp_path: Path):
    (tmp_path / "crawler").mkdir()
    (tmp_path / "crawler" / "__init__.py").write_text("raise SystemExit('the stranger ran')\n", "utf-8")
    shadowed = installed.presswatch("list", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawler.settings\n", "utf-8")
    (tmp_path / "below").mkdir()
    project = installed.presswatch("list", cwd=tmp_path / "below")
    for done in (shadowed, project):
        assert (done.status, done.out) == (2, "")
        assert f"`crawler` is {tmp_path / 'crawler'}, not its own package" in done.err
        assert "rename that package" in done.err
