"""A warning while the user agent names nobody: outlets must be able to reach who crawls them."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

logger = logging.getLogger(__name__)


class Contact:
    """Extension: warns at the start of a crawl of the live web while the contact is the placeholder."""

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where there is nothing to warn of."""
        settings = crawler.settings
        placeholder = settings.get("CONTACT_PLACEHOLDER")
        if settings.get("REPLAY") or not placeholder or placeholder not in settings.get("USER_AGENT", ""):
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Contact:
        """Build it and connect its signal."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        return extension

    def spider_opened(self) -> None:
        """Warn once a run."""
        logger.warning(
            "the user agent names no contact: set the environment variable CRAWLER_CONTACT"
            " to a page or address where outlets can reach you"
        )
