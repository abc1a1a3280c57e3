"""`scrapy runs` shows the last runs with their accounts, and says where there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.commands.runs import format_run
from crawler.records import STATES
from crawler.storage import Run, StartRun, Store, Writer
from tests.crawls import Project
from tests.waiting import NET

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
COUNTS = {
    "article": {"taken": 3, **dict.fromkeys(STATES, 0), "done": 2, "gone": 1},
    "source": {"taken": 1, **dict.fromkeys(STATES, 0), "unchanged": 1},
    "links": {"known": 4, "new": 3},
}
RUN = Run(
    id=7,
    spider="gazette",
    outlet="gazette",
    started_at=NOON,
    ended_at=NOON + timedelta(seconds=61.4),
    status="finished",
    reason="finished",
    counts=COUNTS,
    accounting_ok=True,
)


def test_a_run_is_a_few_lines() -> None:
    assert list(format_run(RUN)) == [
        "run 7  gazette",
        "  2026-03-02 12:00:00 UTC, 61 s: finished; the account adds up",
        "  articles 3 taken = 2 done + 1 gone",
        "  sources 1 taken = 1 unchanged",
        "  links = 4 known, 3 new",
    ]


@pytest.mark.parametrize(
    ("accounting_ok", "said"), [(True, "adds up"), (False, "does NOT add up"), (None, "not closed")]
)
def test_its_account_adds_up_or_does_not(accounting_ok: bool | None, said: str) -> None:
    assert next(line for line in format_run(replace(RUN, accounting_ok=accounting_ok)) if said in line)


def test_its_arguments_are_shown_as_they_are_given() -> None:
    first = next(format_run(replace(RUN, args={"since": "2024-01-01", "limit": 5})))
    assert first == "run 7  gazette -a since=2024-01-01 -a limit=5"


def test_a_run_that_has_not_ended_shows_no_duration_and_one_that_was_cut_its_reason() -> None:
    began = list(format_run(replace(RUN, ended_at=None, status="running", reason=None, counts={})))
    assert began[1] == "  2026-03-02 12:00:00 UTC: running; the account adds up"
    cut = list(format_run(replace(RUN, status="interrupted", reason="shutdown")))
    assert "interrupted (shutdown)" in cut[1]


def test_what_waits_and_what_is_left_of_a_backfill_is_shown() -> None:
    more = {"waits": {"retry-after": 2}, "archive": {"2024-01-01..": {"pages": 5}}, "backlog": 40}
    lines = list(format_run(replace(RUN, counts={**COUNTS, **more})))
    assert "  waits = 2 retry-after" in lines
    assert "  archive 2024-01-01..: 5 pages left" in lines
    assert lines[-1] == "  40 pages wait for the next run"


def begin_runs(url: str, number: int) -> None:
    store = Store.open(url)
    writer = Writer(store)
    for count in range(number):
        begun = StartRun(spider=f"outlet{count}", outlet=None, args={}, now=NOON + timedelta(hours=count))
        writer.submit(begun).result(NET)
    writer.close()
    store.close()


def test_the_command_shows_the_newest_first_and_as_many_as_are_asked_for(project: Project) -> None:
    begin_runs(project.database_url, 3)
    shown = project.run("runs", "-n", "2")
    assert shown.status == 0
    assert [line for line in shown.out.splitlines() if line.startswith("run ")] == [
        "run 3  outlet2",
        "run 2  outlet1",
    ]


def test_where_there_is_no_run_or_no_store_it_says_so(sqlite_project: Project) -> None:
    missing = sqlite_project.run("runs")
    assert missing.status == 2
    assert "no database at" in missing.err
    assert "crawl something first" in missing.err
    begin_runs(sqlite_project.database_url, 0)
    assert sqlite_project.run("runs").out == "no run yet: scrapy crawl OUTLET makes one\n"
