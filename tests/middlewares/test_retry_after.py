"""Case 23: until when an answer asks to be left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.hosts.host_files import host_of
from crawler.middlewares.retry_after import pause_until

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONGEST = timedelta(hours=6)


@pytest.mark.parametrize(
    ("status", "value", "seconds"),
    [
        (429, "120", 120),
        (503, " 120 ", 120),
        (503, "0", None),
        (503, "", None),
        (503, "soon", None),
        (503, "-5", None),
        (429, "", 60),
        (429, "soon", 60),
        (429, "٣", 60),
        (429, "0", None),
        (429, "999999999999999999999999", 6 * 3600),
        (429, "Sun, 01 Mar 2026 12:02:00 GMT", 120),
        (503, "Sunday, 01-Mar-26 12:02:00 GMT", 120),
        (503, "Sun Mar  1 12:02:00 2026", 120),
        (503, "Sun, 01 Mar 2026 11:00:00 GMT", None),
        (503, "Sun, 01 Mar 2036 12:00:00 GMT", 6 * 3600),
        (503, "Sun, 99 Mar 2036 12:00:00 GMT", None),
        (500, "120", None),
        (200, "120", None),
        (301, "120", None),
    ],
)
def test_case_23_the_pause_is_what_the_answer_says_up_to_the_longest(status, value, seconds):
    until = pause_until(status, value, now=NOW, longest=LONGEST)
    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.example/x", "a.example"),
        ("http://a.example/x", "a.example"),
        ("http://user:secret@a.example:8080/x", "a.example:8080"),
    ],
)
def test_a_host_is_one_under_both_schemes(url, host):
    assert host_of(url) == host
