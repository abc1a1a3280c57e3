"""Where a listing on a backfill goes on: a pure policy over the numbers in the addresses of its pages.

Pages stand newest first. Those newer than the window are passed over by doubling steps, and the first
that is not is found by halving; from there page follows page, until one is older than the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from crawler.records import Link, NumberedPage
from crawler.storage import Page

#: Where a page of a listing lies beside the window; `blind`: it has too few dates to say.
Verdict = Literal["newer", "within", "older", "blind"]
#: Reads the number of a listing's page in its address.
NumberReader = Callable[[str], NumberedPage | None]

#: Part of a page's dated links that must be too new (too old) for the page to be: a few stand beside the
#: list on every page.
MOST = 0.75
#: Part of the links that must have a date for a page to be judged by them.
DATED = 0.5
#: No listing has as many pages; what goes on for ever shows the same at every number.
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """What is known of a series, by the numbers in its addresses, which grow by `unit` from `origin`.

    `unit` is 0 where they hold no number.
    """

    unit: int
    origin: int
    #: The last page known to be newer than the window, and the first known not to be.
    low: int | None = None
    high: int | None = None
    #: The first page known to be older than the window, or past the end.
    end: int | None = None
    #: Pages from `high` on that were read.
    read: list[int] = field(default_factory=list)
    #: Pages in a row without dates.
    blind: int = 0
    #: What the page read last showed, in short: a series that repeats itself has ended.
    shown: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The page to go on with, and its trail; or, without one, why the listing ends here."""

    link: Link | None = None
    trail: dict[str, Any] | None = None
    reason: str = "listing-end"


def judge_listing_page(reasons: Sequence[str | None], *, dated: int) -> Verdict:
    """Say where a page lies beside the window, by why each of its article links lies outside.

    `reasons` holds `too-old`, `too-new` or None for each link, of which `dated` have a date. A page without
    article links lies past the end.
    """
    if not reasons:
        return "older"
    if dated < DATED * len(reasons) or not dated:
        return "blind"
    if reasons.count("too-old") >= MOST * dated:
        return "older"
    return "newer" if reasons.count("too-new") >= MOST * dated else "within"


def turn_page(
    page: Page,
    following: Link | None,
    verdict: Verdict,
    *,
    numbered_page: NumberReader,
    blind_limit: int,
    shown: str = "",
) -> Turn:
    """Where a listing goes on after `page`, which names `following` as its next page, or none.

    Undated pages are read one after another, `blind_limit` of them at most. `shown` stands for what the
    page lists: one that lists what the one before did lies past the end.
    """
    trail = Trail(**page.trail) if page.trail else _begun(page, following, numbered_page)
    if shown and shown == trail.shown:
        verdict = "older"
    trail = replace(trail, shown=shown)
    numbered = numbered_page(page.url if page.trail or following is None else following.url)
    if not trail.unit or numbered is None:
        return _followed(trail, following, verdict, blind_limit=blind_limit)
    number = numbered.number if page.trail else trail.origin
    ahead = numbered_page(following.url) if following else None
    if page.trail and ahead and ahead.number <= number:
        verdict = "older"  # past the end some show their first page
    trail, at = advance_trail(trail, number, verdict, last=following is None)
    if trail.blind >= blind_limit:
        return Turn(reason="listing-limit")
    if at is None:
        return Turn()
    return Turn(link=Link(url=numbered.at(at), kind="listing"), trail=trail.as_dict())


def _followed(trail: Trail, following: Link | None, verdict: Verdict, *, blind_limit: int) -> Turn:
    """On to the page that is named next, where addresses hold no number."""
    trail = replace(trail, blind=trail.blind + 1 if verdict == "blind" else 0)
    if trail.blind >= blind_limit:
        return Turn(reason="listing-limit")
    if following is None or verdict == "older":
        return Turn()
    return Turn(link=following, trail=trail.as_dict())


def _begun(page: Page, following: Link | None, numbered_page: NumberReader) -> Trail:
    """The trail of a listing whose first page this is."""
    there = numbered_page(following.url) if following else None
    if there is None:
        return Trail(unit=0, origin=0)
    here = numbered_page(page.url)
    if here is not None and (here.before, here.after) == (there.before, there.after):
        origin = here.number
    else:
        origin = 1 if there.number == 2 else 0
    unit = there.number - origin
    return Trail(unit=unit, origin=origin) if unit > 0 else Trail(unit=0, origin=0)


def advance_trail(
    trail: Trail, number: int, verdict: Verdict, *, last: bool = False
) -> tuple[Trail, int | None]:
    """The trail once page `number` was read, and the page to read next (`None`: all are read).

    `last`: the page names none after it.
    """
    trail = _shortened(_noted(trail, number, verdict, last=last))
    following = _following(trail)
    return trail, following if following is not None and following <= LARGEST else None


def _noted(trail: Trail, number: int, verdict: Verdict, *, last: bool) -> Trail:
    changes: dict[str, Any] = {"blind": trail.blind + 1 if verdict == "blind" else 0}
    beyond = number if verdict == "older" else number + trail.unit if last else None
    if beyond is not None:
        changes["end"] = beyond if trail.end is None else min(trail.end, beyond)
    if verdict == "newer" and (trail.high is None or number < trail.high):
        changes["low"] = number if trail.low is None else max(trail.low, number)
        reached = beyond
    else:
        reached = number
        changes["read"] = [*trail.read, number]
    if reached is not None:
        changes["high"] = reached if trail.high is None else min(trail.high, reached)
    return replace(trail, **changes)


def _shortened(trail: Trail) -> Trail:
    """Forget pages that were read one after another: all before the next to read is behind."""
    if trail.high is None or (trail.low is not None and trail.high - trail.low > trail.unit):
        return trail
    high, read = trail.high, set(trail.read)
    while high in read and (trail.end is None or high < trail.end):
        high += trail.unit
    return replace(trail, low=high - trail.unit, high=high, read=sorted(n for n in read if n >= high))


def _following(trail: Trail) -> int | None:
    if trail.high is None:
        low = trail.origin if trail.low is None else trail.low
        return low + max(trail.unit, low - trail.origin)
    if trail.low is not None and trail.high - trail.low > trail.unit:
        return trail.low + (trail.high - trail.low) // (2 * trail.unit) * trail.unit
    return None if trail.end is not None and trail.high >= trail.end else trail.high
