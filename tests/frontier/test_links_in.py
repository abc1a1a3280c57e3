"""Which links of a source are taken, and how the others are counted."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from scrapy.utils.test import get_crawler

from crawler.frontier.links_in import Intake, count_links, links_by_reason
from crawler.outlet import OutletSpider
from crawler.records import Backfill, Link
from crawler.schedule.rhythm import Rhythm
from crawler.storage import BeginBackfill, Page
from crawler.storage.in_flight import NextLook, RunAccount

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
SITE = "https://gazette.example"


class Gazette(OutletSpider):
    """An outlet two hours ahead of UTC."""

    name = "gazette"
    allowed_domains = ["gazette.example"]
    timezone = "Africa/Johannesburg"
    languages = ["en"]
    article_url = r"/news/(?P<id>\d+)-"


class Store:
    """Knows the keys given."""

    def __init__(self, *keys):
        self.keys = set(keys)

    def watch_since(self, outlet):
        return None

    def known(self, keys, *, asked_by):
        assert asked_by == "gazette"
        return self.keys & set(keys)


class Session:
    """Keeps the first window that it is asked to store, as the database does."""

    spider = outlet = "gazette"

    def __init__(self, *known, watch_since=None, makes_due=True):
        self.store, self.watch_since = Store(*known), watch_since
        self.next_look = NextLook(makes_due=makes_due)
        self.account = RunAccount()

    async def write(self, operation):
        if isinstance(operation, BeginBackfill):
            return Backfill(id=1, since=operation.since, until=operation.until)
        self.watch_since = self.watch_since or operation.watch_since
        return self.watch_since


def intake(*known, limit=3, pages=3, children=2, watch_since=None, makes_due=True, **arguments):
    made = Intake(
        spider=Gazette(**arguments),
        session=Session(*known, watch_since=watch_since, makes_due=makes_due),
        undated_limit=limit,
        page_limit=pages,
        children_limit=children,
        depth_limit=2,
    )
    asyncio.run(made.open_window(now=NOW, days=30))
    return made


def source(kind, path=""):
    return Page(1, f"{SITE}/{path or kind}", kind, f"{SITE}/{path or kind}", "gazette", "pending")


def article(number, date=None, **more):
    return Link(url=f"{SITE}/news/{number}-title", date=date, **more)


def take(made, links, page):
    found = asyncio.run(made.take(links, page, now=NOW))
    return [new.key.removeprefix("gazette:") for new in found.links], found.dropped


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2026-03-30T08:00:00Z", None),
        ("2026-03-01T12:00:00Z", None),
        ("2026-03-01T11:59:59Z", "too-old"),
        ("2025-12-24", "too-old"),
        ("2026-03-01", None),  # that day may lie within the window somewhere
        ("2026-02-28", "too-old"),
        ("2026-04-01T10:00:00Z", None),
        ("Tue, 24 Mar 2026 08:00:00 GMT", None),
        ("", None),
        ("no date", None),
    ],
)
def test_a_first_crawl_takes_the_last_30_days(date, reason):
    taken, dropped = take(intake(), [article(7, date)], source("feed"))
    assert (taken, dropped) == ((["7"], {}) if reason is None else ([], {reason: 1}))


def test_a_replay_counts_the_window_from_its_own_present_and_keeps_none():
    made = intake(makes_due=False)
    assert take(made, [article(7, "2026-03-30")], source("feed"))[0] == ["7"]
    assert take(made, [article(8, "2025-12-24")], source("feed"))[0] == []
    assert made.session.watch_since is None


def test_a_later_crawl_keeps_the_first_window():
    early = datetime(2025, 1, 1, tzinfo=UTC)
    assert take(intake(watch_since=early), [article(7, "2025-06-01")], source("feed"))[0] == ["7"]


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("2024-05-01T00:00:00Z", None),
        ("2024-04-30T23:59:59Z", "too-old"),
        ("2024-05-31T23:00:00Z", None),
        ("2024-06-01T00:00:00Z", "too-new"),
    ],
)
def test_since_and_until_are_days_inclusive(date, reason):
    made = intake(since="2024-05-01", until="2024-05-31")
    assert take(made, [article(7, date)], source("feed"))[1] == ({reason: 1} if reason else {})


def test_known_and_repeated_links_and_what_is_no_address_are_counted():
    links = [article(1), article(2), article(2), Link(url="https://[bad"), Link(url=source("feed").url)]
    taken, dropped = take(intake("gazette:1"), links, source("feed"))
    assert taken == ["2"]
    assert dropped == {"known": 1, "repeated": 2, "no-url": 1}


def test_what_the_outlet_refuses_is_counted_by_its_reason_and_says_nothing_of_the_source():
    foreign = [
        Link(url=f"https://other.example/{n}", kind=kind, refusal="foreign-host")
        for n, kind in enumerate(("article", "sitemap"))
    ]
    found = asyncio.run(intake().take([article(2), *foreign], source("sitemap"), now=NOW))
    assert [link.key for link in found.links] == ["gazette:2"]
    assert found.dropped == {"foreign-host": 2}
    assert (found.news.listed, found.names_sitemaps) == (1, False)


def test_a_link_is_recorded_with_what_its_source_says_of_it():
    link = article(5, "2026-03-30", title="Title", current=True)
    (new,) = asyncio.run(intake().take([link], source("feed"), now=NOW)).links
    assert (new.url, new.title, new.date, new.kind) == (link.url, "Title", "2026-03-30", "article")
    assert (new.via, new.current, new.key_version) == ("feed", True, Gazette.key_version())


def test_an_undated_sitemap_gives_its_first_links_known_ones_included():
    links = [article(number) for number in (9, 8, 7, 6, 5)]
    assert take(intake("gazette:9"), links, source("sitemap")) == (
        ["8", "7"],
        {"known": 1, "undated-limit": 2},
    )


def test_dated_links_of_a_sitemap_do_not_count_against_the_limit():
    links = [article(number, "2026-03-30") for number in range(10)]
    assert len(take(intake(), links, source("sitemap"))[0]) == 10


def test_children_of_an_index_are_taken_within_the_window_up_to_a_limit():
    children = [
        Link(url=f"{SITE}/map-{number}.xml", kind="sitemap", date=date)
        for number, date in enumerate(["2026-03-30", "2020-01-01", "2026-03-29", "2026-03-28"])
    ]
    taken, dropped = take(intake(), children, source("sitemap"))
    assert taken == [f"{SITE}/map-0.xml", f"{SITE}/map-2.xml"]
    assert dropped == {"too-old": 1, "sitemap-limit": 1}


def following(number=2):
    return Link(url=f"{SITE}/news?page={number}", kind="listing")


def paged(made, links):
    """Whether a listing goes on to its next page."""
    _, dropped = take(made, [*links, following()], source("listing", "news"))
    return dropped["listing-end"] == 0


def test_a_listing_goes_on_while_it_has_something_new_within_the_window():
    assert paged(intake(), [article(1), article(2)])
    assert paged(intake("gazette:1"), [article(1), article(2)])
    assert paged(intake(), [article(1, "2026-03-30"), article(2, "2025-01-01")])
    assert paged(intake(), [article(1, "2025-01-02"), article(2)])


def test_a_listing_ends_at_a_page_without_news_or_wholly_older_than_the_window():
    assert not paged(intake("gazette:1", "gazette:2"), [article(1), article(2)])
    assert not paged(intake(), [article(1, "2025-01-02"), article(2, "2025-01-01")])
    assert not paged(intake(), [])


def test_with_since_a_listing_goes_on_over_known_articles_to_older_ones():
    known = intake("gazette:1", since="2026-01-01")
    assert paged(known, [article(1, "2026-03-30")])
    assert not paged(known, [article(1, "2025-03-30")])


def on_a_walk(links, kind="listing", path="news", *known, section=None):
    """What is taken of a page on a backfill through March 2017, whatever the run's own window."""
    since, until = datetime(2017, 3, 1, tzinfo=UTC), datetime(2017, 3, 31, 23, 59, tzinfo=UTC)
    backfill = Backfill(id=4, since=since, until=until, section=section)
    return take(intake(*known), links, replace(source(kind, path), backfill=backfill))


