"""Cases 21 and 22: what an answer to robots.txt means, and when it is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.hosts.host_files import meaning_of, next_try, note_answer, note_failure
from crawler.storage.hosts import HostFile

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
BLANK = HostFile(origin="https://a.example", path="/robots.txt", tried_at=NOW)


@pytest.mark.parametrize(
    ("statuses", "meaning"),
    [
        ((200, 203, 204), "body"),
        ((304, 307, 400, 401, 403, 404, 410, 418, 451), "none"),
        ((429, 500, 502, 503, 504, 520, 599), "unreachable"),
    ],
)
def test_case_21_what_an_answer_means(statuses, meaning):
    assert {meaning_of(status) for status in statuses} == {meaning}


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 1440), (1, 5), (2, 10), (3, 20), (6, 160), (9, 1280), (10, 1440), (9999, 1440)],
)
def test_case_22_a_copy_holds_a_day_and_what_failed_is_tried_again_less_and_less_often(failures, minutes):
    file = HostFile(origin="https://a.example", path="/robots.txt", tried_at=NOW, failures=failures)
    assert next_try(file) - NOW == timedelta(minutes=minutes)


def test_case_22_the_last_good_copy_outlives_tries_that_fail():
    later = NOW + timedelta(days=2)
    good = note_answer(BLANK, b"text", now=NOW)
    failed = note_failure(note_failure(good, "dns", now=later), "http-500", now=later)
    assert (failed.body, failed.fetched_at, failed.tried_at) == (b"text", NOW, later)
    assert (failed.failures, failed.reason) == (2, "http-500")
    again = note_answer(failed, b"new", now=later)
    assert (again.body, again.fetched_at, again.failures, again.reason) == (b"new", later, 0, None)
