"""How a page ended, by what happened to it (`outcome_of`), and the run's count of such ends.

Whether an article is new, unchanged or merged is known to the store alone (`storage.writing.store_article`).
"""

from __future__ import annotations

import re
import traceback
from datetime import datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    DropItem,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from crawler.storage import DeadLetter, Outcome, Page, Stored

GONE_STATUSES = (404, 410)
#: Reasons with which the page itself says that it is gone.
GONE_REASONS = ("soft-404",)

#: Signs in the error of a connection that was ended here (by OpenSSL, service_identity, our handler).
_BY_SIGN = (
    ("certificate verify failed", "certificate"),
    ("VerificationError", "certificate"),
    ("CertificateError", "certificate"),
    ("HeadTooLarge", "too-large"),
)


class Refused(IgnoreRequest):
    """A request that must not be sent; `reason` is what is counted."""

    def __init__(self, reason: str, detail: str) -> None:
        """`reason` is a short code, `detail` the sentence for the log."""
        super().__init__(detail)
        self.reason = reason


class Waits(IgnoreRequest):
    """A request that must not be sent yet: its page stays pending, and no attempt is counted."""

    def __init__(self, reason: str, detail: str, *, until: datetime | None = None) -> None:
        """`reason` is what is counted, `until` when its page may be taken up again (`None`: any time)."""
        super().__init__(detail)
        self.reason, self.until = reason, until


class Unreached(IgnoreRequest):
    """The host itself can't be reached, as its robots.txt has shown: the page failed, for that `reason`."""

    def __init__(self, reason: str, detail: str) -> None:
        """`reason` is what is counted (dns, refused, certificate)."""
        super().__init__(detail)
        self.reason = reason


class Unread(IgnoreRequest):
    """No reader could read the page within its limits: the page failed, for that `reason`."""

    def __init__(self, reason: str, detail: str) -> None:
        """`reason` is what is counted (too-slow, too-large, reader-died)."""
        super().__init__(detail)
        self.reason = reason


class Unchanged(IgnoreRequest):
    """The body is the one that the stored article was read from: nothing to parse."""

    def __init__(self, detail: str, *, status: int) -> None:
        """`status` is the HTTP status of the response."""
        super().__init__(detail)
        self.status = status


class ShuttingDown(IgnoreRequest):
    """The download was cut because the engine closes; the page stays pending."""


class DamagedBody(DownloadFailedError):
    """The body has come whole, and can't be read: its content coding is none, or a checksum is wrong."""


_BY_ERROR: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "refused"),
    (ResponseDataLossError, "truncated"),
    (DamagedBody, "damaged"),
    (DownloadCancelledError, "too-large"),
    (UnsupportedURLSchemeError, "scheme"),
    (NotSupported, "scheme"),
    (DownloadFailedError, "connection-lost"),
)


def is_closing(crawler: Crawler) -> bool:
    """Whether the crawl was told to end."""
    engine: Any = crawler.engine
    return not engine.running or (engine._slot is not None and engine._slot.closing is not None)


def outcome_of(failure: Failure, page: Page, *, closing: bool) -> Outcome:
    """How a page ends whose request failed; `closing`: while the engine closes."""
    error = failure.value
    if isinstance(error, Waits):
        return Outcome("pending", error.reason, not_before=error.until)
    if isinstance(error, ShuttingDown) or (closing and not isinstance(error, HttpError)):
        return Outcome("pending")
    if isinstance(error, HttpError):
        return outcome_of_status(error.response.status, page, not_before=error.response.meta.get("retry_at"))
    if isinstance(error, Unchanged):
        return Outcome("unchanged", "same-body", error.status)
    if isinstance(error, Unreached | Unread):
        return Outcome("failed", error.reason)
    if isinstance(error, Refused):
        return Outcome("rejected", error.reason)
    if isinstance(error, IgnoreRequest):
        return _of_ignored(str(error))
    return Outcome("failed", reason_of(error))


def reason_of(error: BaseException | None) -> str:
    """Why a download failed, as a short code for counting."""
    reason = next((reason for kind, reason in _BY_ERROR if isinstance(error, kind)), None)
    if reason == "connection-lost":
        reason = next((why for sign, why in _BY_SIGN if sign in str(error)), reason)
    return reason or f"error-{type(error).__name__}"


def outcome_of_status(status: int, page: Page, *, not_before: datetime | None = None) -> Outcome:
    """How a page ends by its HTTP status, where that is no success; the host may have said `not_before`."""
    if status == 304:
        stored = page.article_id is not None or page.kind != "article"
        return Outcome("unchanged" if stored else "failed", "not-modified", status)
    once = page.kind == "article" or page.backfill is not None  # a day without news may have no archive page
    state = "gone" if status in GONE_STATUSES and once else "failed"
    return Outcome(state, f"http-{status}", status, not_before)  # type: ignore[arg-type]


def outcome_of_callback(page: Page, status: int, letter: DeadLetter | None) -> Outcome:
    """How a page ends whose callback has given all that it gives, or has raised (`letter`)."""
    if letter is not None:
        return Outcome("dead", letter.reason.partition(":")[0], status)
    return (
        Outcome("rejected", "no-article", status) if page.kind == "article" else Outcome("done", None, status)
    )


def outcome_of_drop(error: DropItem) -> Outcome:
    """How a page ends whose item a pipeline dropped."""
    reason = reason_code(str(error))
    return Outcome("gone" if reason in GONE_REASONS else "rejected", reason)


def make_dead_letter(error: BaseException, *, stage: str, payload: object = None) -> DeadLetter:
    """The letter for an error that no rule covers: a fault of ours or of the row."""
    trace = "".join(traceback.format_exception(error))
    return DeadLetter(stage, f"{type(error).__name__}: {error}", trace, payload)


def _of_ignored(message: str) -> Outcome:
    if "redirection" in message:
        return Outcome("failed", "redirect-loop")
    if "DOWNLOAD_MAXSIZE" in message:
        return Outcome("failed", "too-large")
    return Outcome("rejected", reason_code(message) or "ignored")


def reason_code(text: str) -> str:
    """A short code for counting, made of a message."""
    return re.sub(r"[^a-z0-9]+", "-", text[:60].lower()).strip("-")


def count_outcome(stats: StatsCollector, outcome: Outcome) -> None:
    """Count a page that ended without an article to store: by its state, and by its reason."""
    stats.inc_value(f"pages/{outcome.state}")
    if outcome.reason:
        stats.inc_value(f"pages/{outcome.state}/{outcome.reason}")


def count_article(stats: StatsCollector, stored: Stored) -> None:
    """Count a page that ended with an article, by what storing it did (done, unchanged, merged)."""
    stats.inc_value(f"articles/{stored.state}")
