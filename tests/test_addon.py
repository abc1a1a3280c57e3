"""Outlets and ordinary spiders under presswatch's own settings; somebody else's project: `tests/install`."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.commands.fetch import Command as Fetch
from scrapy.settings import Settings
from scrapy.spiders import Spider

from crawler.addon import OrdinarySpiders, Presswatch, is_crawled, outlet_settings, own_settings
from crawler.outlet import OutletSpider
from crawler.outlet.components import missing_components
from tests.circles import AT_MOST, LINKS, asked_in_circle, script_circle
from tests.crawls import Project, printed
from tests.site import Site

RFP = "scrapy.dupefilters.RFPDupeFilter"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"


class Quotes(Spider):
    """A spider that is none."""

    name = "quotes"


def crawler_of(spider: type[Spider], *, made: bool = True) -> SimpleNamespace:
    """What an add-on asks of a crawler: the class, and the spider where it was made."""
    return SimpleNamespace(spidercls=spider, spider=object() if made else None)


def own_project() -> Settings:
    """Presswatch's own settings, as a project has them."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def ordinary(project: Project, site: Site) -> None:
    """Write the ordinary spider into the project's own package."""
    project.outlet(site)
    (project.folder / "local_outlets" / "circles.py").write_text(script_circle(site), "utf-8")


def test_an_ordinary_spider_is_crawled_to_its_end_over_a_site_that_links_in_circles(
    sqlite_project: Project, news_site: Site, tmp_path: Path
):
    ordinary(sqlite_project, news_site)
    items = tmp_path / "items.jsonl"
    ended = sqlite_project.run("crawl", "circles", "-O", str(items))
    assert ended.status == 0, ended.err
    assert asked_in_circle(news_site) == {**dict.fromkeys(LINKS, 1), "/circle/a": 2}  # once as the start
    assert sorted(str(item["title"]) for item in printed(items)) == sorted(LINKS)


def test_its_offsite_links_are_left_and_nothing_of_it_is_stored(sqlite_project: Project, news_site: Site):
    ordinary(sqlite_project, news_site)
    ended = sqlite_project.run(
        "crawl", "circles", LOG_LEVEL="INFO", GUARD_ALLOWED_HOSTS="127.0.0.1,localhost"
    )
    assert "'offsite/domains': 1" in ended.err
    assert not (tmp := sqlite_project.folder / "crawler.db").exists(), tmp


def test_with_the_outlets_filter_it_runs_in_circles_where_somebody_asks_for_that(
    sqlite_project: Project, news_site: Site
):
    ordinary(sqlite_project, news_site)
    sqlite_project.run("crawl", "circles", DUPEFILTER_CLASS="scrapy.dupefilters.BaseDupeFilter")
    assert sum(asked_in_circle(news_site).values()) >= AT_MOST


def test_the_filter_that_a_project_chose_itself_stays(tmp_path: Path):
    settings = own_project()
    settings.set("DUPEFILTER_CLASS", "their.filter.Filter", priority="project")
    with pytest.raises(ModuleNotFoundError, match="their"):  # it is loaded, and is not replaced
        OrdinarySpiders(crawler_of(Quotes)).update_settings(settings)
    assert settings["DUPEFILTER_CLASS"] == "their.filter.Filter"


def test_an_outlets_settings_stay_as_they_are_in_presswatchs_own_project():
    settings = own_project()
    before = settings.copy_to_dict()
    OrdinarySpiders(crawler_of(Gazette)).update_settings(settings)
    assert settings.copy_to_dict() == before


def test_the_addon_brings_an_outlet_all_that_it_is_crawled_with():
    settings = Settings({"ADDONS": {"crawler.addon.Presswatch": 300}})
    Presswatch.update_pre_crawler_settings(settings)
    Presswatch(crawler_of(Gazette)).update_settings(settings)
    assert missing_components(settings) == []
    assert settings.getbool("STORE_ENABLED")
    assert settings["SPIDER_LOADER_CLASS"] == "crawler.spiderloader.OutletLoader"
    wanted = {name: value for name, value in outlet_settings().items() if not isinstance(value, dict)}
    changed = {name for name, value in wanted.items() if settings[name] != value}
    assert changed == {"STORE_ENABLED", "DUPEFILTER_CLASS"}


def test_the_addon_leaves_what_the_project_sets_and_adds_beside_its_components():
    theirs = {"their.middlewares.Theirs": 543, "crawler.middlewares.guard.GuardMiddleware": 60}
    settings = Settings({"DOWNLOAD_DELAY": 7.0, "DOWNLOADER_MIDDLEWARES": theirs, "FEEDS": {"a.json": {}}})
    Presswatch(crawler_of(Gazette)).update_settings(settings)
    assert settings["DOWNLOAD_DELAY"] == 7.0
    there = settings.getdict("DOWNLOADER_MIDDLEWARES")
    assert theirs.items() <= there.items()
    assert there["crawler.middlewares.robots.RobotsMiddleware"] == 100
    assert settings.getdict("FEEDS") == {"a.json": {}}


def test_the_addon_changes_nothing_for_an_ordinary_spider():
    settings = Settings({"ADDONS": {"crawler.addon.Presswatch": 300}})
    before = settings.copy_to_dict()
    Presswatch(crawler_of(Quotes)).update_settings(settings)
    assert settings.copy_to_dict() == before


def test_the_store_is_on_for_outlets_that_crawl_and_off_in_fetch_and_shell(monkeypatch: pytest.MonkeyPatch):
    assert is_crawled(crawler_of(Gazette))
    assert not is_crawled(crawler_of(Gazette, made=False))  # the shell makes no spider
    monkeypatch.setattr(Gazette, "start", Fetch.run)  # any function of a command's module
    assert not is_crawled(crawler_of(Gazette))


def test_a_setting_that_says_what_a_project_is_is_never_taken_over():
    names = {"BOT_NAME", "SPIDER_MODULES", "COMMANDS_MODULE", "TEMPLATES_DIR", "ADDONS", "LOG_LEVEL"}
    assert names <= own_settings().keys()
    assert not names & outlet_settings().keys()
