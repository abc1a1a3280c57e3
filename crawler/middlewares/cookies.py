"""Cookies, where an outlet needs them: Scrapy's middleware, with the list of public suffixes at hand."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares import cookies
from tldextract import TLDExtract

#: The list that tldextract ships: by itself it would fetch today's from another site, and keep it.
AT_HAND = TLDExtract(include_psl_private_domains=True, suffix_list_urls=(), cache_dir=None)


class CookiesMiddleware(cookies.CookiesMiddleware):
    """Downloader middleware: nothing but the outlet is asked for anything."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CookiesMiddleware:
        """Build it; raises NotConfigured where `COOKIES_ENABLED` is off."""
        middleware = super().from_crawler(crawler)
        cookies._split_domain = AT_HAND  # Scrapy has no setting for it
        return middleware
