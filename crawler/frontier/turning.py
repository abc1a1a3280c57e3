"""From one page of a listing to the next on a backfill: what `paging` decides, in addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from crawler.frontier.backfill_search import Trail, Verdict, advance_trail
from crawler.records import Link
from crawler.storage import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The page to go on with, and its trail; or, without one, why the listing ends here."""

    link: Link | None = None
    trail: dict[str, Any] | None = None
    reason: str = "listing-end"


def turn_page(
    spider: Any,
    page: Page,
    following: Link | None,
    verdict: Verdict,
    *,
    blind_limit: int,
    shown: str = "",
) -> Turn:
    """Where a listing goes on after `page`, which names `following` as its next page, or none.

    Undated pages are read one after another, `blind_limit` of them at most. `shown` stands for what the
    page lists: one that lists what the one before did lies past the end.
    """
    trail = Trail(**page.trail) if page.trail else _begun(spider, page, following)
    if shown and shown == trail.shown:
        verdict = "older"
    trail = replace(trail, shown=shown)
    if not trail.unit:
        return _followed(trail, following, verdict, blind_limit=blind_limit)
    numbered = spider.numbered_page(page.url if page.trail or following is None else following.url)
    number = numbered.number if page.trail else trail.origin
    ahead = spider.numbered_page(following.url) if following else None
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


def _begun(spider: Any, page: Page, following: Link | None) -> Trail:
    """The trail of a listing whose first page this is."""
    there = spider.numbered_page(following.url) if following else None
    if there is None:
        return Trail(unit=0, origin=0)
    here = spider.numbered_page(page.url)
    if here is not None and (here.before, here.after) == (there.before, there.after):
        origin = here.number
    else:
        origin = 1 if there.number == 2 else 0
    unit = there.number - origin
    return Trail(unit=unit, origin=origin) if unit > 0 else Trail(unit=0, origin=0)
