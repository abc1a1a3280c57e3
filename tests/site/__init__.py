"""A local news site: real HTTP on loopback, everything it serves known in advance."""

from tests.site.answer import Answer
from tests.site.article import SiteArticle, Truth
from tests.site.site import Request, Site

__all__ = ["Answer", "Request", "Site", "SiteArticle", "Truth"]
