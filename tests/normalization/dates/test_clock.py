from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.normalization.dates.clock import dotted_time, find_time, zone_named


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("10:32", 10, 32, None),
        ("à 10h32", 10, 32, None),
        ("às 22h", 22, 0, None),
        ("10 h 32 min", 10, 32, None),
        ("10:32:07 PM", 22, 32, 7),
        ("12:05 a.m.", 0, 5, None),
        ("12:05 p.m.", 12, 5, None),
        ("5 pm", 17, 0, None),
        ("22.32 Uhr", 22, 32, None),
        ("klo 9.05", 9, 5, None),
        ("下午3时05分", 15, 5, None),
        ("午後10時32分07秒", 22, 32, 7),
        ("오후 10:32", 22, 32, None),
        ("10:32 مساءً", 22, 32, None),
        ("10:32 de la noche", 22, 32, None),
        ("1:32 de la noche", 1, 32, None),
        ("밤 10:32", 22, 32, None),
        ("凌晨1:32", 1, 32, None),
        ("1032 GMT", 10, 32, None),
    ],
)
def test_a_time_of_day_as_printed(text: str, hour: int, minute: int, second: int | None) -> None:
    clock = find_time(text, ("es",) if "noche" in text else ())
    assert clock is not None
    assert (clock.hour, clock.minute, clock.second, clock.is_possible) == (hour, minute, second, True)


@pytest.mark.parametrize(
    "text", ["", "2 hours ago", "3.5.2024", "1:2", "10:321", "12:34:56:78", "the 5th", "10 hommes"]
)
def test_what_is_no_time(text: str) -> None:
    assert find_time(text) is None


@pytest.mark.parametrize("text", ["25:10", "10:75", "10:32 +2359", "24:01"])
def test_a_time_that_no_day_has(text: str) -> None:
    clock = find_time(text)
    assert clock is not None
    assert not clock.is_possible


@pytest.mark.parametrize(
    ("text", "minutes", "zone"),
    [
        ("10:32 +0200", 120, None),
        ("10:32-05:00", -300, None),
        ("10:32 (GMT+7)", 420, None),
        ("10:32 UTC-3:30", -210, None),
        ("10:32 EDT", None, "EDT"),
        ("10:32 est une heure", None, None),
        ("10:32 - 2024", None, None),
    ],
)
def test_the_zone_printed_with_it(text: str, minutes: int | None, zone: str | None) -> None:
    clock = find_time(text)
    assert clock is not None
    assert clock.offset == (None if minutes is None else timedelta(minutes=minutes))
    assert clock.zone == zone


def test_figures_with_a_point_are_a_time_only_beside_a_date() -> None:
    text = "3. toukokuuta 2024, 10.32"
    assert find_time(text) is None
    clock = dotted_time(text, len("3. toukokuuta 2024"))
    assert clock is not None
    assert (clock.hour, clock.minute) == (10, 32)
    assert dotted_time("3.5.2024 version 10.3.1", 8) is None


def test_an_abbreviation_means_what_the_outlets_zone_means_by_it() -> None:
    winter = datetime(2024, 1, 3, 10)
    assert zone_named("CST", winter, ZoneInfo("Asia/Shanghai")) == timedelta(hours=8)
    assert zone_named("CST", winter, ZoneInfo("America/Havana")) == timedelta(hours=-5)
    assert zone_named("CST", winter, None) == timedelta(hours=-6)
    assert zone_named("IST", winter, None) is None
    assert zone_named("ET", datetime(2024, 7, 3), None) == timedelta(hours=-4)
