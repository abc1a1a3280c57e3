"""`OutletSpider`, the base class of every outlet, and the parts that its definition is made of."""

from crawler.extras import explain_missing

try:
    import scrapy  # noqa: F401
except ModuleNotFoundError as error:
    message = explain_missing("OutletSpider", needs="Scrapy", extra="crawl")
    raise ImportError(message, name=error.name) from error

from crawler.outlet.arguments import ArgumentError
from crawler.outlet.attributes import Outlet, Source
from crawler.outlet.checks import outlet_problems
from crawler.outlet.spider import OutletSpider

__all__ = ["ArgumentError", "Outlet", "OutletSpider", "Source", "outlet_problems"]
