"""The run's account in memory: every page taken up is on it, whatever becomes of whoever asked for it."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from crawler.storage import NewLink, NewPage, NewSource, Outcome, StartRun, Store, Writer
from crawler.storage.in_flight import NextLook
from crawler.storage.run_session import RunSession
from tests.waiting import NET

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FEED = NewSource("feed", "https://a.example/feed", "feed", "1")


def opened(store: Store, *, spider: str = "gazette", next_look: NextLook | None = None) -> RunSession:
    writer = Writer(store)
    run_id = writer.submit(StartRun(spider=spider, outlet=spider, args={}, now=NOW)).result(NET)
    return RunSession(
        store=store, writer=writer, run_id=run_id, spider=spider, outlet="gazette", next_look=next_look
    )


def link(number: int) -> NewLink:
    url = f"https://a.example/{number}"
    return NewLink(url, url, None, None, "article", "feed", True, "1")


async def listed(session: RunSession, number: int) -> None:
    """A feed that names so many articles."""
    (feed,) = await session.take_sources([FEED], now=NOW)
    session.account.tickets[feed.id].links = [link(count) for count in range(number)]
    await session.finish_source(feed, Outcome("done"), now=NOW)


async def settled(session: RunSession) -> None:
    while session.account.has_unanswered():
        session.account.changed.clear()
        await asyncio.wait_for(session.account.changed.wait(), NET)


def account(session: RunSession) -> dict[str, int]:
    return dict(session.store.page_counts(session.run_id)["article"])


def test_pages_that_come_after_whoever_asked_was_cut_off_are_on_the_account(store: Store) -> None:
    async def run() -> RunSession:
        session = opened(store)
        await listed(session, 5)
        taking = asyncio.ensure_future(session.take_pages(10, now=NOW))
        await asyncio.sleep(0)
        taking.cancel()
        with suppress(asyncio.CancelledError):
            await taking
        await settled(session)
        return session

    session = asyncio.run(run())
    assert session.account.taken["article"] == 5
    assert session.account.leave() == 5
    assert account(session) == {"pending": 5}
    session.writer.close()


def test_a_page_taken_back_from_another_run_while_in_flight_is_not_fetched_twice(store: Store) -> None:
    async def run() -> tuple[RunSession, RunSession, list[int]]:
        first = opened(store)
        await listed(first, 2)
        await first.take_pages(10, now=NOW)
        second = opened(store)
        taken = [len(await second.take_pages(10, now=NOW)), len(await first.take_pages(10, now=NOW))]
        page = NewPage("https://a.example/0", "https://a.example/0", "gazette", "1")
        asked, _ = await first.ask([page], refetch=True, now=NOW)
        taken.append(len(asked))
        for session in (first, second):
            for ticket in list(session.account.tickets.values()):
                session.settle(ticket.page, Outcome("gone"), now=NOW)
            await settled(session)
        return first, second, taken

    first, second, taken = asyncio.run(run())
    assert taken == [2, 0, 0]
    for session in (first, second):
        assert not session.account.errors
        assert session.account.taken["article"] == sum(account(session).values())
        assert session.account.left["article"] == account(session).get("pending", 0)
        session.writer.close()


@pytest.mark.parametrize("again", ["rejected", "done"])
def test_the_first_outcome_of_a_page_stands_and_a_second_is_reported(store: Store, again: str) -> None:
    async def run() -> RunSession:
        session = opened(store)
        await listed(session, 1)
        (page,) = await session.take_pages(1, now=NOW)
        session.settle(page, Outcome("gone", "http-404"), now=NOW)
        session.settle(page, Outcome(again), now=NOW)
        await settled(session)
        session.settle(page, Outcome(again), now=NOW)
        return session

    session = asyncio.run(run())
    assert account(session) == {"gone": 1}
    assert len(session.account.errors) == 2
    assert f"second outcome '{again}'" in session.account.errors[0]
    session.writer.close()


def test_pages_of_a_mere_host_are_never_due(store: Store) -> None:
    async def run() -> None:
        next_look = NextLook(is_declared=lambda outlet: outlet == "gazette")
        session = opened(store, spider="article", next_look=next_look)
        for number, outlet in enumerate(("gazette", "b.example")):
            page = NewPage(f"https://b.example/{number}", f"https://b.example/{number}", outlet, "1")
            (taken,), _ = await session.ask([page], refetch=True, now=NOW)
            session.settle(taken, Outcome("failed", "timeout"), now=NOW)
        await settled(session)
        session.writer.close()

    asyncio.run(run())
    due = store.read(lambda c: c.exec_driver_sql("SELECT outlet FROM pages WHERE due_at IS NOT NULL").all())
    assert [row.outlet for row in due] == ["gazette"]
