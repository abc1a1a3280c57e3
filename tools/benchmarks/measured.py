"""The process that is measured: `python -m tools.benchmarks.measured SPIDER [SETTING=VALUE ...]`."""

from __future__ import annotations

import sys
from typing import Any

from tools.benchmarks.process import pin

#: What both have alike: no pause, and nothing that costs time in plain Scrapy without being asked for.
ALIKE: dict[str, Any] = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "CONCURRENT_ITEMS": 1,
    "COOKIES_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
}
#: The project's own crawl against this site, otherwise as it ships.
PROJECT = {
    "SPIDER_MODULES": "tools.benchmarks.spiders",
    "GUARD_ALLOWED_HOSTS": "127.0.0.1",
    "CONTACT_PLACEHOLDER": "",
}
METER = {"tools.benchmarks.meter.Meter": 0}


def bare(given: dict[str, str]) -> None:
    """Plain Scrapy: the same pages, an empty callback, nothing stored, no robots.txt asked for."""
    from scrapy.crawler import CrawlerProcess

    from tools.benchmarks.spiders.bare import Bare

    process = CrawlerProcess({**ALIKE, "EXTENSIONS": METER, **given})
    process.crawl(Bare)
    process.start()


def project(spider: str, given: dict[str, str]) -> None:
    """`scrapy crawl SPIDER` of the project."""
    from scrapy.cmdline import execute
    from scrapy.utils.project import get_project_settings

    settings = get_project_settings()
    settings.setdict({**ALIKE, **PROJECT, **given}, priority="cmdline")
    settings.set("EXTENSIONS", {**settings.getdict("EXTENSIONS"), **METER}, priority="cmdline")
    execute(["scrapy", "crawl", spider], settings)


def main() -> None:
    """Run what the command line names."""
    spider, *options = sys.argv[1:]
    given = dict(option.split("=", 1) for option in options)
    pin("crawler")
    if spider == "bare":
        bare(given)
    else:
        project(spider, given)


if __name__ == "__main__":
    main()
