"""A zone beside a time is read where it means one zone, and left open where it may mean several."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.normalization.dates.clock import find_times
from crawler.normalization.dates.zones import zone_offset

WINTER, SUMMER = datetime(2024, 1, 3, 10, 32), datetime(2024, 7, 3, 10, 32)


def minutes(
    text: str, local: datetime = WINTER, *, languages: tuple[str, ...] = ("en",), zone: str | None = None
) -> int | None:
    """Return the minutes of the zone beside 10:32 in a text, or None where it has none that is sure."""
    (clock,) = find_times(text)
    offset = clock.zone and zone_offset(clock.zone, local, ZoneInfo(zone) if zone else None, languages)
    return round(offset / timedelta(minutes=1)) if offset is not None else None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10:32 +0200", 120),
        ("10:32+05", 300),
        ("10:32-05:00", -300),
        ("10:32 (GMT+7)", 420),
        ("10:32 GMT+7", 420),
        ("10:32 GMT +7", 420),
        ("10:32 [GMT+8]", 480),
        ("10:32 GMT+0530", 330),
        ("10:32 UTC-3", -180),
        ("10:32 UTC\u22123:30", -210),
        ("10:32 Uhr (UTC+1)", 60),
        ("10:32 Uhr MEZ", 60),
        ("10:32 HNE", -300),
        ("10:32 EDT", -240),
        ("10:32 WIB", 420),
        ("10:32 МСК", 180),
        ("10:32 по московскому времени", 180),
        ("10:32 America/Lima", -300),
        ("10:32 America/Argentina/Ushuaia", -180),
        ("10:32 Eastern Time", -300),
        ("10:32（日本時間）", 540),
        ("10:32 北京时间", 480),
        ("10:32 (horário de Brasília)", -180),
    ],
)
def test_a_zone_that_means_one_thing(text: str, wanted: int) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "10:32 est une heure",
        "10:32 - 2024",
        "10:32-04 May",
        "10:32 XYZT",
        "10:32 (GMT 7)",
        "10:32 Mars/Phobos",
        "10:32 Easter",
    ],
)
def test_what_is_no_zone(text: str) -> None:
    assert minutes(text) is None


def test_what_the_earth_has_not_is_told() -> None:
    (clock,) = find_times("10:32 GMT+23")
    assert not clock.is_possible


@pytest.mark.parametrize(
    ("name", "languages", "zone", "wanted"),
    [
        ("CST", (), "Asia/Shanghai", 480),
        ("CST", ("es",), "America/Havana", -300),
        ("CST", ("zh",), None, 480),
        ("CST", ("en",), None, -360),
        ("CST", (), None, None),
        ("IST", ("hi",), None, 330),
        ("IST", ("en",), "Asia/Kolkata", 330),
        ("IST", ("en",), None, None),
        ("BST", ("bn",), None, 360),
        ("PST", ("tl",), None, 480),
        ("PT", (), None, -480),
    ],
)
def test_an_abbreviation_of_several_zones_goes_by_the_outlet(
    name: str, languages: tuple[str, ...], zone: str | None, wanted: int | None
) -> None:
    assert minutes(f"10:32 {name}", languages=languages, zone=zone) == wanted


def test_an_abbreviation_counts_only_in_its_half_of_the_year() -> None:
    assert minutes("10:32 EST", WINTER) == -300
    assert minutes("10:32 EST", SUMMER) is None
    assert minutes("10:32 BST", SUMMER) == 60
    assert minutes("10:32 BST", WINTER) is None
    assert minutes("10:32 ET", SUMMER) == -240
