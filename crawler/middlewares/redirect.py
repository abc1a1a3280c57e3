"""Redirects by status: Scrapy's middleware, for which an answer that leads nowhere is no redirect."""

from __future__ import annotations

from scrapy import Spider
from scrapy.downloadermiddlewares import redirect
from scrapy.http import Request, Response


class RedirectMiddleware(redirect.RedirectMiddleware):
    """Downloader middleware: hands on an answer as it is whose `Location` is no address."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, or the request for the address that it leads to."""
        try:
            return super().process_response(request, response)
        except ValueError:  # "http://[", "javascript:void(0)"
            return response
