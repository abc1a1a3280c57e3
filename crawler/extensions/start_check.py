"""What is wrong with the settings, said as a crawl begins: unknown names, idle settings, bad addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from difflib import get_close_matches
from typing import ClassVar

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from crawler.extensions.alert_addresses import channel_name, explain_address, load_apprise
from crawler.extensions.alerts import INSTALL, Channels
from crawler.normalization.text.terminal import make_printable

logger = logging.getLogger(__name__)

#: How like a known name an unknown one must be to be taken for it (`difflib`, 1 is the same).
LIKENESS = 0.8

#: Settings of Scrapy that do nothing to an outlet's crawl -> what holds in their place.
REPLACED = {
    "JOBDIR": "what is pending lies in the database, and the next crawl goes on with it",
    "DEPTH_LIMIT": "BUDGET_DEPTH says how many sources may stand one below the other",
    "ROBOTSTXT_PARSER": "robots.txt is read by RFC 9309, whatever parser is named",
    "SPIDER_LOADER_WARN_ONLY": "an outlet that is broken is always left out and named",
    "TELNETCONSOLE_ENABLED": "no port is opened, for EXTENSIONS leaves the console out",
    "REMOTE_CONTROL_ENABLED": "nobody steers a crawl from outside, for EXTENSIONS leaves that out",
}


class StartCheck:
    """Extension: warns of each fault once a process, however many outlets are crawled."""

    told: ClassVar[set[str]] = set()

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where the store is off: fetch, shell and the like only try things."""
        if not crawler.settings.getbool("STORE_ENABLED"):
            raise NotConfigured
        self.settings = crawler.settings

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StartCheck:
        """Build it and connect its signal."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        """Warn."""
        for line in (*setting_faults(self.settings), *alert_faults(self.settings)):
            if line not in self.told:
                self.told.add(line)
                logger.warning("%s", make_printable(line))


def setting_faults(settings: BaseSettings) -> Iterator[str]:
    """Yield what is wrong with the settings that were given: in files, by an outlet, on the command line."""
    from crawler import settings as own_settings  # they read the environment as they are imported

    known = {name for module in (default_settings, own_settings) for name in vars(module) if name.isupper()}
    for name in sorted(settings):
        priority = settings.getpriority(name) or 0
        if priority < SETTINGS_PRIORITIES["project"]:
            continue
        if name not in known:
            yield from _unknown(name, known, is_asked=priority == SETTINGS_PRIORITIES["cmdline"])
        elif name in REPLACED and settings[name] not in (None, 0, "0", False, "False", "false", ""):
            yield f"the setting {name} does nothing here: {REPLACED[name]}"
    yield from _delay_faults(settings)


def _unknown(name: str, known: set[str], *, is_asked: bool) -> Iterator[str]:
    """A name that is nearly a known one is a slip; any other may be another library's, or the project's."""
    if close := get_close_matches(name.upper(), known, n=1, cutoff=LIKENESS):
        yield f"there is no setting {name}, so it does nothing: did you mean {close[0]}?"
    elif is_asked:
        yield f"neither Scrapy nor presswatch has a setting {name}: look at its spelling"


def _delay_faults(settings: BaseSettings) -> Iterator[str]:
    delay, begins = settings.getfloat("DOWNLOAD_DELAY"), settings.getfloat("AUTOTHROTTLE_START_DELAY")
    if settings.getbool("AUTOTHROTTLE_ENABLED") and not settings.get("REPLAY") and delay < begins:
        yield (
            f"DOWNLOAD_DELAY={delay:g} is only the least: a host is asked every {begins:g} s at first"
            " (AUTOTHROTTLE_START_DELAY), and then as fast as it answers, unless AUTOTHROTTLE_ENABLED=False"
        )


def alert_faults(settings: BaseSettings) -> Iterator[str]:
    """Yield which addresses of `ALERT_URLS` no message can be sent to, by names that tell no secret."""
    channels = Channels.of(settings.getlist("ALERT_URLS"))
    if channels.urls and load_apprise() is None:
        yield INSTALL
        return
    for number, url in enumerate(channels.urls.values(), 1):
        if wrong := explain_address(url):
            yield f"address {number} of ALERT_URLS ({channel_name(url)}) can't be used: {wrong}"
