"""One line brings outlets into a Scrapy project of somebody's, and its other spiders stay as they are."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest
from scrapy.cmdline import _get_commands_from_module

from tests.circles import script_circle
from tests.crawls import FAST
from tests.install.environment import ROOT, Done, Installed
from tests.site import Site

pytestmark = pytest.mark.system

ADDON = 'ADDONS = {"crawler.addon.Presswatch": 300}\n'
#: What a crawl of the local site needs beside what the project has.
LOCAL = {name: value for name, value in FAST.items() if name != "CONTACT_PLACEHOLDER"}
OUTLET = '''
    """The local news site."""

    from crawler import OutletSpider


    class Local(OutletSpider):
        """The local news site."""

        name = "local"
        allowed_domains = ["127.0.0.1"]
        country, timezone, languages = "CO", "America/Bogota", ["es"]
        feeds = ["FEED"]
        article_url = r"/(?P<section>[\\w-]+)/(?P<id>\\d+)-[^/]+$"
'''


class Shop:
    """A fresh project of `scrapy startproject` with an outlet and an ordinary spider."""

    def __init__(self, installed: Installed, started: Path, folder: Path, site: Site) -> None:
        """`started` is the project as Scrapy makes it; it is copied below `folder`."""
        self.installed, self.folder, self.site = installed, folder / "shop", site
        shutil.copytree(started, self.folder)
        spiders = self.folder / "shop" / "spiders"
        (spiders / "circles.py").write_text(script_circle(site), "utf-8")
        (spiders / "local.py").write_text(dedent(OUTLET).replace("FEED", site.url("/rss.xml")), "utf-8")

    def scrapy(self, *arguments: str, cwd: Path | None = None) -> Done:
        """Run `scrapy` in the project."""
        return self.installed.run("scrapy", *arguments, cwd=cwd or self.folder)

    def crawl(self, spider: str, *arguments: str, cwd: Path | None = None) -> Done:
        """Crawl a spider over the local site."""
        given = (f"-s{name}={value}" for name, value in LOCAL.items())
        return self.scrapy("crawl", spider, *arguments, *given, cwd=cwd)

    def add_addon(self) -> None:
        """Add the one line to the project's settings."""
        with (self.folder / "shop" / "settings.py").open("a", encoding="utf-8") as file:
            file.write(ADDON)

    def circles(self, items: Path) -> tuple[list[str], str, dict[str, str]]:
        """What the ordinary spider asks for, gives, and counts."""
        before = len(self.site.requests)
        done = self.crawl("circles", "-O", str(items), "-L", "INFO")
        assert done.status == 0, done.err
        counted = dict(re.findall(r"'((?:dupefilter|offsite|downloader|scheduler)/[\w/]+)': (\d+)", done.err))
        asked = sorted(request.path for request in self.site.requests[before:])
        return asked, items.read_text("utf-8"), {k: n for k, n in counted.items() if "bytes" not in k}


@pytest.fixture(scope="module")
def started(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `scrapy startproject shop` makes."""
    folder = tmp_path_factory.mktemp("started")
    assert installed.run("scrapy", "startproject", "shop", cwd=folder).status == 0
    return folder / "shop"


@pytest.fixture
def shop(installed: Installed, started: Path, tmp_path: Path, news_site: Site) -> Shop:
    """The project, without the add-on."""
    return Shop(installed, started, tmp_path, news_site)


def test_an_ordinary_spider_asks_for_gives_and_counts_the_same_with_the_addon(shop: Shop, tmp_path: Path):
    asked, items, counted = shop.circles(tmp_path / "before.json")
    assert "dupefilter/filtered" in counted
    shop.add_addon()
    assert shop.circles(tmp_path / "after.json") == (asked, items, counted)
    assert not (shop.folder / "data").exists()


def test_an_outlet_is_crawled_into_the_projects_folder_and_read_by_presswatchs_commands(shop: Shop):
    shop.add_addon()
    done = shop.crawl("local", "-a", "limit=3", cwd=shop.folder / "shop" / "spiders")
    assert done.status == 0, done.err
    assert (shop.folder / "data" / "crawler.db").is_file()
    read = shop.scrapy("articles", "--json")
    assert [json.loads(line)["outlet"] for line in read.out.splitlines()] == ["local"] * 3
    assert "local" in shop.scrapy("runs").out
    due = shop.scrapy("crawldue", "local", *(f"-s{name}={value}" for name, value in LOCAL.items()))
    assert due.status == 0, due.err


def test_the_outlets_that_ship_are_crawled_there_too(shop: Shop):
    shop.add_addon()
    replay = f"REPLAY={ROOT}/data/demo/*.warc.gz"
    done = shop.scrapy("crawl", "radiohc", "-a", "limit=2", "-s", replay)
    assert done.status == 0, done.err
    assert shop.scrapy("articles", "--json", "--outlet", "radiohc").out.count("\n") == 2


def test_commands_that_only_look_leave_no_database(shop: Shop):
    shop.add_addon()
    given = [f"-s{name}={value}" for name, value in LOCAL.items()]
    feed = shop.site.url("/rss.xml")
    parsed = shop.scrapy("parse", "--spider", "local", feed, *given)
    assert "utm_source=rss" in parsed.out, parsed.err
    for command in (
        ("fetch", "--spider", "local", feed),
        ("shell", "--spider", "local", "-c", "response.status", feed),
        ("check", "local"),
    ):
        done = shop.scrapy(*command, *given)
        assert done.status == 0, done.err
    assert not (shop.folder / "data").exists()


def test_an_outlet_without_the_addon_says_so_and_stops(shop: Shop):
    done = shop.crawl("local")
    assert done.status == 2
    assert "the outlet 'local' can't be crawled with these settings" in done.err
    assert "ADDONS = {'crawler.addon.Presswatch': 300}" in done.err
    assert shop.site.requests == []


def test_an_outlet_without_a_project_says_so_too(shop: Shop, tmp_path: Path):
    file = shop.folder / "shop" / "spiders" / "local.py"
    done = shop.scrapy("runspider", str(file), cwd=tmp_path)
    assert done.status == 2
    assert "the outlet 'local' can't be crawled with these settings" in done.err
    assert "Traceback" not in done.err


def test_presswatchs_commands_say_what_is_missing_in_a_project_without_it(shop: Shop):
    done = shop.scrapy("articles")
    assert done.status == 2
    assert "start it as `presswatch articles`, or add ADDONS" in done.err
    assert "List the stored articles" in shop.scrapy().out


def test_no_command_of_scrapys_is_replaced():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    entries = project["entry-points"]["scrapy.commands"].keys()
    scrapys = _get_commands_from_module("scrapy.commands", inproject=True).keys()
    own = _get_commands_from_module("crawler.commands", inproject=True).keys()
    assert not entries & scrapys
    assert entries == own - scrapys
