"""One crawl of an outlet at a time: leases are taken, renewed, refused and taken over."""

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from crawler.storage import Busy, EndDeadRuns, EndRun, Lease, RenewLease, StartRun
from crawler.storage.leases import Holder, new_holder
from tests.storage.desk import Desk

FAR = replace(new_holder(), machine="another machine")


def begin(desk: Desk, holder: Holder, *, name: str = "gazette", after: float = 0) -> int:
    now, lease = desk.now + timedelta(seconds=after), Lease(name=name, holder=holder, seconds=60)
    return desk.do(StartRun(spider="gazette", outlet="gazette", args={}, lease=lease, now=now))


def end(desk: Desk, run: int) -> None:
    ended = {"status": "finished", "reason": "finished", "counts": {}, "accounting_ok": True}
    desk.do(EndRun(run_id=run, now=desk.now, **ended))


def end_dead_runs(desk: Desk) -> int:
    return desk.do(EndDeadRuns(holder=new_holder(), seconds=60, now=desk.now))


def rows(desk: Desk, sql: str) -> list:
    return desk.store.read(lambda connection: list(connection.execute(text(sql))))


def change(desk: Desk, sql: str, **values: object) -> None:
    with desk.store.engine.begin() as connection:
        connection.execute(text(sql), values)


def let_pass(desk: Desk, seconds: float) -> None:
    """Time goes by since the leases were renewed, by whatever clock the database goes."""
    shift = f"renewed_at - interval '{seconds} seconds'"
    if desk.store.engine.dialect.name == "sqlite":
        shift = f"strftime('%Y-%m-%d %H:%M:%f000', renewed_at, '{-seconds} seconds')"
    change(
        desk, f"UPDATE leases SET renewed_at = {shift}, machine_seconds = machine_seconds - {int(seconds)}"
    )


def status(desk: Desk, run: int) -> str:
    return next(row.status for row in rows(desk, f"SELECT status FROM runs WHERE id = {run}"))


def test_an_outlet_that_is_being_crawled_is_left_and_no_run_is_begun(desk: Desk) -> None:
    first = begin(desk, new_holder())
    before = len(rows(desk, "SELECT id FROM runs"))
    with pytest.raises(Busy, match=f"gazette is being crawled since its run {first}"):
        begin(desk, new_holder())
    assert len(rows(desk, "SELECT id FROM runs")) == before


def test_other_outlets_are_free(desk: Desk) -> None:
    begin(desk, new_holder())
    begin(desk, new_holder(), name="herald")


def test_the_end_of_a_run_frees_its_outlet(desk: Desk) -> None:
    run = begin(desk, new_holder())
    end(desk, run)
    begin(desk, new_holder())


@pytest.mark.parametrize(("age", "free"), [(0, False), (59, False), (61, True), (10_000_000, True)])
def test_a_lease_of_another_machine_expires(desk: Desk, age: int, free: bool) -> None:
    begin(desk, FAR)
    let_pass(desk, age)
    if free:
        assert begin(desk, new_holder())
    else:
        with pytest.raises(Busy):
            begin(desk, new_holder())


def test_a_lease_that_is_renewed_does_not_expire(desk: Desk) -> None:
    begin(desk, FAR)
    let_pass(desk, 50)
    assert desk.do(RenewLease(holder=FAR, now=desk.now))
    let_pass(desk, 50)
    with pytest.raises(Busy):
        begin(desk, new_holder())


def test_who_lost_a_lease_is_told_so_and_takes_nothing_back(desk: Desk) -> None:
    begin(desk, FAR)
    let_pass(desk, 61)
    mine = new_holder()
    begin(desk, mine)
    assert not desk.do(RenewLease(holder=FAR, now=desk.now))
    assert desk.do(RenewLease(holder=mine, now=desk.now))


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=365)])
def test_case_12_on_one_machine_no_clock_frees_an_outlet_that_is_being_crawled(desk: Desk, jump) -> None:
    begin(desk, new_holder())
    desk.now += jump
    with pytest.raises(Busy):
        begin(desk, new_holder())


def test_case_12_a_lease_taken_while_the_clock_was_a_year_ahead_expires_all_the_same(desk: Desk) -> None:
    begin(desk, FAR)
    let_pass(desk, -365 * 86400)
    with pytest.raises(Busy):
        begin(desk, new_holder())
    let_pass(desk, 61)
    begin(desk, new_holder())


@pytest.mark.system
def test_the_outlet_of_a_process_that_has_ended_is_free_at_once(desk: Desk) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "from crawler.storage.leases import *; print(new_holder().process)"],
        capture_output=True,
        text=True,
        check=True,
    )
    run = begin(desk, replace(new_holder(), process=dead.stdout.strip()))
    begin(desk, new_holder())
    end_dead_runs(desk)
    assert status(desk, run) == "interrupted"


def test_a_process_that_hangs_loses_its_outlet(desk: Desk) -> None:
    begin(desk, replace(new_holder(), seconds=new_holder().seconds - 61))
    begin(desk, new_holder())


def test_runs_that_were_killed_are_marked_interrupted_and_others_stay(desk: Desk) -> None:
    killed, alive = begin(desk, FAR), begin(desk, new_holder(), name="herald")
    end(desk, desk.run)
    assert end_dead_runs(desk) == 0
    change(desk, "UPDATE leases SET renewed_at = '2024-01-01 00:00:00' WHERE name = 'gazette'")
    assert end_dead_runs(desk) == 1
    assert (status(desk, killed), status(desk, alive)) == ("interrupted", "running")
    assert rows(desk, "SELECT name FROM leases") == [("herald",)]
