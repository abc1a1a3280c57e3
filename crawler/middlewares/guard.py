"""The guard: no foreign scheme, no foreign host, no private address, at every hop.

It stands in place of Scrapy's offsite check, which lets `dont_filter` requests through, redirects
too, and drops the others silently: here each refusal reaches the errback and is counted.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.frontier.outcome import Refused
from crawler.outlet_rules import SpiderRules

logger = logging.getLogger(__name__)

SCHEMES = ("http", "https")
MAX_URL_LENGTH = 8_192
#: IPv6 networks whose addresses end in an IPv4 one: NAT64 (RFC 6052, RFC 8215), compatible (RFC 4291).
EMBEDDING = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


class GuardMiddleware:
    """Downloader middleware: refuses what must not be fetched, redirects and robots.txt included."""

    def __init__(self, crawler: Crawler) -> None:
        """`GUARD_ALLOWED_HOSTS` names hosts that may have a private address."""
        self.crawler = crawler
        self.allowed = set(crawler.settings.getlist("GUARD_ALLOWED_HOSTS"))
        self.replay = bool(crawler.settings.get("REPLAY"))

    @cached_property
    def rules(self) -> SpiderRules | None:
        """What says which hosts are the outlet's; None for a spider that is no outlet's."""
        spider = self.crawler.spider
        return spider if isinstance(spider, SpiderRules) else None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GuardMiddleware:
        """Build it from the settings."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise `Refused` with the reason: scheme, url-length, foreign-host or private-address."""
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        OutletResolver.guarded.add(host)
        if parts.scheme not in SCHEMES:
            raise Refused(
                "scheme", f"{parts.scheme}: is not fetched, only http and https: {request.url[:200]}"
            )
        if len(request.url) > MAX_URL_LENGTH:
            raise Refused(
                "url-length", f"an address of {len(request.url)} characters: {request.url[:200]}..."
            )
        foreign = self.rules is not None and not self.rules.owns(request.url)
        if foreign and "host_file" not in request.meta:  # robots.txt may stand on another host (RFC 9309)
            name = self.rules.name if self.rules else ""
            raise Refused("foreign-host", f"{host} is no host of {name}: {request.url[:200]}")
        if not self.replay and host not in self.allowed and is_private(host):
            raise Refused("private-address", f"{host} is a private address: {request.url[:200]}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise `Refused` in place of an error of DNS where the resolver refused the name's address."""
        host = urlsplit(request.url).hostname or ""
        if not isinstance(exception, Refused) and (address := GuardedResolver.refused.get(host)):
            raise Refused("private-address", f"{host} resolves to the private address {address}")


def is_private(host: str) -> bool:
    """Whether `host` is localhost or an address, in any notation a resolver reads, that is not public."""
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return _legacy_private(host)
    return is_not_public(address)


def _legacy_private(host: str) -> bool:
    """Whether `127.1`, `0x7f000001` or `2130706433`, which inet_aton reads as addresses, is not public."""
    if not host or not host[0].isdigit():
        return False
    try:
        return is_not_public(ipaddress.IPv4Address(socket.inet_aton(host)))
    except (OSError, ValueError):
        return False


def is_not_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is loopback, private, link-local, carrier-grade, multicast or a mapping of one."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if any(address in network for network in EMBEDDING):
            inner = ipaddress.IPv4Address(int(address) % 2**32)
        if address.is_site_local or (inner is not None and is_not_public(inner)):
            return True
    return not address.is_global or address.is_multicast


class PrivateAddress(DNSLookupError):
    """A name leads to a private address, so that it resolves to nothing for the crawl."""


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, and refuses what is private: the address that is checked is the one connected to."""

    allowed: frozenset[str] = frozenset()
    #: Name -> the private address that it led to when it was last asked for, in this process.
    refused: ClassVar[dict[str, str]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> GuardedResolver:
        """Build it with the hosts of `GUARD_ALLOWED_HOSTS`."""
        resolver = super().from_crawler(crawler, reactor)
        proxies = [urlsplit(proxy).hostname or "" for proxy in getproxies().values()]
        resolver.allowed = frozenset([*crawler.settings.getlist("GUARD_ALLOWED_HOSTS"), *proxies])
        return resolver

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # Twisted's name
        """The address of `name`; fails with `PrivateAddress` where that is not public."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        self.refused.pop(name.lower(), None)
        if name not in self.allowed and is_private(address):
            self.refused[name.lower()] = address
            logger.warning("%s resolves to the private address %s: not fetched", name, address)
            raise PrivateAddress(f"{name} resolves to the private address {address}")
        return address


class OutletResolver(GuardedResolver):
    """Checks the names that outlets ask for, in a project whose other spiders may go where they like."""

    #: Names that the guard has let an outlet ask for, in this process.
    guarded: ClassVar[set[str]] = set()

    def _checked(self, address: str, name: str) -> str:
        return super()._checked(address, name) if name.lower() in self.guarded else address