def test_a_page_on_a_walk_is_read_by_the_walk_s_window():
    links = [article(1, "2017-03-30"), article(2, "2017-02-20"), article(3, "2026-03-30"), article(4)]
    taken, dropped = on_a_walk(links, "sitemap")
    assert taken == ["1", "4"]
    assert dropped == {"too-old": 1, "too-new": 1}


def test_what_changed_last_before_the_walk_s_window_is_older():
    links = [article(1, lastmod="2016-12-01"), article(2, lastmod="2024-01-01")]
    assert on_a_walk(links, "sitemap") == (["2"], {"too-old": 1})


def test_children_on_a_walk_are_pages_of_its_own_without_a_limit():
    names = [f"map-2017-{month:02}.xml" for month in range(1, 13)] + ["other.xml", "map.xml"]
    children = [Link(url=f"{SITE}/{name}", kind="sitemap") for name in names[:12]]
    assert on_a_walk(children, "sitemap") == (
        [f"{SITE}/map-2017-0{month}.xml#walk-4" for month in (2, 3, 4)],
        {"too-old": 1, "too-new": 8},
    )
    parts = [Link(url=f"{SITE}/part-{number}.xml", kind="sitemap") for number in range(9)]
    assert len(on_a_walk(parts, "sitemap")[0]) == 9


