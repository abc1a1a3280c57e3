"""When to look at a page again: the one policy, as pure functions.

| page | looked at again |
| --- | --- |
| article | about 1 h, 6 h, 24 h and 7 d after publication, then never (most edits fall on the first day) |
| failed | after 15 min, doubling up to a day; after 8 attempts no more, until it is asked for |
| rejected, dead | after a day, at most twice |
| gone | once more, after a day |
| feed, listing, sitemap | after 15 min, 30 min, 60 min |
"""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.storage.records import Kind, State

ARTICLE_AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
#: A moment nearer than this to the fetch is passed over: the text was read at about that age.
SOONEST = timedelta(minutes=15)
DAY = timedelta(days=1)
FIRST_RETRY = timedelta(minutes=15)
#: How many attempts in all a page may have in each state before it is left alone.
ATTEMPTS: dict[State, int] = {"failed": 8, "rejected": 3, "dead": 3, "gone": 2}
SOURCE_INTERVALS: dict[Kind, timedelta] = {
    "feed": timedelta(minutes=15),
    "listing": timedelta(minutes=30),
    "sitemap": timedelta(minutes=60),
}


def article_due(published_or_first_seen: datetime, fetched_at: datetime) -> datetime | None:
    """Return when to fetch a stored article again, or `None` once it is a week old at its fetch.

    Both times carry their offset. A publication later than the fetch (a clock that is ahead, a day
    without a time) counts from the fetch.
    """
    start = min(published_or_first_seen, fetched_at)
    moments = (start + age for age in ARTICLE_AGES)
    return next((moment for moment in moments if moment >= fetched_at + SOONEST), None)


def retry_due(state: State, attempts: int, now: datetime) -> datetime | None:
    """Return when to try a page again that ended without an article.

    `attempts` counts those made so far, this one included (at least 1). `None`: never by itself.
    """
    if state not in ATTEMPTS or attempts >= ATTEMPTS[state]:
        return None
    if state == "failed":
        pause: timedelta = FIRST_RETRY * 2 ** (max(attempts, 1) - 1)
        return now + min(pause, DAY)
    return now + DAY


def source_due(kind: Kind, now: datetime) -> datetime | None:
    """Return when to poll a source of this kind again; `None` for what is no source."""
    interval = SOURCE_INTERVALS.get(kind)
    return None if interval is None else now + interval
