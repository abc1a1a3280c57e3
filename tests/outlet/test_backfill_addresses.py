"""What a backfill is made of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.outlet import OutletSpider
from crawler.outlet.backfill_addresses import BackfillDays, archive_dates, step_of, unfold_backfill
from crawler.records import Backfill, Link
from crawler.spiders.cu.radiohc import RadioHabanaCuba

SITE = "https://courier.example"
NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def outlet(**attributes: Any) -> type[OutletSpider]:
    good = {"name": "courier", "allowed_domains": ["courier.example"], "timezone": "America/Havana"}
    return type("Courier", (OutletSpider,), good | attributes)


def backfill(since: str | None, until: str | None, cursor: dict[str, Any] | None = None) -> Backfill:
    start, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None for day in (since, until))
    return Backfill(id=3, since=start, until=end, cursor=cursor or {})


def unfolded(of: type[OutletSpider], since: str | None, until: str | None) -> list[list[Link]]:
    """The links of each stretch until the backfill has ended."""
    stretches, cursor = [], {}
    while True:
        stretch = unfold_backfill(of, backfill(since, until, cursor), now=NOW)
        stretches.append(list(stretch.links))
        cursor = stretch.cursor
        if stretch.ended:
            return stretches


@pytest.mark.parametrize(
    ("address", "step"),
    [
        ("/{date:%Y/%m/%d}", "day"),
        ("/{date:%Y}/{date:%j}", "day"),
        ("/{date:%Y%m%d}", "day"),
        ("/{date:%Y/%-d.%-m.}", "day"),
        ("/{date:%Y}/{date:%B}", "month"),
        ("/{date:%Y-%m}", "month"),
        ("/{date:%Y}", "year"),
    ],
)
def test_an_address_tells_whether_it_is_a_day_s_a_month_s_or_a_year_s(address, step):
    assert step_of(address) == step


def test_archives_are_walked_from_the_newest_on():
    window = BackfillDays(date(2017, 11, 29), date(2018, 1, 2))
    assert list(archive_dates("{date:%Y-%m}", window)) == [
        date(2018, 1, 1),
        date(2017, 12, 1),
        date(2017, 11, 1),
    ]
    assert next(iter(archive_dates("{date:%Y-%m-%d}", window))) == date(2018, 1, 2)


def test_a_walk_has_sources_then_days_then_months_piece_by_piece():
    of = outlet(
        sitemaps=[f"{SITE}/map.xml"],
        listings=[f"{SITE}/news"],
        feeds=[f"{SITE}/feed"],
        archives=[SITE + "/{date:%Y/%m/%d}", SITE + "/month/{date:%Y-%m}"],
    )
    first, *days, months = unfolded(of, "2017-01-02", "2017-04-30")
    assert [(link.kind, link.url) for link in first] == [
        ("sitemap", f"{SITE}/map.xml"),
        ("listing", f"{SITE}/news"),
    ]
    assert [len(piece) for piece in days] == [50, 50, 21]
    addresses = [link.url for piece in days for link in piece]
    assert (addresses[0], addresses[-1]) == (f"{SITE}/2017/05/01", f"{SITE}/2017/01/01")
    assert len(set(addresses)) == 121
    assert [link.url.rpartition("/")[2] for link in months] == [f"2017-0{month}" for month in (5, 4, 3, 2, 1)]


def test_without_since_there_are_sources_alone():
    of = outlet(listings=[f"{SITE}/news"], archives=[SITE + "/{date:%Y/%m/%d}"])
    assert [len(piece) for piece in unfolded(of, None, "2017-04-30")] == [1]


def test_the_future_has_no_archive():
    of = outlet(listings=[f"{SITE}/news"], archives=[SITE + "/{date:%Y/%m/%d}"])
    assert unfolded(of, "2026-03-30", None)[1][0].url == f"{SITE}/2026/03/31"


def test_the_cursor_says_what_is_to_come():
    of = outlet(listings=[f"{SITE}/news"], archives=[SITE + "/{date:%Y/%m/%d}"])
    stretch = unfold_backfill(of, backfill("2017-01-02", "2017-04-30"), now=NOW)
    assert stretch.cursor["to_come"] == {"archive pages": 121}
    stretch = unfold_backfill(of, backfill("2017-01-02", "2017-04-30", stretch.cursor), now=NOW)
    assert stretch.cursor["to_come"] == {"archive pages": 71}


def test_radiohc_s_numbers_of_a_week_are_asked_for_each_once():
    _, *pieces = unfolded(RadioHabanaCuba, "2017-09-04", "2017-09-10")
    numbers = [int(str(RadioHabanaCuba.number_of(link.url))) for piece in pieces for link in piece]
    assert set(range(140374, 140963)) <= set(numbers)
    assert min(numbers) > 137624
    assert len(numbers) < 4000
    backfill_pages = numbers[-2000:]
    assert len(backfill_pages) == len(set(backfill_pages))
    assert RadioHabanaCuba.key(pieces[-1][0].url) == f"radiohc:{RadioHabanaCuba.number_of(pieces[-1][0].url)}"
