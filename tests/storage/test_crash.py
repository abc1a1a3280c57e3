"""Kills, full disks, locks and servers that go away: nothing lost, nothing twice."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import PoolProxiedConnection, event, text

from crawler.storage import StartRun, Store, StoreFailed, Writer, database, transactions
from crawler.storage.transactions import retry_pauses
from tests.databases import Server, postgresql_database, throwaway_server
from tests.storage.breaking import break_schema, mend_schema
from tests.storage.desk import NOON, Desk
from tests.waiting import NET, wait_until

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]


def start(url: str, number: int, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.crawling", url, str(number), *more]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def check_account(store: Store, number: int | None = None) -> set[str]:
    """Every article once, in one version, its page done, and no page done without one; returns the keys."""
    stored = store.articles(limit=10_000)
    keys = {one.article.key for one in stored}
    assert len(keys) == len(stored)
    assert all(len(store.versions(one.id)) == one.version == 1 for one in stored)
    query = text("SELECT key FROM pages WHERE kind = 'article' AND state IN ('done', 'unchanged')")
    assert set(store.read(lambda connection: list(connection.scalars(query)))) == keys
    if number is not None:
        assert keys == {f"gazette:{count}" for count in range(number)}
    return keys


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.deep) for seed in range(1, 12))])
def test_kills_at_random_points_lose_nothing_and_store_nothing_twice(database_url: str, seed: int) -> None:
    number, moment = 200, random.Random(seed)
    Store.open(database_url).close()
    for _ in range(3):
        process = start(database_url, number)
        assert process.stdout is not None
        for _ in range(moment.randrange(1, 120)):
            process.stdout.readline()
        time.sleep(moment.random() * 0.01)
        process.kill()
        said = set(process.communicate()[0].split()) - {"end"}
        store = Store.open(database_url)
        assert said <= check_account(store)
        store.close()
    out, err = start(database_url, number).communicate(timeout=NET)
    assert out.endswith("end\n"), err
    store = Store.open(database_url)
    check_account(store, number)
    store.close()


def test_four_crawls_with_the_same_addresses_at_once(database_url: str) -> None:
    Store.open(database_url).close()
    processes = [start(database_url, 120) for _ in range(4)]
    outs = [process.communicate(timeout=NET) for process in processes]
    assert all(out.endswith("end\n") and "rror" not in out for out, _ in outs), outs
    store = Store.open(database_url)
    check_account(store, 120)
    store.close()


def test_a_full_database_stops_the_store_and_marks_nothing_done(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/crawler.db")
    first = Writer(store)
    desk = Desk(store, first)
    pages = desk.page(*(f"gazette:{number}" for number in range(300)))
    first.close()
    size = store.read(lambda connection: connection.scalar(text("PRAGMA page_count")))

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {size + 20}")

    event.listen(store.engine, "connect", limit)
    store.close()
    writer = Writer(store, patience=0.5)
    outcomes = [writer.submit(desk.storing(page)).exception(NET) for page in pages]
    writer.close()
    failures = [error for error in outcomes if error]
    assert failures
    assert all(isinstance(error, StoreFailed) and "full" in str(error) for error in failures)
    assert len(check_account(store)) == 300 - len(failures)
    assert store.read(lambda connection: connection.scalar(text("PRAGMA integrity_check"))) == "ok"
    store.close()
    resumed = Store.open(f"sqlite:///{tmp_path}/crawler.db")
    again = Desk(resumed, Writer(resumed))
    assert len([again.keep(page) for page in again.take(400)]) == len(failures)
    assert len(check_account(resumed)) == 300
    resumed.close()


def test_a_full_disk_stops_the_store_and_leaves_the_database_whole(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crawler.db"
    out, err = start(url, 400, "600000").communicate(timeout=NET)
    lines = out.split("\n")
    said = {line for line in lines if line.startswith("gazette:")}
    assert any(line.startswith("StoreFailed") for line in lines), (out, err)
    assert not any(line.startswith("RowError") for line in lines)
    store = Store.open(url)
    assert said <= check_account(store)
    assert store.dead_letters() == []
    assert store.read(lambda connection: connection.scalar(text("PRAGMA integrity_check"))) == "ok"
    store.close()
    out, err = start(url, 400).communicate(timeout=NET)
    assert out.endswith("end\n"), err
    store = Store.open(url)
    check_account(store, 400)
    store.close()


LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.readline()
"""


