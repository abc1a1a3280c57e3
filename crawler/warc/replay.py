"""Replay: requests answered from archives instead of the network (`-s REPLAY=path-or-glob`).

Every crawl imports this module. What reads archives is imported where one is read.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from crawler.warc.spans import ArchiveError

if TYPE_CHECKING:
    from crawler.warc.answer import ArchiveAnswers, Validators
    from crawler.warc.http_message import HttpMessage
    from crawler.warc.index import ReplayIndex

__all__ = [
    "ArchiveError",
    "ReplayAddon",
    "ReplayDownloadHandler",
    "open_index",
    "replay_index",
]

logger = logging.getLogger(__name__)

#: Flag of the 404 that stands for an address that no archive holds.
MISS = "replay-miss"

_building = threading.Lock()


def open_index(named: str | Iterable[str]) -> ReplayIndex:
    """Return the index of the archives that a REPLAY setting names; blocks while they are read.

    Each set of files is read once a process, as long as they stay as they are. Raises
    `ArchiveError` where there are none, or nothing in them can answer a request.
    """
    from crawler.warc.build_index import archive_paths

    paths = archive_paths(named)
    states = ((path, path.stat()) for path in paths)
    with _building:
        built = _built(tuple((path, state.st_size, state.st_mtime_ns) for path, state in states))
    if isinstance(built, ArchiveError):
        raise built
    return built


@lru_cache(maxsize=2)
def _built(files: tuple[tuple[Path, int, int], ...]) -> ReplayIndex | ArchiveError:
    """Return the index or, kept like it, why there is none: all who wait for it ask again."""
    from crawler.warc.build_index import build_index

    try:
        return build_index([path for path, _, _ in files])
    except ArchiveError as error:
        return error


async def replay_index(settings: BaseSettings) -> ReplayIndex:
    """Return the index of the archives that the setting REPLAY names, read in a thread; see `open_index`."""
    return await asyncio.to_thread(open_index, settings["REPLAY"])


class ReplayDownloadHandler(BaseDownloadHandler):
    """Scrapy download handler that answers from the archives of the setting REPLAY.

    Status, headers and body are as recorded, but for the transfer coding. `response.meta` tells by
    `archive_date` (UTC) when: the record's WARC-Date, or for a miss that of the newest record. What
    is not there is a 404 flagged `replay-miss`. Stats: `replay/hit`, `replay/miss`,
    `replay/not_modified`, `replay/damaged` (read in vain), `replay/records`, `replay/damage`.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._answers: ArchiveAnswers | None = None
        self._newest: datetime | None = None
        self._ending: asyncio.Future[None] | None = None
        self._largest = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._fails_on_loss = crawler.settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")

    async def download_request(self, request: Request) -> Response:
        """Answer a request; raises what the handlers of the network raise, and `ArchiveError`.

        Archives of which nothing can be read also end the crawl, with the reason `archive_error`.
        """
        answers = self._answers or await self._open()
        found = await asyncio.to_thread(
            answers.find, request.url, method=request.method, validators=_validators(request)
        )
        self._count("damaged", found.damaged)
        request.meta["archive_date"] = found.answer.date if found.answer else self._newest
        if found.answer:
            return self._respond(request, found.answer.message)
        if found.damaged:
            raise ResponseDataLossError(f"what the archive holds of {request.url} cannot be read")
        self._count("miss")
        return Response(request.url, status=404, flags=[MISS])

    def _respond(self, request: Request, message: HttpMessage) -> Response:
        self._count("hit")
        self._count("not_modified", int(message.status == 304))
        largest = request.meta.get("download_maxsize", self._largest)
        if largest and len(message.body) > largest:
            size = len(message.body)
            raise DownloadCancelledError(
                f"{request.url}: {size} bytes are more than DOWNLOAD_MAXSIZE, {largest}"
            )
        if message.cut and self._fails_on_loss:
            raise ResponseDataLossError(f"{request.url}: the archive holds only the beginning of the body")
        return _response(request, message)

    async def _open(self) -> ArchiveAnswers:
        from crawler.warc.answer import ArchiveAnswers

        try:
            index = await replay_index(self.crawler.settings)
        except ArchiveError as error:
            self._end(error)
            raise
        if self.crawler.stats:
            self.crawler.stats.set_value("replay/records", len(index))
            self.crawler.stats.set_value("replay/damage", index.damage.count)
        self._newest = index.newest
        self._answers = ArchiveAnswers(index)
        return self._answers

    def _end(self, error: ArchiveError) -> None:
        """End the crawl: without its archive it would call every page lost."""
        logger.error("Replay: %s", error)
        if self.crawler.engine and not self._ending:
            close = self.crawler.engine.close_spider_async(reason="archive_error")
            self._ending = asyncio.ensure_future(close)

    def _count(self, name: str, times: int = 1) -> None:
        if self.crawler.stats and times:
            self.crawler.stats.inc_value(f"replay/{name}", times)


def _validators(request: Request) -> Validators:
    from crawler.warc.answer import Validators

    return Validators(
        if_none_match=request.headers.get("If-None-Match") or b"",
        if_modified_since=request.headers.get("If-Modified-Since") or b"",
    )


def _response(request: Request, message: HttpMessage) -> Response:
    headers = Headers()
    for name, value in message.headers:
        headers.appendlist(name, value)
    kind = responsetypes.from_args(headers=headers, url=request.url, body=message.body)
    return kind(
        url=request.url,
        status=message.status,
        headers=headers,
        body=message.body,
        flags=["dataloss"] if message.cut else None,
        protocol="HTTP/1.1",
    )


class ReplayAddon:
    """Scrapy add-on: where REPLAY is set, all requests are answered from archives, without waiting.

    Archives answer at once and do not mind being asked, so nothing that spares a server is left on.
    """

    #: Beats the project's settings (20) and an outlet's own (30): an add-on's usual priority (15)
    #: loses to both, and a spider's DOWNLOAD_DELAY would slow every replay down. What a person asks
    #: for on the command line has the same priority and is left as asked, but for the handlers.
    PRIORITY = "cmdline"

    SETTINGS: dict[str, Any] = {
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_SLOTS": {},
        "AUTOTHROTTLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "RETRY_AFTER_MAX": 0,
        # An archive comes to its end by itself.
        "BUDGET_PAGES": 0,
        "BUDGET_SECONDS": 0,
        "BUDGET_HOST_PAGES": 0,
        # What an archive answers now it answers always: asking again changes nothing.
        "RETRY_ENABLED": False,
    }

    def update_settings(self, settings: BaseSettings) -> None:
        """Set up replay where REPLAY is set; raises `ArchiveError` where it names no archive."""
        if not settings.get("REPLAY"):
            return
        from crawler.warc.build_index import archive_paths

        archive_paths(settings["REPLAY"])
        handlers = dict(settings.getwithbase("DOWNLOAD_HANDLERS"))
        handlers.update(http=ReplayDownloadHandler, https=ReplayDownloadHandler)
        settings.set("DOWNLOAD_HANDLERS", handlers, priority=self.PRIORITY)
        for name, value in self.SETTINGS.items():
            if (settings.getpriority(name) or 0) < SETTINGS_PRIORITIES[self.PRIORITY]:
                settings.set(name, value, priority=self.PRIORITY)
