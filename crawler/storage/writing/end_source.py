"""Ending a source: in one transaction its links become pages, and its own row says how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from crawler.schedule.rhythm import Rhythm, dump_rhythm
from crawler.storage.pages import hand_on, new_row, split_chunks
from crawler.storage.records import DeadLetter, LinkCounts, NewLink, Outcome
from crawler.storage.tables.columns import storable_text
from crawler.storage.tables.crawl import DEAD_LETTERS, PAGES, PageRow
from crawler.storage.writing.end_page import EndPage, is_taken_over, letter_row, open_page, settled_values

_KNOWN = select(
    PageRow.id,
    PageRow.key,
    PageRow.kind,
    PageRow.state,
    PageRow.asked_by,
    PageRow.outlet,
    PageRow.link_title,
    PageRow.link_date,
    PageRow.current,
    PageRow.run_id,
    PageRow.walk_id,
)
_COMPLETE = (
    update(PageRow)
    .where(PageRow.id == bindparam("b_id"))
    .values(
        asked_by=bindparam("b_asked_by"),
        outlet=bindparam("b_outlet"),
        link_title=bindparam("b_title"),
        link_date=bindparam("b_date"),
        current=bindparam("b_current"),
        state=bindparam("b_state"),
        run_id=bindparam("b_run_id"),
        walk_id=bindparam("b_backfill_id"),
    )
)


@dataclass(frozen=True, kw_only=True)
class FinishSource(EndPage[LinkCounts]):
    """End a source, and record the links that it gave.

    An article among the links becomes pending where it was unknown. A source among them (a child sitemap,
    the next page of a listing) becomes pending again, unless this run has had it.

    `etag`, `last_modified`, `body_hash` and the time of reading replace those stored only where the state
    is `done`; the history (`rhythm`) does wherever one is given.
    """

    outcome: Outcome
    links: Sequence[NewLink]
    asked_by: str
    outlet: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    rhythm: Rhythm | None = None
    dead_letter: DeadLetter | None = None

    @property
    def http_status(self) -> int | None:
        """HTTP status of the outcome."""
        return self.outcome.http_status

    def apply(self, connection: Connection) -> LinkCounts:
        """Record the links and end the source; raises `AlreadySettled` where it has ended in this run.

        Where another run has taken the source up meanwhile, the links are recorded all the same.
        """
        row = open_page(connection, self.page_id, self.run_id)
        counts = _record_links(connection, self)
        if is_taken_over(row, self.run_id):
            return replace(counts, state="pending")
        connection.execute(update(PageRow).where(PageRow.id == row.id).values(_changes(row, self)))
        if self.dead_letter is not None:
            letter = letter_row(self.dead_letter, self.now, run_id=self.run_id, page=row)
            connection.execute(insert(DEAD_LETTERS).values(letter))
        return replace(counts, state=self.outcome.state)


def _changes(row: Any, command: FinishSource) -> dict[str, Any]:
    """Return what the source's own row becomes."""
    outcome = command.outcome
    attempts = row.attempts + (outcome.state != "pending")
    attempts = 0 if outcome.state in ("done", "unchanged") else attempts
    changes = settled_values(row, outcome, command.now, command.due_at, attempts=attempts)
    if command.keeps_due:
        changes |= command.plan_due(row, None)
    if outcome.state == "done":
        names = ("etag", "last_modified", "body_hash")
        changes |= {name: getattr(command, name) for name in names} | {"read_whole_at": command.now}
    if command.rhythm is not None:
        changes["rhythm"] = dump_rhythm(command.rhythm)
    return changes


def _record_links(connection: Connection, command: FinishSource) -> LinkCounts:
    """Insert what is new, complete what is known; a key within the list counts once."""
    links = first_by_key(command.links)
    new = sum(_record_part(connection, part, command) for part in split_chunks(links))
    return LinkCounts(new=new, known=len(links) - new)


def first_by_key(links: Iterable[NewLink]) -> list[tuple[str, NewLink]]:
    """Return the links with their keys as they are stored, the first of each key."""
    first: dict[str, NewLink] = {}
    for link in links:
        first.setdefault(storable_text(link.key), link)
    return list(first.items())


def _record_part(connection: Connection, part: Sequence[tuple[str, NewLink]], command: FinishSource) -> int:
    """Record one piece of the list; returns how many of its keys are to be fetched now."""
    links = dict(part)
    found = connection.execute(_KNOWN.where(PageRow.key.in_(links))).all()
    changes = [change for row in found if (change := _completed(row, links[row.key], command))]
    if changes:
        connection.execute(_COMPLETE, changes)
    again = [row for row in found if _is_again(row, links[row.key], command)]
    hand_on(connection, cast("list[Row[Any]]", again), run_id=command.run_id)
    known = {row.key for row in found}
    fresh = [_link_row(link, key, command) for key, link in part if key not in known]
    if fresh:
        connection.execute(insert_unless_known(connection), fresh)
    return len(fresh) + len(again)


def insert_unless_known(connection: Connection) -> Any:
    """Return the insert into `pages` that leaves out keys which are there already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(PAGES).on_conflict_do_nothing()
    return postgresql.insert(PAGES).on_conflict_do_nothing()


def _completed(row: Any, link: NewLink, command: FinishSource) -> dict[str, Any] | None:
    """Return what a known page gains from being listed again, or `None`.

    A pending article passes to the spider whose source lists it, and from a backfill to the fresh news. A
    title or a date is taken where the page has none.
    """
    pending = row.state == "pending"
    handed = pending and row.kind == "article" and row.asked_by != command.asked_by
    title = row.link_title if row.link_title is not None else link.title
    date = row.link_date if row.link_date is not None else link.date
    current = row.current or (pending and link.current)
    again = _is_again(row, link, command)
    fresh = pending and row.kind == "article" and row.walk_id is not None and link.backfill_id is None
    if not (handed or again or fresh) and (title, date, current) == (
        row.link_title,
        row.link_date,
        row.current,
    ):
        return None
    return {
        "b_id": row.id,
        "b_asked_by": command.asked_by if handed or again else row.asked_by,
        "b_outlet": command.outlet if handed else row.outlet,
        "b_title": title,
        "b_date": date,
        "b_current": current,
        "b_state": "pending" if again else row.state,
        "b_run_id": None if again else row.run_id,
        "b_backfill_id": None if fresh else row.walk_id,
    }


def _is_again(row: Any, link: NewLink, command: FinishSource) -> bool:
    """Tell whether a known source is to be polled again, since another source names it.

    A backfill makes none pending again, for the pages of its listings are its own.
    """
    if link.backfill_id is not None:
        return False
    return bool(link.kind != "article" and row.kind != "article" and row.run_id != command.run_id)


def _link_row(link: NewLink, key: str, command: FinishSource) -> dict[str, Any]:
    names = {"outlet": command.outlet, "asked_by": command.asked_by}
    return link_row(link, key, **names, now=command.now, source_id=command.page_id)


def link_row(
    link: NewLink, key: str, *, outlet: str, asked_by: str, now: datetime, source_id: int | None
) -> dict[str, Any]:
    """Return the row of a link that is met for the first time."""
    return new_row(
        key=key,
        kind=link.kind,
        url=link.url,
        outlet=outlet,
        asked_by=asked_by,
        now=now,
        key_version=link.key_version,
        link_title=link.title,
        link_date=link.date,
        current=link.current,
        source_id=source_id,
        discovered_via=link.via,
        walk_id=link.backfill_id,
        trail=link.trail,
    )
