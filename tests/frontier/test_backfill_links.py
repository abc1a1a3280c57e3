"""The window of links: dates, and stretches of days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.frontier.backfill_links import DateWindow

WINDOW = DateWindow(
    since=datetime(2017, 3, 1, tzinfo=UTC), until=datetime(2017, 4, 1, tzinfo=UTC) - timedelta(microseconds=1)
)


@pytest.mark.parametrize(
    ("first", "last", "verdict"),
    [
        (date(2017, 3, 1), date(2017, 3, 31), None),
        (date(2017, 1, 1), date(2017, 12, 31), None),
        (date(2017, 2, 28), date(2017, 2, 28), None),  # by a clock behind UTC it lasts into March
        (date(2017, 2, 27), date(2017, 2, 27), "too-old"),
        (date(2016, 1, 1), date(2016, 12, 31), "too-old"),
        (date(2017, 4, 1), date(2017, 4, 30), None),
        (date(2017, 4, 2), date(2017, 4, 2), "too-new"),
    ],
)
def test_days_lie_outside_where_all_of_them_do_on_every_clock(first, last, verdict):
    assert WINDOW.verdict_on(first, last) == verdict


def test_an_open_window_takes_all():
    window = DateWindow(since=None, until=None)
    assert window.verdict_on(date(1999, 1, 1), date(1999, 1, 1)) is None
    assert window.verdict(datetime(1999, 1, 1, tzinfo=UTC), slack=timedelta()) is None
