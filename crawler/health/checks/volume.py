"""Silence and volume, against the outlet's own rhythm by hour and weekday and what its class expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from math import exp, log, sqrt

from crawler.health.history import Finding, History, Slot
from crawler.health.run_seen import RunSeen
from crawler.records import Expect
from crawler.schedule.rhythm import Rhythm, after_poll, first_rhythm

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Days of history from which the rhythm is known.
ENOUGH_DAYS = 10.0
#: What silence must outweigh beyond the number of gaps in 90 days (in mean gaps, e-fold each).
SILENCE_MARGIN = 1.0
#: Gaps that the mean gap remembers.
GAP_MEMORY = 200.0
#: After a pause of the crawler's own, what came meanwhile may have left the lists: it counts as usual.
LATE = 1.5 * DAY
#: Hours of a slot, slots kept (28 days), and the windows over which volume is judged, in slots.
SLOT_HOURS, SLOTS, WINDOWS = 6, 112, (2, 4, 8, 16, 32, 64)
#: Part and multiple of the usual volume that is far off, and how rare it must be by chance: great news brings
#: more than chance does.
LOW, HIGH, RARE, RARE_HIGH = 0.45, 3.0, 1e-4, 1e-5
#: An alarm stays until the volume is nearer than that.
LOW_STAYS, HIGH_STAYS, RARE_STAYS = 0.6, 1.8, 1e-2
#: How much days differ (relative standard deviation) before there is a history, and its weight in days.
SPREAD, SPREAD_DAYS = 0.35, 6.0
LEAST_SPREAD = 0.2


def expected_articles(rhythm: Rhythm, since: datetime, until: datetime, *, zone: tzinfo) -> float:
    """Articles that the rhythm leads to expect between two moments."""
    week, total, moment = rhythm.week(), 0.0, since
    if until - since > 60 * DAY:
        return rhythm.rate * ((until - since) / DAY)
    while moment < until:
        local = moment.astimezone(zone)
        rest = timedelta(hours=1) - timedelta(
            minutes=local.minute, seconds=local.second, microseconds=local.microsecond
        )
        step = min(rest, until - moment)
        total += week[local.weekday() * 24 + local.hour] * (step / HOUR)
        moment += step
    return total * rhythm.rate / 24


def begin_rhythm(run: RunSeen, *, zone: tzinfo) -> Rhythm:
    """The rhythm that the first run's articles tell of."""
    dates = [article.published for article in run.articles if article.published]
    return first_rhythm(dates, run.at, zone=zone, listed=0)


def add_volume(history: History, run: RunSeen, *, zone: tzinfo, learn: bool) -> History:
    """The history with the number of the run's articles; without `learn` the rhythm stays as it is."""
    coming = expected_articles(history.rhythm, history.at, run.at, zone=zone)
    new, quiet = len(run.articles), history.quiet + coming
    is_late = run.at - history.at > LATE
    changed = replace(
        history,
        quiet=0.0 if new else quiet,
        slots=_slots(history, run, min(coming, new) if is_late else coming),
    )
    if any(source.state in ("done", "unchanged") for source in run.sources):
        changed = replace(changed, polled_at=run.at, polled_quiet=changed.quiet)
    if new:
        fade = min(1.0, GAP_MEMORY / (history.gap_count + 1))
        gaps, count = (history.gaps + quiet) * fade, (history.gap_count + 1) * fade
        changed = replace(changed, gaps=gaps, gap_count=count, last_new=run.at, stored=history.stored + new)
    return replace(changed, rhythm=_rhythm(history.rhythm, run, zone=zone, learn=learn))


def _rhythm(rhythm: Rhythm, run: RunSeen, *, zone: tzinfo, learn: bool) -> Rhythm:
    if not learn:
        return replace(rhythm, until=run.at)
    dates = [a.published for a in run.articles if a.published and _is_exact(a.origins)]
    return after_poll(rhythm, run.at, new=len(run.articles), dates=dates, zone=zone, listed=None)


def _is_exact(origins: object) -> bool:
    return not (isinstance(origins, dict) and str(origins.get("date_published", "")).endswith(":day"))


