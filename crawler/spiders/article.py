"""Any article of any site: `scrapy crawl article -a url=URL` or `-a file=PATH`.

Where nothing is asked for and an archive answers (`-s REPLAY=...`), all its pages are.
"""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request

from crawler.normalization.text.terminal import make_printable
from crawler.normalization.urls import normalize_url
from crawler.outlet import ArgumentError, Outlet, OutletSpider
from crawler.outlet.arguments import parse_arguments
from crawler.outlet.url_parts import USUAL_PORTS, host_and_port
from crawler.records import Arguments, Link
from crawler.spiderloader import declared_outlets, owner_of_url

#: What may be a name and a password: all before the last "@", but for a scheme.
_USER = re.compile(r"^([a-z]+:/*)?.*@", re.IGNORECASE | re.DOTALL)


class ArticleSpider(OutletSpider):
    """Fetches the addresses that it was asked for, and nothing else.

    An address of a declared outlet gets that outlet's rules and name; any other its host as outlet.
    """

    name = "article"
    one_off: ClassVar[bool] = True
    known_arguments: ClassVar[dict[str, str]] = {
        "url": "addresses to fetch, separated by white space",
        "file": "a file with an address a line (- for standard input); lines that begin with # are skipped",
        "outlet": "with REPLAY: only the pages of this outlet (its name, or a host)",
        "limit": "take up at most this many articles in the run",
    }

    def __init__(self, name: str | None = None, **arguments: str) -> None:
        """Read the arguments; raises `ArgumentError` on an unknown or wrong one."""
        super().__init__(name, **arguments)
        self.urls = (arguments.get("url") or "").split()
        self.file = arguments.get("file")
        self.only_outlet = arguments.get("outlet") or None
        #: Whether all pages of the archive are asked for.
        self.everything = not self.urls and not self.file

    @classmethod
    def read_arguments(cls, **given: str) -> Arguments:
        """The arguments, checked: addresses that can be fetched, a file that can be read."""
        arguments = parse_arguments(known=cls.known_arguments, **given)
        path = given.get("file")
        if path and path != "-" and not Path(path).is_file():
            raise ArgumentError(f"file={path!r} is no file: give the path of a list with an address a line")
        for url in (given.get("url") or "").split():
            if wrong := url_problem(url):
                raise ArgumentError(wrong)
        return arguments

    @classmethod
    def handles_request(cls, request: Request) -> bool:
        """No address is this spider's own: `scrapy shell URL` picks the outlet's."""
        return False

    def outlet_for(self, url: str) -> type[Outlet]:
        """The declared outlet that owns `url`, else one made for its host."""
        return owner_of_url(url) or host_outlet(host_outlet_name(url))

    def is_declared(self, outlet: str) -> bool:
        """Whether there is a spider for the outlet; the pages of a mere host are never due."""
        return any(declared.name == outlet for declared in declared_outlets())

    @classmethod
    def owns(cls, url: str) -> bool:
        """Any host may be asked for."""
        return bool(urlsplit(url).hostname)

    async def start(self) -> AsyncIterator[Any]:
        """Requests for the addresses asked for; `meta["refetch"]` where a known one is fetched too."""
        for url in self.urls:
            yield self._ask(url, refetch=True)
        for url in self._listed():
            if wrong := url_problem(url):
                self.logger.error("%s", make_printable(wrong))
                yield Link(url=url, refusal="no-url")
            else:
                yield self._ask(url, refetch=False)

    def recorded(self, url: str) -> Request | Link:
        """The request for a page that an archive holds, or its link with the reason why it is left."""
        if url_problem(url):
            return Link(url=url, refusal="no-url")
        outlet = self.outlet_for(url)
        if self.only_outlet and outlet.name != self.only_outlet:
            return Link(url=url, refusal="other-outlet")
        declared = bool(outlet.article_url) and self.is_declared(outlet.name)
        if declared and not outlet.is_article_url(url):
            return Link(url=url, refusal="not-an-article")
        return self._ask(url, refetch=False)

    def _ask(self, url: str, *, refetch: bool) -> Request:
        meta = {"kind": "article", "refetch": refetch}
        return Request(url, callback=self.parse_article, meta=meta, dont_filter=True)

    def _listed(self) -> Iterator[str]:
        if not self.file:
            return
        text = sys.stdin.read() if self.file == "-" else Path(self.file).read_text("utf-8", errors="replace")
        lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
        yield from (line for line in lines if line and not line.startswith("#"))


def url_problem(url: str) -> str | None:
    """Why `url` can't be fetched, or None; no name and password in it is shown."""
    shown = _USER.sub(r"\1***@", url)
    try:
        Request(url)
        normalize_url(url)
        parts = urlsplit(url)
    except ValueError:
        parts = None
    if parts is None or not parts.hostname:
        return f"{shown!r} is no http(s) address: give it whole, such as https://example.org/news/1"
    if "@" in parts.netloc:
        return f"{shown!r} holds a user's name: no page is fetched under one, so leave it out"
    return None


def host_outlet_name(url: str) -> str:
    """The host of `url`, with its port where that is not a usual one; "unknown" where there is no host."""
    host, port = host_and_port(url)
    if not host:
        return "unknown"
    return host if port in USUAL_PORTS.values() else f"{host}:{port}"


@lru_cache(maxsize=1024)
def host_outlet(host: str) -> type[OutletSpider]:
    """An outlet for a host that none is declared for: its name is the host without `www.`."""
    name = host.lower().removeprefix("www.")
    body = {"__doc__": f"The host {name}.", "name": name, "allowed_domains": [name]}
    return type("HostOutlet", (OutletSpider,), body)