def test_a_database_locked_by_another_process_is_waited_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    store = Store.open(f"sqlite:///{tmp_path}/crawler.db")
    writer = Writer(store, patience=NET)
    desk = Desk(store, writer)
    page = desk.page("gazette:1")
    command = [sys.executable, "-c", LOCK, str(tmp_path / "crawler.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        future = writer.submit(desk.storing(page))
        wait_until(lambda: caplog.text.count("tried again") > 1)
        process.communicate("enough\n")
    assert future.result(NET).state == "done"
    writer.close()
    store.close()


def test_a_lock_that_outlasts_the_patience_is_reported_and_marks_nothing_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    store = Store.open(f"sqlite:///{tmp_path}/crawler.db")
    writer = Writer(store, patience=1)
    desk = Desk(store, writer)
    page = desk.page("gazette:1")
    other = sqlite3.connect(tmp_path / "crawler.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    future = writer.submit(desk.storing(page))
    assert "locked" in str(future.exception(NET))
    other.execute("ROLLBACK")
    writer.close()
    assert store.page_counts(desk.run)["article"] == {"pending": 1}
    store.close()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    with postgresql_database(postgresql_server) as url:
        yield url


def test_a_server_that_drops_its_connections_costs_nothing(postgresql_url: str) -> None:
    store = Store.open(postgresql_url)
    writer = Writer(store)
    desk = Desk(store, writer)
    pages = desk.page(*(f"gazette:{number}" for number in range(60)))
    for first in range(0, 60, 10):
        futures = [writer.submit(desk.storing(page)) for page in pages[first : first + 10]]
        wait_until(lambda: drop_connections(postgresql_url))
        assert {future.result(NET).state for future in futures} == {"done"}
    writer.close()
    check_account(store, 60)
    store.close()


def drop_connections(url: str) -> int:
    """Drop the connections of the store, and return how many they were."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
    with psycopg.connect(url, autocommit=True) as connection:
        ours = "AND datname = current_database() AND application_name = 'crawler'"
        return len(connection.execute(others + ours).fetchall())


@pytest.fixture
def own_server() -> Iterator[Server]:
    with throwaway_server() as server:
        yield server


def test_a_server_that_restarts_in_mid_crawl_costs_nothing(own_server: Server) -> None:
    store = Store.open(own_server.url)
    writer = Writer(store)
    desk = Desk(store, writer)
    pages = desk.page(*(f"gazette:{number}" for number in range(200)))

    def restart() -> None:
        own_server.stop()
        own_server.start()

    restarting = threading.Thread(target=restart)
    futures = []
    for number, page in enumerate(pages):
        if number == 50:
            restarting.start()
        futures.append(writer.submit(desk.storing(page)))
    assert store.neighbours("gazette", 1, excluding_key="x") == ()
    assert {future.result(NET).state for future in futures} == {"done"}
    restarting.join()
    writer.close()
    check_account(store, 200)
    store.close()


@pytest.mark.parametrize("took_effect", [True, False])
def test_a_commit_without_an_answer_is_asked_after(
    postgresql_url: str, took_effect: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(postgresql_url)
    writer = Writer(store)
    desk = Desk(store, writer)
    page = desk.page("gazette:1")
    commit, broken = store.engine.dialect.do_commit, []

    def commit_without_answer(connection: PoolProxiedConnection) -> None:
        if broken:
            return commit(connection)
        broken.append(True)
        if took_effect:
            commit(connection)
        connection.driver_connection.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(store.engine.dialect, "do_commit", commit_without_answer)
    run = desk.do(StartRun(spider="gazette", outlet="gazette", args={}, now=NOON))
    broken.clear()
    assert desk.keep(page).state == "done"
    assert broken
    assert [one.id for one in store.runs() if one.id != desk.run] == [run]
    check_account(store, None)
    writer.close()
    store.close()


def test_reads_wait_for_a_store_that_is_away(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    break_schema(store)
    pauses = retry_pauses(NET)

    def mend_at_the_third_try() -> Iterator[float]:
        yield from islice(pauses, 2)
        mend_schema(store)
        yield 0

    monkeypatch.setattr(transactions, "retry_pauses", lambda patience: mend_at_the_third_try())
    assert store.articles() == []


def test_a_read_ends_when_its_patience_does(database_url: str) -> None:
    store = Store.open(database_url, patience=0.2)
    break_schema(store)
    with pytest.raises(StoreFailed, match="articles"):
        store.articles()
    mend_schema(store)
    store.close()
