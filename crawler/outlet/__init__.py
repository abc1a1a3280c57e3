"""`OutletSpider`, the base class of every outlet, and the parts that its definition is made of."""

from crawler.outlet.arguments import ArgumentError
from crawler.outlet.attributes import Outlet
from crawler.outlet.checks import outlet_problems
from crawler.outlet.source import Source
from crawler.outlet.spider import OutletSpider

__all__ = ["ArgumentError", "Outlet", "OutletSpider", "Source", "outlet_problems"]
