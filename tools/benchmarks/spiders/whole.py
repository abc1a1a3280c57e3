"""The whole job: discovery, fetch, extraction, normalization, durable store."""

from __future__ import annotations

import os

from crawler.outlet import OutletSpider

#: The origin of the server that is crawled, set by the benchmark.
ORIGIN = os.environ.get("BENCH_ORIGIN", "http://127.0.0.1:8000")


class Whole(OutletSpider):
    """An outlet like any other."""

    name = "whole"
    allowed_domains = ["127.0.0.1"]
    country, timezone = "US", "America/New_York"
    languages = ["en", "de"]
    sitemaps = [f"{ORIGIN}/sitemap.xml"]
    article_url = r"/news/(?P<id>\d+)-[^/]+$"