def _slots(history: History, run: RunSeen, coming: float) -> tuple[Slot, ...]:
    number = int(run.at.timestamp() // (SLOT_HOURS * 3600))
    slots = history.slots
    last = slots[-1] if slots and slots[-1].number == number else Slot(number=number)
    now = Slot(number=number, expected=last.expected + coming, found=last.found + len(run.articles))
    kept = slots[:-1] if last in slots else slots
    return (*(slot for slot in kept if slot.number > number - SLOTS), now)


# Silence


def mean_gap(history: History) -> float:
    """Expected articles between two runs that store some: 1 where articles come singly and at random."""
    return max((history.gaps + 2.0) / (history.gap_count + 2.0), 1.0)


def silence_bound(history: History) -> float:
    """How many articles may be expected in vain before that is silence."""
    gap = mean_gap(history)
    return gap * (log(max(90 * history.rhythm.rate / gap, 20)) + SILENCE_MARGIN)


def find_silence(history: History, expect: Expect) -> Iterator[Finding]:
    """No new article for longer than the rhythm allows, or than the class expects."""
    if history.last_new is None or history.polled_at is None:
        return
    hours = (history.polled_at - history.last_new) / HOUR
    if expect.quiet_hours is not None:
        too_long = hours > expect.quiet_hours
        allowed = f"{expect.quiet_hours:g} h are expected at most"
    else:
        too_long = history.rhythm.days >= ENOUGH_DAYS and history.polled_quiet > silence_bound(history)
        allowed = f"its rhythm led to expect {history.polled_quiet:.0f} articles since"
    if too_long:
        yield Finding(
            kind="silence",
            evidence=f"no new article for {hours:.0f} h, since {_when(history.last_new)}; {allowed}",
            suggestion="its sources answer: see whether the site has newer articles, and where it lists them",
        )


# Volume


def spread_of_days(history: History) -> float:
    """Relative standard deviation of days, beyond chance; single strange days count little."""
    days: dict[int, tuple[float, int]] = {}
    for slot in history.slots[:-1]:
        day = slot.number * SLOT_HOURS // 24
        mean, found = days.get(day, (0.0, 0))
        days[day] = mean + slot.expected, found + slot.found
    parts = [
        min(max(((found - mean) ** 2 - mean) / mean**2, 0.0), 1.0)
        for mean, found in days.values()
        if mean > 0.5
    ]
    variance = (sum(parts) + SPREAD**2 * SPREAD_DAYS) / (len(parts) + SPREAD_DAYS)
    return float(max(sqrt(variance), LEAST_SPREAD))


def low_tail(found: int, mean: float, variance: float) -> float:
    """Probability that at most `found` come, by a negative binomial of this mean and larger variance."""
    size = mean * mean / max(variance - mean, 1e-9 * mean)
    rest = mean / (size + mean)
    probability = exp(-size * log((size + mean) / size))
    total = probability
    for number in range(found):
        probability *= (number + size) / (number + 1) * rest
        total += probability
    return min(total, 1.0)


def volume_windows(
    history: History, *, mean_of_day: float | None = None
) -> Iterator[tuple[float, float, int]]:
    """Days, expected and found articles of each window; `mean_of_day` in place of the rhythm's."""
    newest = history.slots[-1].number if history.slots else 0
    for length in WINDOWS:
        slots = [slot for slot in history.slots if slot.number > newest - length]
        days = length * SLOT_HOURS / 24
        mean = sum(slot.expected for slot in slots) if mean_of_day is None else mean_of_day * days
        yield days, mean, sum(slot.found for slot in slots)


def _variance(mean: float, days: float, differ: float, gap: float) -> float:
    return mean * gap + differ * differ / sqrt(max(days, 1.0)) * mean * mean


def find_low_window(
    history: History, *, stays: bool, mean_of_day: float | None = None
) -> tuple[float, float, int] | None:
    """The window (days, expected, found) with far too few articles, or None."""
    part, rare = (LOW_STAYS, RARE_STAYS) if stays else (LOW, RARE)
    differ, gap = spread_of_days(history), mean_gap(history)
    for days, mean, found in volume_windows(history, mean_of_day=mean_of_day):
        few = mean > 2 and found < part * mean
        if few and low_tail(found, mean, _variance(mean, days, differ, gap * 1.1)) < rare:
            return days, mean, found
    return None


def find_high_window(
    history: History, *, stays: bool, mean_of_day: float | None = None
) -> tuple[float, float, int] | None:
    """The window with far too many articles, or None."""
    part, rare = (HIGH_STAYS, RARE_STAYS) if stays else (HIGH, RARE_HIGH)
    differ, gap = spread_of_days(history), mean_gap(history)
    for days, mean, found in volume_windows(history, mean_of_day=mean_of_day):
        many = mean > 0 and found > max(part * mean, 5)
        if many and 1 - low_tail(found - 1, mean, _variance(mean, days, differ, gap * 1.1)) < rare:
            return days, mean, found
    return None


def judge_volume(history: History, expect: Expect) -> History:
    """The history with the time since when the number of articles is wrong, by kind."""
    begun = dict(history.volume)
    known = history.rhythm.days >= ENOUGH_DAYS and (history.at - history.since) >= 3 * DAY
    fewest, most = expect.articles_per_day or (None, None)
    searches = (("volume-low", find_low_window, fewest), ("volume-high", find_high_window, most))
    for kind, find_window, bound in searches:
        stays = kind in begun
        wrong = known and find_window(history, stays=stays) is not None
        if bound and history.at - history.since >= DAY:
            wrong = wrong or find_window(history, stays=stays, mean_of_day=bound) is not None
        if wrong:
            begun.setdefault(kind, history.at)
        else:
            begun.pop(kind, None)
    return replace(history, volume=begun)


def find_volume_faults(history: History, expect: Expect) -> Iterator[Finding]:
    """What is wrong with the number of articles."""
    yield from find_silence(history, expect)
    for kind, since in history.volume.items():
        few = kind == "volume-low"
        window = (find_low_window if few else find_high_window)(history, stays=True)
        days, mean, found = window or next(iter(volume_windows(history)))
        yield Finding(
            kind=kind,
            evidence=f"{found} articles in {days:g} days, where {mean:.0f} are usual; since {_when(since)}",
            suggestion=_FEWER if few else _MORE,
        )


_FEWER = "a source may list only a part now: compare the sources with the home page"
_MORE = "pages that are no articles may be listed (tags, archives): look at the newest, narrow `article_url`"


def _when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
