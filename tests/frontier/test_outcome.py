"""Every row of the table "how a page ends" that a failed request can give."""

from datetime import UTC, datetime

import pytest
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
)
from scrapy.http import Request, Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.frontier.outcome import (
    Refused,
    ShuttingDown,
    Unchanged,
    Unreached,
    Waits,
    make_dead_letter,
    outcome_of,
    outcome_of_callback,
    outcome_of_drop,
)
from crawler.storage import Outcome, Page

LATER = datetime(2026, 3, 1, 12, tzinfo=UTC)
NEW = Page(1, "k", "article", "https://a.example/1", "a", "pending")
STORED = Page(1, "k", "article", "https://a.example/1", "a", "done", article_id=7)
FEED = Page(2, "f", "feed", "https://a.example/feed", "a", "done")


def http_error(status: int) -> HttpError:
    response = Response("https://a.example/1", status=status, request=Request("https://a.example/1"))
    return HttpError(response, "Ignoring non-200 response")


@pytest.mark.parametrize(
    ("error", "page", "outcome"),
    [
        (http_error(404), NEW, Outcome("gone", "http-404", 404)),
        (http_error(410), STORED, Outcome("gone", "http-410", 410)),
        (http_error(404), FEED, Outcome("failed", "http-404", 404)),
        (http_error(403), NEW, Outcome("failed", "http-403", 403)),
        (http_error(503), NEW, Outcome("failed", "http-503", 503)),
        (http_error(304), STORED, Outcome("unchanged", "not-modified", 304)),
        (http_error(304), FEED, Outcome("unchanged", "not-modified", 304)),
        (http_error(304), NEW, Outcome("failed", "not-modified", 304)),
        (DownloadTimeoutError("slow"), NEW, Outcome("failed", "timeout")),
        (CannotResolveHostError("no"), NEW, Outcome("failed", "dns")),
        (DownloadConnectionRefusedError("no"), NEW, Outcome("failed", "refused")),
        (ResponseDataLossError("cut"), NEW, Outcome("failed", "truncated")),
        (DownloadCancelledError("big"), NEW, Outcome("failed", "too-large")),
        (DownloadFailedError("lost"), NEW, Outcome("failed", "connection-lost")),
        (NotSupported("ftp"), NEW, Outcome("failed", "scheme")),
        (OSError("odd"), NEW, Outcome("failed", "error-OSError")),
        (Unchanged("same", status=200), STORED, Outcome("unchanged", "same-body", 200)),
        (Refused("foreign-host", "no"), NEW, Outcome("rejected", "foreign-host")),
        (Waits("retry-after", "later", until=LATER), NEW, Outcome("pending", "retry-after", None, LATER)),
        (Unreached("dns", "no such host"), NEW, Outcome("failed", "dns")),
        (Waits("budget-pages", "spent"), FEED, Outcome("pending", "budget-pages")),
        (IgnoreRequest("max redirections reached"), NEW, Outcome("failed", "redirect-loop")),
        (ShuttingDown("end"), NEW, Outcome("pending")),
    ],
)
def test_a_failed_request_ends_its_page_by_the_table(error, page, outcome):
    assert outcome_of(Failure(error), page, closing=False) == outcome


def test_a_download_that_breaks_while_the_engine_closes_leaves_the_page_pending():
    assert outcome_of(Failure(DownloadCancelledError("x")), NEW, closing=True) == Outcome("pending")


def test_an_answer_that_came_counts_also_while_the_engine_closes():
    assert outcome_of(Failure(http_error(404)), NEW, closing=True).state == "gone"


def test_a_dropped_item_is_rejected_with_its_reason():
    assert outcome_of_drop(DropItem("no-body")) == Outcome("rejected", "no-body")


def test_a_page_that_says_it_is_gone_is_gone():
    assert outcome_of_drop(DropItem("soft-404")) == Outcome("gone", "soft-404")


def test_a_dead_letter_names_the_error_and_keeps_its_trace():
    try:
        raise ValueError("odd value 7")
    except ValueError as error:
        letter = make_dead_letter(error, stage="callback")
    assert (letter.stage, letter.reason) == ("callback", "ValueError: odd value 7")
    assert "test_outcome.py" in (letter.trace or "")


def test_a_callback_that_ended_without_an_article_rejects_the_page_and_ends_a_source():
    letter = make_dead_letter(ValueError("odd: value"), stage="callback")
    assert outcome_of_callback(NEW, 200, None) == Outcome("rejected", "no-article", 200)
    assert outcome_of_callback(FEED, 200, None) == Outcome("done", None, 200)
    assert outcome_of_callback(FEED, 200, letter) == Outcome("dead", "ValueError", 200)
