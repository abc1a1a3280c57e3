"""When to look at a page again: the policies of articles and of what failed, as pure functions.

| page | looked at again |
| --- | --- |
| article | about 1 h, 6 h, 24 h and 7 d after publication, then never (most edits fall on the first day) |
| article that was edited | besides, sooner the younger it is, for up to 30 d |
| failed | after 15 min, doubling up to a day; articles 8 times in all, sources without end |
| rejected, dead | after a day; articles twice, sources without end |
| gone | once more, after a day |

A source that answers is polled by its own history: see `schedule.polling`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.records import Kind, State

ARTICLE_AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
#: A moment nearer than this to the fetch is passed over: the text was read at about that age.
SOONEST = timedelta(minutes=15)
DAY = timedelta(days=1)
#: An article that was edited is looked at again after this part of its age, within these bounds.
EDITED_PART, EDITED_SOONEST, EDITED_LATEST = 0.5, timedelta(hours=1), timedelta(days=7)
#: The age after which no article is looked at any more.
OLDEST = timedelta(days=30)
FIRST_RETRY = timedelta(minutes=15)
#: How many attempts in all an article may have in each state before it is left alone.
ATTEMPTS: dict[State, int] = {"failed": 8, "rejected": 3, "dead": 3, "gone": 2}
#: A page that was last read whole this long ago is asked for without validators: some servers repeat
#: them for a text that has changed. Less than a day, so that each daily look is one.
WHOLE_EVERY = timedelta(hours=20)


def article_due(published_or_first_seen: datetime, fetched_at: datetime) -> datetime | None:
    """Return when to fetch a stored article again, or `None` once it is a week old at its fetch.

    Both times carry their offset. A publication later than the fetch (a clock that is ahead, a day
    without a time) counts from the fetch.
    """
    start = min(published_or_first_seen, fetched_at)
    moments = (start + age for age in ARTICLE_AGES)
    return next((moment for moment in moments if moment >= fetched_at + SOONEST), None)


def edited_due(published_or_first_seen: datetime, fetched_at: datetime) -> datetime | None:
    """Return when to fetch an article again that was found edited at `fetched_at`; edits come in groups.

    From its 30th day on that is `None`: it is left alone.
    """
    age = max(fetched_at - published_or_first_seen, timedelta())
    if age >= OLDEST:
        return None
    sooner = fetched_at + min(max(age * EDITED_PART, EDITED_SOONEST), EDITED_LATEST)
    usual = article_due(published_or_first_seen, fetched_at)
    return min(sooner, usual) if usual else sooner


def retry_due(kind: Kind, state: State, attempts: int, now: datetime) -> datetime | None:
    """Return when to try a page again that ended without an article or links.

    `attempts` counts those made so far, this one included (at least 1). `None`: never by itself. A
    source is never given up.
    """
    if state not in ATTEMPTS or (kind == "article" and attempts >= ATTEMPTS[state]):
        return None
    if state == "failed":
        pause: timedelta = FIRST_RETRY * 2 ** min(max(attempts, 1) - 1, 10)
        return now + min(pause, DAY)
    return now + DAY


def is_whole_due(read_whole_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether a page was read whole so long ago that it is to be asked for without validators."""
    return read_whole_at is not None and now - read_whole_at >= WHOLE_EVERY
