"""The add-ons that let outlets and ordinary spiders live in one project, whosever it is.

`Presswatch` brings to somebody's project what outlets need, and leaves its other spiders as they are;
`OrdinarySpiders` takes from a spider that is no outlet what presswatch's own settings have for outlets.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler
from scrapy.dupefilters import BaseDupeFilter
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.misc import load_object

from crawler.outlet import OutletSpider
from crawler.outlet.components import component_path
from crawler.warc.replay import ReplayAddon

#: Settings that say what a project is, and others that are set by hand below: never taken over whole.
OF_THE_PROJECT = {
    "ADDONS",
    "BOT_NAME",
    "COMMANDS_MODULE",
    "LOG_LEVEL",
    "NEWSPIDER_MODULE",
    "SPIDER_LOADER_CLASS",
    "SPIDER_MODULES",
    "TEMPLATES_DIR",
    "TWISTED_DNS_RESOLVER",
    "TWISTED_REACTOR",
}
OFFSITE = "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware"


class Presswatch:
    """Scrapy add-on: `ADDONS = {"crawler.addon.Presswatch": 300}` is all that a project needs for outlets.

    Its own settings stay: what the project, a spider or the command line sets wins, and components are
    added beside those that are there.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Presswatch:
        """Build it for one crawl."""
        return cls(crawler)

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Let the outlets that ship be found, and a broken one leave the others loaded."""
        for name in own_settings()["SPIDER_MODULES"]:
            settings.add_to_list("SPIDER_MODULES", name)
        settings.set("SPIDER_LOADER_CLASS", own_settings()["SPIDER_LOADER_CLASS"], priority="addon")
        settings.set("TWISTED_DNS_RESOLVER", "crawler.middlewares.guard.OutletResolver", priority="addon")

    def update_settings(self, settings: BaseSettings) -> None:
        """Bring an outlet's crawl what it needs; any other spider's stays as it is."""
        if not issubclass(self.crawler.spidercls, OutletSpider):
            return
        for name, value in outlet_settings().items():
            if isinstance(value, Mapping):
                _add_components(settings, name, value)
            else:
                settings.set(name, value, priority="addon")
        settings.set("STORE_ENABLED", is_crawled(self.crawler), priority="addon")
        # Keys tell what was seen: another filter would drop pages that are to be looked at again.
        settings.set("DUPEFILTER_CLASS", BaseDupeFilter, priority="spider")
        ReplayAddon().update_settings(settings)


class OrdinarySpiders:
    """Scrapy add-on of presswatch's own settings: a spider that is no outlet is crawled as Scrapy would.

    The store is off for it, so that frontier, runs and health step aside; its duplicate filter and its
    offsite check are Scrapy's. Politeness, limits and the guard against private addresses hold for all.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OrdinarySpiders:
        """Build it for one crawl."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """Leave an outlet's crawl as it is, and take from any other what is for outlets."""
        if issubclass(self.crawler.spidercls, OutletSpider):
            return
        settings.set("STORE_ENABLED", False, priority="cmdline")
        chosen = (settings.getpriority("DUPEFILTER_CLASS") or 0) > SETTINGS_PRIORITIES["project"]
        if not chosen and load_object(settings["DUPEFILTER_CLASS"]) is BaseDupeFilter:
            _put_back(settings, "DUPEFILTER_CLASS", default_settings.DUPEFILTER_CLASS)
        middlewares = settings.getdict("DOWNLOADER_MIDDLEWARES")
        if middlewares.get(OFFSITE, 0) is None:
            middlewares[OFFSITE] = default_settings.DOWNLOADER_MIDDLEWARES_BASE[OFFSITE]
            _put_back(settings, "DOWNLOADER_MIDDLEWARES", middlewares)


def is_crawled(crawler: Crawler) -> bool:
    """Whether a spider crawls by itself: `fetch`, `parse`, `check` replace its start, `shell` has none."""
    start: Any = crawler.spidercls.start
    return crawler.spider is not None and not start.__module__.startswith("scrapy.commands.")


def outlet_settings() -> dict[str, Any]:
    """Presswatch's settings by name, without those that say what a project is."""
    named = {name: value for name, value in own_settings().items() if name not in OF_THE_PROJECT}
    return {**named, "DATABASE_URL": project_database_url(named["DATABASE_URL"])}


def own_settings() -> dict[str, Any]:
    """Presswatch's settings by name; they read the environment when they are first asked for."""
    from crawler import settings

    return {name: value for name, value in vars(settings).items() if name.isupper()}


def project_database_url(url: str) -> str:
    """The database `url` of presswatch's settings, in a project whose folder a SQLite file belongs to.

    Without a folder (the project was deployed as an archive) it is the one that the environment names,
    or the user's own.
    """
    from crawler.project.places import absolute_database_url, user_database_url

    if cfg := closest_scrapy_cfg():
        return absolute_database_url(url, folder=Path(cfg).parent)
    return url if os.environ.get("DATABASE_URL") else user_database_url()


def _add_components(settings: BaseSettings, name: str, components: Mapping[str, Any]) -> None:
    """Add components to those of the setting `name`, whose own places stay."""
    there = settings.getdict(name)
    known = {component_path(key) for key in there}
    added = {path: order for path, order in components.items() if path not in known}
    priority = max(settings.getpriority(name) or 0, SETTINGS_PRIORITIES["addon"])
    settings.set(name, {**added, **there}, priority=priority)


def _put_back(settings: BaseSettings, name: str, value: Any) -> None:
    settings.set(name, value, priority=settings.getpriority(name) or 0)
