"""The writer's answers come to the event loop together, and what comes while it rests is one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent import futures
from concurrent.futures import Future
from typing import Any

import pytest

from crawler.storage import RowError, Store, Writer
from crawler.storage.writing import thread as writing
from crawler.storage.writing.client import WriterClient
from tests.storage.breaking import busy, commits
from tests.storage.desk import Desk, article
from tests.waiting import NET, run_to_end


def in_a_loop(work: Callable[[], Awaitable[Any]]) -> Any:
    async def main() -> Any:
        return await asyncio.wait_for(work(), NET)

    return asyncio.run(main())


def test_the_loop_is_woken_once_for_a_commit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = desk.page(*(f"gazette:{number}" for number in range(20)))
    wakes: list[Any] = []
    handed_in: list[Future[Any]] = []
    submit = desk.writer.submit

    def noted_submit(command: Any) -> Future[Any]:
        handed_in.append(submit(command))
        return handed_in[-1]

    monkeypatch.setattr(desk.writer, "submit", noted_submit)

    async def work() -> list[Any]:
        loop = asyncio.get_running_loop()
        wake = loop.call_soon_threadsafe

        def noted(*given: Any) -> Any:
            wakes.append(given)
            return wake(*given)

        monkeypatch.setattr(loop, "call_soon_threadsafe", noted)
        answers = WriterClient(desk.writer)
        with busy(desk.store):
            asked = [asyncio.ensure_future(answers.of(desk.storing(page))) for page in pages]
            while len(handed_in) < len(pages):
                await asyncio.sleep(0)
        futures.wait(handed_in, NET)  # the loop has no turn until the commit has settled all of them
        return await asyncio.gather(*asked)

    stored = in_a_loop(work)
    assert [each.state for each in stored] == ["done"] * 20
    assert len(wakes) <= 2  # the first article may have gone ahead alone


def test_each_gets_its_own_answer_after_what_it_entails(desk: Desk) -> None:
    good, bad = desk.page("gazette:1", "gazette:2")
    order: list[str] = []

    async def work() -> tuple[Any, Any]:
        answers = WriterClient(desk.writer)
        first = answers.of(desk.storing(good), then=lambda future: order.append("told"))
        second = answers.of(desk.storing(bad, article("gazette:2", word_count="many")))  # type: ignore[arg-type]
        stored, refused = await asyncio.gather(first, second, return_exceptions=True)
        order.append("answered")
        return stored, refused

    stored, refused = in_a_loop(work)
    assert stored.state == "done"
    assert isinstance(refused, RowError)
    assert order == ["told", "answered"]


def test_nobody_need_wait(desk: Desk) -> None:
    page = desk.page("gazette:1")
    told: list[Any] = []

    async def work() -> None:
        answers = WriterClient(desk.writer)
        asked = asyncio.ensure_future(answers.of(desk.storing(page), then=told.append))
        await asyncio.sleep(0)
        asked.cancel()
        while not told:
            await asyncio.sleep(0.01)

    in_a_loop(work)
    assert desk.store.article("gazette:1") is not None


def test_what_comes_while_the_writer_rests_is_one_commit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = desk.page(*(f"gazette:{number}" for number in range(6)))
    monkeypatch.setattr(writing, "REST", 1e9)
    monkeypatch.setattr(writing, "LONGEST_REST", NET)
    desk.keep(pages[0])  # it rests from now on, until it is to end
    made = commits(desk.store)
    asked = [desk.writer.submit(desk.storing(page)) for page in pages[1:]]
    desk.writer.close()
    assert [future.result().state for future in asked] == ["done"] * 5
    assert len(made) == 1


def test_closing_does_not_wait_for_the_rest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "REST", 1e9)
    monkeypatch.setattr(writing, "LONGEST_REST", 24 * 60 * 60.0)
    opened = Writer(store)
    desk = Desk(store, opened)  # has begun a run, so the writer rests
    run_to_end(opened.close)
    assert desk.run
