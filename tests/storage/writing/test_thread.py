"""The one writer: what is handed in is committed together, once, or told to have failed; runs share it."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

import pytest

from crawler.storage import RowError, SetWatchSince, Store, StoreFailed, TakePages, Writer, WriterClosed
from crawler.storage.writing.thread import SharedStore
from tests.storage.breaking import break_schema, busy, commits, mend_schema
from tests.storage.desk import NOON, Desk, article
from tests.waiting import NET, run_to_end, wait_until


def test_one_poison_article_among_fifty(desk: Desk) -> None:
    pages = desk.page(*(f"gazette:{number}" for number in range(50)))
    with busy(desk.store):
        futures = [desk.writer.submit(desk.storing(page, given(page.key))) for page in pages]
    failed = [number for number, future in enumerate(futures) if future.exception(NET)]
    assert failed == [17]
    assert isinstance(futures[17].exception(), RowError)
    assert desk.store.page_counts(desk.run)["article"] == {"done": 49, "dead": 1}
    [letter] = desk.store.dead_letters()
    assert letter.page_id == pages[17].id
    assert "word_count" in letter.letter.reason
    assert "Traceback" in letter.letter.trace
    assert letter.letter.payload["article"]["headline"] == "Headline of gazette:17"


def given(key: str):
    return article(key, word_count="many" if key == "gazette:17" else 3)


def test_a_dead_page_is_tried_again_the_next_day_where_pages_may_be_due(desk: Desk) -> None:
    page = desk.page("gazette:17")
    with pytest.raises(RowError):
        desk.keep(page, given("gazette:17"))
    again = desk.again(page, hours=25)
    assert (again.state_before, again.attempts) == ("dead", 1)
    with pytest.raises(RowError):
        desk.keep(again, given("gazette:17"), due_at=None)
    desk.now += desk.now - desk.now.replace(year=2000)
    desk.start()
    assert desk.take() == []


def test_a_future_has_its_result_only_once_committed(desk: Desk) -> None:
    page = desk.page("gazette:1")
    seen: list[object] = []
    future = desk.writer.submit(desk.storing(page))
    future.add_done_callback(lambda done: seen.append(desk.store.article("gazette:1")))
    wait_until(lambda: seen)
    assert seen[0] is not None


def test_all_that_waits_goes_into_one_transaction(desk: Desk) -> None:
    pages = desk.page(*(f"gazette:{number}" for number in range(30)))
    order: list[int] = []
    with busy(desk.store):
        futures = [desk.writer.submit(desk.storing(page)) for page in pages]
        for number, future in enumerate(futures):
            future.add_done_callback(lambda _, number=number: order.append(number))
        assert order == []
        made = commits(desk.store)
    wait_until(lambda: len(order) == len(pages))
    assert order == sorted(order)
    assert len(made) <= 3  # of the block that held the lock, of the first article, and of all others
    assert len(desk.store.articles(limit=100)) == 30


def test_close_writes_all_that_was_handed_in(store: Store) -> None:
    writer = Writer(store)
    desk = Desk(store, writer)
    pages = desk.page(*(f"gazette:{number}" for number in range(40)))
    futures = [writer.submit(desk.storing(page)) for page in pages]
    writer.close()
    writer.close()
    assert all(future.done() for future in futures)
    assert len(store.articles(limit=100)) == 40
    with pytest.raises(WriterClosed):
        writer.submit(desk.storing(pages[0]))


def test_what_was_handed_in_can_not_be_cancelled(desk: Desk) -> None:
    page = desk.page("gazette:1")
    with busy(desk.store):
        future = desk.writer.submit(desk.storing(page))
        assert not future.cancel()
    assert future.result(NET).state == "done"


def test_a_callback_that_raises_does_not_stop_the_writer(desk: Desk) -> None:
    one, two = desk.page("gazette:1", "gazette:2")

    def broken(done: Future[object]) -> None:
        raise ValueError("broken callback")

    future = desk.writer.submit(desk.storing(one))
    future.add_done_callback(broken)
    future.result(NET)
    assert desk.keep(two).state == "done"


def test_a_store_that_fails_for_good_releases_every_waiter(store: Store) -> None:
    failures: list[StoreFailed] = []
    writer = Writer(store, on_failure=failures.append, patience=1)
    desk = Desk(store, writer)
    pages = desk.page("gazette:1", "gazette:2", "gazette:3")
    break_schema(store)
    futures = [writer.submit(desk.storing(page)) for page in pages]
    assert all(isinstance(future.exception(NET), StoreFailed) for future in futures)
    later = writer.submit(
        TakePages(run_id=desk.run, spider="gazette", outlet="gazette", now=desk.now, limit=1)
    )
    assert isinstance(later.exception(NET), StoreFailed)
    writer.close()
    assert len(failures) == 1
    mend_schema(store)
    assert store.page_counts(desk.run)["article"] == {"pending": 3}
    assert store.articles() == []


def test_a_store_that_comes_back_in_time_loses_nothing(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    writer = Writer(store, patience=NET)
    desk = Desk(store, writer)
    pages = desk.page("gazette:1", "gazette:2")
    break_schema(store)
    futures = [writer.submit(desk.storing(page)) for page in pages]
    wait_until(lambda: caplog.text.count("tried again") > 1)
    assert not any(future.done() for future in futures)
    mend_schema(store)
    assert [future.result(NET).state for future in futures] == ["done", "done"]
    writer.close()


def test_closing_may_shorten_the_patience(store: Store) -> None:
    writer = Writer(store, patience=24 * 60 * 60)
    desk = Desk(store, writer)
    page = desk.page("gazette:1")
    break_schema(store)
    future = writer.submit(desk.storing(page))
    run_to_end(lambda: writer.close(patience=0.5))
    assert isinstance(future.exception(), StoreFailed)
    mend_schema(store)


class User:
    """Who uses the store, and is told where that fails."""

    def __init__(self, url: str, *, patience: float = 1) -> None:
        self.failures: list[StoreFailed] = []
        self.shared = SharedStore.use(url, patience=patience, on_failure=self.failed)

    def failed(self, failure: StoreFailed) -> None:
        self.failures.append(failure)

    def leave(self) -> None:
        self.shared.leave(self.failed)

    def write(self):
        return self.shared.writer.submit(SetWatchSince(outlet="gazette", watch_since=NOON, now=NOON)).result(
            30
        )


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/crawler.db"


def test_those_who_use_an_address_share_it_and_the_last_one_closes_it(url: str) -> None:
    one, two = User(url), User(url)
    assert one.shared is two.shared
    one.leave()
    assert two.write() == NOON
    two.leave()
    three = User(url)
    assert three.shared is not two.shared
    assert three.write() == NOON
    three.leave()


def test_all_are_told_where_the_store_fails_and_who_comes_later_gets_a_new_one(
    url: str, tmp_path: Path
) -> None:
    one, two = User(url, patience=0), User(url, patience=0)
    one.shared.store.engine.dispose()
    (tmp_path / "crawler.db").rename(tmp_path / "away.db")
    (tmp_path / "crawler.db").mkdir()
    with pytest.raises(StoreFailed):
        one.write()
    assert (len(one.failures), len(two.failures)) == (1, 1)
    (tmp_path / "crawler.db").rmdir()
    (tmp_path / "away.db").rename(tmp_path / "crawler.db")
    three = User(url)
    assert three.write() == NOON
    for user in (one, two, three):
        user.leave()


def test_patience_ends_early_only_once_all_are_about_to_end(url: str) -> None:
    one, two = User(url, patience=60), User(url, patience=60)
    one.shared.hurry(one.failed, 2)
    assert one.shared.writer._patience == 60
    two.shared.hurry(two.failed, 2)
    assert two.shared.writer._patience == 2
    one.leave()
    two.leave()
