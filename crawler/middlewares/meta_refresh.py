"""`<meta http-equiv="refresh">`: Scrapy's middleware, without decoding every page whole to look for one."""

from __future__ import annotations

from scrapy import Spider
from scrapy.downloadermiddlewares import redirect
from scrapy.http import HtmlResponse, Request, Response

#: Scrapy looks at the first 4,096 characters; no character set has more than 4 bytes a character.
HEAD = 4096 * 4
#: What the head has of a page that may refresh: the word, a letter as a number, a zero of UTF-16.
SIGNS = (b"refresh", b"&#", b"\0")


class MetaRefreshMiddleware(redirect.MetaRefreshMiddleware):
    """Downloader middleware: gives Scrapy's own a page's head, and only where that may hold a refresh."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response, or the request for the address that it refreshes to."""
        if not isinstance(response, HtmlResponse):
            return response
        head = response.body[:HEAD]
        lowered = head.lower()
        if not any(sign in lowered for sign in SIGNS):
            return response
        try:
            answer = super().process_response(request, response.replace(body=head))
        except ValueError:  # "javascript:..." is no address, so this is no redirect
            return response
        return answer if isinstance(answer, Request) else response
