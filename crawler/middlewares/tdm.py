"""`/.well-known/tdmrep.json`: whether a host reserves text and data mining, for the spider to record."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request

from crawler.frontier.outcome import Refused
from crawler.hosts.host_files import MARK, HostFiles, next_try, origin_of
from crawler.storage.hosts import HostFile

#: Rules of a file that are read.
MAX_RULES = 1_000
#: Hosts whose rules are held in memory.
HELD = 256


@dataclass(frozen=True, slots=True)
class Reservation:
    """One rule of the file: whether what its location matches is reserved."""

    location: Any
    reserved: bool

    def covers(self, url: str) -> bool:
        """Whether the rule speaks of the address."""
        return not self.location.can_fetch(url, "*")


class TdmMiddleware:
    """Downloader middleware: puts what the host says of an address into `meta["tdm_reservation"]`.

    Where `TDM_OBEY` is on, what is reserved is not even fetched.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Raises NotConfigured where `TDM_HOST_FILE` is off, and under replay."""
        settings = crawler.settings
        if not settings.getbool("TDM_HOST_FILE") or settings.get("REPLAY"):
            raise NotConfigured
        self.obeys = settings.getbool("TDM_OBEY")
        self.files = HostFiles(crawler, path="/.well-known/tdmrep.json")
        self._known: OrderedDict[str, tuple[datetime, list[Reservation]]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> TdmMiddleware:
        """Build it from the settings."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Note what the host says of an article's address; raises `Refused` where that is obeyed."""
        if MARK in request.meta or request.meta.get("kind") != "article":
            return
        rules = await self._of(origin_of(request.url))
        reserved = next((rule.reserved for rule in rules if rule.covers(request.url)), None)
        request.meta["tdm_reservation"] = reserved
        if reserved and self.obeys:
            raise Refused("tdm-reserved", f"its host reserves text and data mining: {request.url[:200]}")

    async def _of(self, origin: str) -> list[Reservation]:
        until, rules = self._known.get(origin, (None, []))
        if until is None or until <= datetime.now(UTC):
            file: HostFile = await self.files.get(origin)
            rules = read_reservations(file.body)
            self._known[origin] = next_try(file), rules
            while len(self._known) > HELD:
                self._known.popitem(last=False)
        return rules


def read_reservations(body: bytes) -> list[Reservation]:
    """The rules of a tdmrep.json in their order, without what is no rule: an error reserves nothing.

    A location is a path that may have `*` and `$`, as in robots.txt.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list):
        return []
    rules = (_rule(entry) for entry in found[:MAX_RULES] if isinstance(entry, dict))
    return [rule for rule in rules if rule is not None]


def _rule(entry: dict[str, Any]) -> Reservation | None:
    location, stated = entry.get("location"), entry.get("tdm-reservation")
    if not isinstance(location, str) or str(stated) not in ("0", "1"):
        return None
    path = "".join(location.split()).replace("#", "%23")
    return Reservation(Protego.parse(f"User-agent: *\nDisallow: {path}"), str(stated) == "1")
