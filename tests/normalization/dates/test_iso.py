"""Dates written for interchange show how exact they are, and are read back the same."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.normalization.dates.iso import IsoDate, read_iso, write_iso

WEST = timezone(timedelta(hours=-4))


@pytest.mark.parametrize(
    ("value", "precision", "text"),
    [
        (datetime(2017, 10, 25, tzinfo=UTC), "day", "2017-10-25"),
        (datetime(2017, 10, 25, 9, 47, tzinfo=WEST), "minute", "2017-10-25T09:47-04:00"),
        (datetime(2017, 10, 25, 9, 47, tzinfo=WEST), "second", "2017-10-25T09:47:00-04:00"),
        (datetime(2017, 10, 25, 9, 47, 25, 500, tzinfo=UTC), "second", "2017-10-25T09:47:25.000500+00:00"),
    ],
)
def test_there_and_back(value, precision, text):
    assert write_iso(value, precision=precision) == text
    assert read_iso(text) == IsoDate(value=value, precision=precision)


def test_zulu_and_compact_offsets_are_read():
    assert read_iso(" 2017-10-25T09:47:25Z ").value == datetime(2017, 10, 25, 9, 47, 25, tzinfo=UTC)
    assert read_iso("2017-10-25 09:47-0400").value == datetime(2017, 10, 25, 9, 47, tzinfo=WEST)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2017-10", "2017-02-31", "2017-10-25T09:47:25", "2017-10-25T25:00Z", None, 3, {}],
)
def test_anything_else_is_no_date(text):
    assert read_iso(text) is None
