"""An outlet is forgotten: watched no more, its rows kept or removed in batches, whatever cuts them short."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.storage import Busy, EndRun, Lease, RenewLease, SetWatchSince, StartRun, Store
from crawler.storage.due_outlets import due_names, watched_outlets
from crawler.storage.forget import RemoveRest, StopWatching, count_rows, forget_outlet, is_known
from crawler.storage.leases import new_holder
from crawler.storage.overview import forgotten_outlets, outlet_states
from tests.storage.desk import HOUR, NOON, Desk, article
from tests.storage.troubles import EMPTY, SILENCE, judge, open_kinds, states

ROOT = Path(__file__).parents[2]
TABLES = (
    "pages", "articles", "versions", "urls", "runs", "dead_letters", "alarms", "deliveries", "walks",
    "health", "leases",
)  # fmt: skip


def counts(store: Store) -> Counter[str]:
    """How many rows of each table there are."""
    return +Counter(
        {
            table: store.read(lambda c, t=table: c.scalar(text(f"SELECT count(*) FROM {t}")))
            for table in TABLES
        }
    )


def change(store: Store, sql: str, **values: object) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(sql), values)


def fill(desk: Desk, number: int = 5) -> None:
    """An outlet with something in every table, and one article of another."""
    desk.do(SetWatchSince(outlet="gazette", watch_since=NOON, now=NOON))
    pages = desk.page(*(f"gazette:{n}" for n in range(number)))
    for page in pages[:-1]:
        desk.keep(page)
    change(desk.store, "INSERT INTO dead_letters (run_id, page_id, stage, reason, created_at)"
           " VALUES (:run, :page, 'parse', 'x', '2024-05-01')", run=desk.run, page=pages[-1].id)  # fmt: skip
    change(desk.store, "INSERT INTO walks (outlet, cursor, unfolded, begun_at) VALUES"
           " ('gazette', '{}', :no, '2024-05-01')", no=False)  # fmt: skip
    judge(desk.store, desk.run, SILENCE, EMPTY)
    [other] = desk.page("courier:1", "courier:2")[:1]
    desk.keep(other, article("courier:1", outlet="courier"))
    change(desk.store, "UPDATE pages SET outlet = 'courier', asked_by = 'courier' WHERE key LIKE 'courier%'")
    desk.do(EndRun(run_id=desk.run, status="finished", reason=None, counts={}, accounting_ok=True, now=NOON))
    desk.do(StartRun(spider="courier", outlet="courier", args={}, now=NOON))


def forget(store: Store, **values: object):
    return forget_outlet(store, "gazette", **{"remove": True, "seconds": 60, **values})


def test_what_is_stored_goes_with_all_that_hangs_on_it_and_nothing_else(desk: Desk) -> None:
    fill(desk)
    before = counts(desk.store)
    done = forget(desk.store)
    assert done.alarms_closed == 2
    assert done.removed == before - counts(desk.store)
    assert not done.removed.keys() - set(TABLES)
    assert +counts(desk.store) == {"pages": 2, "articles": 1, "versions": 1, "urls": 1, "runs": 1}
    assert [one.article.key for one in desk.store.articles()] == ["courier:1"]
    assert desk.store.read(lambda connection: count_rows(connection, "gazette")) == Counter(
        pages=0, articles=0, alarms=0
    )


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_batches_of_any_size_remove_the_same(desk: Desk, batch: int) -> None:
    fill(desk, number=5)
    told: list[int] = []
    forget(desk.store, batch=batch, progress=lambda rows: told.append(rows["pages"]))
    assert +counts(desk.store) == {"pages": 2, "articles": 1, "versions": 1, "urls": 1, "runs": 1}
    steps = [after - before for before, after in zip([0, *told], told, strict=False)]
    assert max(steps) == batch  # no transaction is longer than its batch


def test_what_is_kept_stays_while_nobody_looks_at_it(desk: Desk) -> None:
    fill(desk)
    before = counts(desk.store)
    done = forget(desk.store, remove=False)
    assert (done.alarms_closed, +done.removed) == (2, Counter())
    assert counts(desk.store) == before
    assert open_kinds(desk.store) == []
    assert states(desk.store) == ["given-up", "given-up"]


@pytest.mark.parametrize("remove", [True, False])
def test_it_is_watched_no_more_until_it_is_crawled_again(desk: Desk, remove: bool) -> None:
    fill(desk)
    forget(desk.store, remove=remove)
    assert desk.store.read(watched_outlets) == []
    assert due_names(desk.store, [], seconds=60) == []
    assert desk.store.read(outlet_states) == []
    assert desk.store.read(forgotten_outlets) == {"gazette"}
    later = NOON + HOUR
    assert desk.do(SetWatchSince(outlet="gazette", watch_since=later, now=later)) == later
    assert desk.store.read(watched_outlets) == ["gazette"]
    assert desk.store.read(forgotten_outlets) == set()


def test_an_outlet_that_was_never_crawled_is_forgotten_too(desk: Desk) -> None:
    assert not desk.store.read(lambda connection: is_known(connection, "nobody"))
    done = forget_outlet(desk.store, "nobody", remove=True, seconds=60)
    assert (done.alarms_closed, +done.removed) == (0, Counter())
    assert desk.store.read(forgotten_outlets) == {"nobody"}
    assert desk.store.read(lambda connection: is_known(connection, "gazette"))


def test_an_outlet_that_is_being_crawled_is_left(desk: Desk) -> None:
    fill(desk)
    before = counts(desk.store)
    lease = Lease(name="gazette", holder=new_holder(), seconds=60)
    run = desk.do(StartRun(spider="gazette", outlet="gazette", args={}, lease=lease, now=NOON))
    with pytest.raises(Busy, match=f"gazette is being crawled since its run {run}"):
        forget(desk.store)
    assert desk.store.read(watched_outlets) == ["gazette"]
    assert counts(desk.store) == before + Counter(runs=1, leases=1)


def test_no_crawl_begins_while_it_is_being_forgotten(desk: Desk) -> None:
    fill(desk)
    refused: list[str] = []

    def crawl(rows: object) -> None:
        lease = Lease(name="gazette", holder=new_holder(), seconds=60)
        with pytest.raises(Busy) as error:
            desk.do(StartRun(spider="gazette", outlet="gazette", args={}, lease=lease, now=NOON))
        refused.append(str(error.value))

    forget(desk.store, progress=crawl)
    assert refused
    assert "gazette is being forgotten" in refused[0]
    assert counts(desk.store)["leases"] == 0


def test_a_lease_that_was_taken_over_ends_the_removal(desk: Desk) -> None:
    lease = Lease(name="gazette", holder=new_holder(), seconds=60)
    desk.do(StopWatching(lease=lease, now=NOON))
    assert desk.do(RenewLease(holder=lease.holder, now=NOON))
    change(desk.store, "UPDATE leases SET holder = 'another'")
    with pytest.raises(Busy, match="ask again"):
        desk.do(RemoveRest(lease=lease, now=NOON + timedelta(seconds=1)))


def test_an_article_of_the_outlet_that_a_page_of_another_has_goes_and_the_page_stays(desk: Desk) -> None:
    fill(desk)
    [courier, gazette] = [
        desk.store.read(lambda c, k=key: c.scalar(text(f"SELECT id FROM articles WHERE key = '{k}'")))
        for key in ("courier:1", "gazette:1")
    ]
    change(desk.store, "UPDATE pages SET article_id = :article WHERE key = 'courier:2'", article=gazette)
    forget(desk.store)
    wanted = text("SELECT key, article_id FROM pages ORDER BY key")
    assert desk.store.read(lambda c: [tuple(row) for row in c.execute(wanted)]) == [
        ("courier:1", courier), ("courier:2", None),
    ]  # fmt: skip


KILLED = """
import os, signal, sys
from crawler.storage import Store
from crawler.storage.forget import forget_outlet

