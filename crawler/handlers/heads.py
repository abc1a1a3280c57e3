"""A bound on the head of a response: neither Scrapy nor Twisted has one for all header lines together."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory, _LenientHTTP11ClientProtocol
from twisted.python.failure import Failure
from twisted.web._newclient import HEADER, STATUS

#: Bytes of status line and headers; servers themselves take 8 to 64 KiB of a request's.
LARGEST_HEAD = 256 * 1024


class HeadTooLarge(Exception):
    """The headers of a response are a flood."""


class BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol; gives a connection up whose response never gets to its body."""

    head = 0

    def request(self, request: Any) -> Any:
        """Send a request; its response's head is counted from here on."""
        self.head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # Twisted's name
        """Count what comes before the body."""
        if self._parser is not None and self._parser.state in (STATUS, HEADER):
            self.head += len(data)
            if self.head > LARGEST_HEAD:
                self._giveUp(Failure(HeadTooLarge(f"more than {LARGEST_HEAD} bytes of headers")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes the connections of a pool."""

    def buildProtocol(self, addr: Any) -> BoundedProtocol:  # Twisted's name
        """A connection with a bound."""
        return BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
