"""The day that a page prints decides, with the instant that it states; what can't be gives way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from crawler.items import Article, Context
from crawler.normalization import build_article
from crawler.records import Draft, Found

URL = "https://lantern.example/world/4711-storm"
FETCHED = datetime(2024, 5, 10, tzinfo=UTC)


def made(first: Found, *others: Found, zone: str | None = None, language: str | None = None) -> Article:
    draft = Draft(url=URL, fields={"date_published": first}, page_language=language)
    draft.runners_up["date_published"] = [*others]
    return build_article(
        draft, Context(key="k", outlet="lantern", url=URL, fetched_at=FETCHED, timezone=zone)
    )


def found(value: str, origin: str = "jsonld", confidence: float = 0.9) -> Found:
    return Found(value=value, origin=origin, confidence=confidence)


def test_a_date_after_the_fetch_gives_way_to_the_next_one() -> None:
    one = made(found("2031-01-01T10:00:00Z"), found("2024-05-03", "meta", 0.4))
    assert one.date_published == datetime(2024, 5, 3, tzinfo=UTC)
    assert (one.provenance["date_published"], one.confidence["date_published"]) == ("meta", 0.4)
    assert any("2031-01-01" in warning for warning in one.warnings)


def test_where_no_date_can_be_the_first_keeps_its_raw_text() -> None:
    one = made(found("2031-01-01"), found("2032-01-01"))
    assert (one.date_published, one.date_published_raw) == (None, "2031-01-01")


PRINTED = found("4 May 2024, 00:47", "near-headline")
STATED = found("2024-05-03T22:47:12Z")


def test_the_printed_time_gives_the_stated_instant_its_offset() -> None:
    one = made(PRINTED, STATED)
    local = datetime(2024, 5, 4, 0, 47, 12, tzinfo=timezone(timedelta(hours=2)))
    assert one.date_published is not None
    assert one.date_published.isoformat() == local.isoformat()
    assert (one.date_published_precision, one.date_published_method) == ("second", "stated")
    assert one.date_published_raw == "4 May 2024, 00:47"


def test_a_printed_day_stays_that_day_where_no_zone_is_known() -> None:
    one = made(found("4 May 2024", "near-headline"), STATED)
    assert one.date_published == datetime(2024, 5, 4, tzinfo=UTC)
    assert one.date_published_precision == "day"


def test_the_outlets_zone_turns_a_printed_day_into_the_stated_instant() -> None:
    one = made(found("4 May 2024", "near-headline"), STATED, zone="Europe/Berlin")
    assert one.date_published is not None
    assert one.date_published.isoformat() == "2024-05-04T00:47:12+02:00"


def test_an_instant_far_from_the_printed_time_is_another() -> None:
    one = made(PRINTED, found("2024-05-01T22:47:12Z"))
    assert one.date_published == datetime(2024, 5, 4, 0, 47, tzinfo=UTC)


def test_the_pages_language_tells_the_order_of_figures_where_the_outlets_is_unknown() -> None:
    assert made(found("03/05/2024"), language="en-US").date_published == datetime(2024, 3, 5, tzinfo=UTC)
    assert made(found("03/05/2024"), language="en-GB").date_published == datetime(2024, 5, 3, tzinfo=UTC)