def die(rows):
    if rows["pages"] >= 4:
        os.kill(os.getpid(), signal.SIGKILL)

forget_outlet(Store.open(sys.argv[1]), "gazette", remove=True, seconds=60, batch=2, progress=die)
"""


@pytest.mark.system
def test_killed_half_way_it_leaves_a_whole_store_and_goes_on(desk: Desk, database_url: str) -> None:
    fill(desk, number=9)
    command = [sys.executable, "-c", KILLED, database_url]
    ended = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    left = counts(desk.store)
    assert 0 < left["pages"] < 12
    assert left["leases"] == 1
    lost = "SELECT count(*) FROM pages WHERE state = 'done' AND kind = 'article' AND article_id IS NULL"
    assert desk.store.read(lambda connection: connection.scalar(text(lost))) == 0
    assert due_names(desk.store, [], seconds=60) == []
    forget(desk.store)
    assert +counts(desk.store) == {"pages": 2, "articles": 1, "versions": 1, "urls": 1, "runs": 1}


def test_the_number_of_the_newest_run_does_not_come_again(desk: Desk) -> None:
    fill(desk)
    newest = desk.start()
    desk.do(EndRun(run_id=newest, status="finished", reason=None, counts={}, accounting_ok=True, now=NOON))
    forget(desk.store)
    assert desk.store.runs(1)[0].id == newest
    assert desk.start() > newest
