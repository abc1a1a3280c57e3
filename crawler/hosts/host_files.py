"""Files that speak for a whole host (robots.txt, tdmrep.json): when they are asked for, and what is kept.

What an answer means is by RFC 9309, section 2.3.1, with one difference: 429 does not count as "there is
none". A crawler that is asked to slow down goes by the copy that it has, or waits.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Request, Response

from crawler.frontier.outcome import Refused, ShuttingDown, Waits, reason_of
from crawler.hosts.robots_rules import MAX_BYTES
from crawler.normalization.text.terminal import make_printable
from crawler.storage.hosts import HostFile, KeepHostFile, find_host_file
from crawler.storage.run_session import RunSession

logger = logging.getLogger(__name__)

#: How long a copy holds (section 2.4).
LONGEST = timedelta(hours=24)
#: Pause after the first try that failed; doubled for each after it, up to `LONGEST`.
FIRST_RETRY = timedelta(minutes=5)

#: Why a host was not reached at all: nothing was asked of it, so a later run may try at once.
NOT_REACHED = ("dns", "refused", "certificate")

Meaning = Literal["body", "none", "unreachable"]

#: In a request's meta: it is for such a file, and how many bytes of it have come.
MARK = "host_file"
#: Bytes that a compressed one may unfold to.
MAX_UNFOLDED = 4 * MAX_BYTES
#: Bodies held in memory where there is no database (`fetch`, `shell`).
HELD = 16


class HostFiles:
    """One file of every host: a host is asked for it once at a time, however many requests wait for it."""

    def __init__(self, crawler: Crawler, *, path: str) -> None:
        """`path` is the file's own, the same on every host."""
        self.crawler, self.path = crawler, path
        self._fetches: dict[str, asyncio.Task[HostFile]] = {}
        self._held: dict[str, HostFile] = {}
        crawler.signals.connect(self.bytes_received, signal=signals.bytes_received)

    async def get(self, origin: str) -> HostFile:
        """The file of a host: the copy that is known, or got now where that is due.

        Raises `Waits` where the host may not be asked now, `ShuttingDown` where the crawl ends first.
        """
        if origin not in self._fetches:
            task = self._fetches[origin] = asyncio.ensure_future(self._current(origin))
            task.add_done_callback(lambda _: self._fetches.pop(origin, None))
        return await asyncio.shield(self._fetches[origin])

    async def _current(self, origin: str) -> HostFile:
        now = datetime.now(UTC)
        known = await self._known(origin)
        if known is not None and known.tried_at <= now < next_try(known):
            return known
        blank = HostFile(origin=origin, path=self.path, tried_at=now)
        file = await self._fetched(known or blank)
        await self._keep(file)
        return file

    async def _known(self, origin: str) -> HostFile | None:
        session = RunSession.of(self.crawler)
        if session is None:
            return self._held.get(origin)
        read = session.store.read
        return await asyncio.to_thread(read, lambda connection: find_host_file(connection, origin, self.path))

    async def _keep(self, file: HostFile) -> None:
        session = RunSession.of(self.crawler)
        if session is not None:
            await session.write(KeepHostFile(file=file, now=file.tried_at))
            return
        self._held[file.origin] = file
        while len(self._held) > HELD:
            self._held.pop(next(iter(self._held)))

    async def _fetched(self, file: HostFile) -> HostFile:
        request = Request(
            file.origin + self.path,
            headers={"Accept-Encoding": "identity"},
            meta={MARK: 0, "download_maxsize": 0},  # `bytes_received` bounds it, however long it says it is
            dont_filter=True,
        )
        try:
            response = await self.crawler.engine.download_async(request)
        except (ShuttingDown, Waits):
            raise
        except Exception as error:
            return self._after_error(file, error)
        return self._after(file, response)

    def _after(self, file: HostFile, response: Response) -> HostFile:
        now, meaning = datetime.now(UTC), meaning_of(response.status)
        if meaning == "unreachable":
            return self._missed(file, f"http-{response.status}")
        self._count(meaning)
        return note_answer(file, response.body[:MAX_BYTES] if meaning == "body" else b"", now=now)

    def _after_error(self, file: HostFile, error: Exception) -> HostFile:
        if isinstance(error, IgnoreRequest) and "redirection" in str(error):  # RFC 9309, section 2.3.1.2
            self._count("redirect-loop")
            return note_answer(file, b"", now=datetime.now(UTC))
        return self._missed(file, error.reason if isinstance(error, Refused) else reason_of(error))

    def _missed(self, file: HostFile, reason: str) -> HostFile:
        self._count("unreachable")
        held = "the last copy holds" if file.fetched_at else "there is no copy"
        logger.warning("%s", make_printable(f"{file.origin}{self.path}: {reason}; {held}"))
        return note_failure(file, reason, now=datetime.now(UTC))

    def _count(self, what: str) -> None:
        if self.crawler.stats:
            self.crawler.stats.inc_value(f"host-files{self.path}/{what}")

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop a download of such a file where enough of it has come."""
        if request.meta.get(MARK) is None:
            return
        request.meta["download_maxsize"] = MAX_UNFOLDED  # from here on it bounds what is decompressed
        request.meta[MARK] += len(data)
        if request.meta[MARK] > MAX_BYTES:
            raise StopDownload(fail=False)


def meaning_of(status: int) -> Meaning:
    """What an answer says: read the body; there is no such file; or nobody knows, so nothing is allowed."""
    if 200 <= status < 300:
        return "body"
    if 300 <= status < 500 and status != 429:
        return "none"
    return "unreachable"


def next_try(file: HostFile) -> datetime:
    """When to ask for the file again."""
    if file.failures and file.reason in NOT_REACHED:
        return file.tried_at
    if file.failures:
        doubled: timedelta = FIRST_RETRY * 2 ** min(file.failures - 1, 20)
        return file.tried_at + min(doubled, LONGEST)
    return file.tried_at + LONGEST


def note_answer(file: HostFile, body: bytes, *, now: datetime) -> HostFile:
    """The file after an answer: `body` is empty where the host has none."""
    return replace(file, body=body, fetched_at=now, tried_at=now, failures=0, reason=None)


def note_failure(file: HostFile, reason: str, *, now: datetime) -> HostFile:
    """The file after a try that failed: the last good copy stays."""
    return replace(file, tried_at=now, failures=file.failures + 1, reason=reason)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address: what one robots.txt speaks for (RFC 9309, section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def host_of(url: str) -> str:
    """The host of an address, with its port where one is written: pauses and budgets are kept by it."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