def test_a_listing_on_a_walk_goes_on_until_it_is_older():
    def goes_on(*dates):
        links = [article(number, date) for number, date in enumerate(dates)]
        return any("page=" in key for key in on_a_walk([*links, following()])[0])

    assert goes_on("2026-03-30", "2026-03-29")
    assert goes_on("2017-03-30", "2017-03-29")
    assert not goes_on("2017-02-20", "2017-02-19")


def test_a_listing_ends_at_the_limit_of_pages():
    made, page = intake(pages=3), source("listing", "news")
    for number in (2, 3):
        taken, _ = take(made, [article(number), following(number)], page)
        assert len(taken) == 2
        page = source("listing", f"news?page={number}")
    assert take(made, [article(9), following(4)], page) == (["9"], {"listing-limit": 1})


def test_crawl_article_has_no_window():
    spider = Gazette()
    made = Intake(
        spider=SimpleNamespace(one_off=True, arguments=spider.arguments),
        session=Session(),
        undated_limit=1,
        page_limit=1,
        children_limit=1,
        depth_limit=0,
    )
    asyncio.run(made.open_window(now=NOW, days=30))
    assert made.window.since is None
    assert made.session.watch_since is None
    assert made.window.verdict(NOW - timedelta(days=9999), slack=timedelta()) is None


@pytest.mark.parametrize(("read_before", "dates"), [(False, 2), (True, 1)])
def test_a_first_list_tells_of_its_pace_by_all_its_dates_and_a_later_one_by_those_that_are_new(
    read_before, dates
):
    known, new = article(1, "2026-03-30T10:00:00Z"), article(2, "2026-03-30T11:00:00Z")
    links = [known, new, article(3, "2026-03-30"), Link(url=f"{SITE}/2", kind="listing")]
    made = intake("gazette:1")
    page = replace(source("feed"), rhythm=Rhythm(until=NOW, last_new=NOW) if read_before else None)
    news = asyncio.run(made.take(links, page, now=NOW)).news
    assert (news.new, news.listed, len(news.dates)) == (2, 3, dates)


def test_links_are_counted_as_new_or_by_the_reason_why_they_were_left():
    crawler = get_crawler()
    count_links(crawler.stats, new=2, dropped={"known": 1})
    count_links(crawler.stats, dropped={"known": 2, "too-old": 0})
    crawler.stats.inc_value("item_scraped_count")
    assert links_by_reason(crawler.stats.get_stats()) == {"new": 2, "known": 3, "too-old": 0}
