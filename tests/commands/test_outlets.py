"""`scrapy outlets`: a table that fits the terminal and obeys nobody, and the same as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.commands.outlets import describe_state, format_outlets, outlet_as_json
from crawler.storage import Alarm
from crawler.storage.health import OutletHealth
from crawler.storage.overview import OutletState, PendingPages
from crawler.terminal.columns import count_columns
from tests.crawls import Project
from tests.site import Site
from tests.storage.desk import HOUR, NOON
from tests.terminals import open_terminal

HEALTH = OutletHealth(
    outlet="gazette",
    run_id=3,
    judged_at=NOON,
    answered_at=NOON - 3 * HOUR,
    per_day=7.25,
    coverage={"headline": 1.0, "authors": 0.724},
)
WELL = OutletState(outlet="gazette", health=HEALTH, due_at=NOON + timedelta(minutes=12))
ALARM = Alarm(
    id=1,
    outlet="gazette",
    kind="source-empty",
    subject="https://gazette.example/\x1b[2J" + "long/" * 60,
    evidence="it lists 0 articles; usually 20",
    suggestion="find another",
    opened_at=NOON,
    opened_run=3,
)


def test_an_outlet_is_one_line() -> None:
    headings, line = format_outlets([WELL], now=NOON, width=200)
    assert headings.split() == [
        *("outlet", "state", "last", "success", "next", "due", "pending", "a", "day"),
        *("headline", "body", "date_pub", "authors", "alarms"),
    ]
    assert line.split() == [
        "gazette",
        "well",
        "3",
        "h",
        "ago",
        "in",
        "12",
        "min",
        "-",
        "7.2",
        "100%",
        "-",
        "-",
        "72%",
        "-",
    ]


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (WELL, "well"),
        (replace(WELL, alarms=(ALARM,)), "alarm"),
        (replace(WELL, alarms=(ALARM,), is_running=True), "running"),
        (OutletState(outlet="new"), "never crawled"),
        (OutletState(outlet="new", due_at=NOON), "not judged"),
    ],
)
def test_a_word_says_how_an_outlet_is(state: OutletState, word: str) -> None:
    assert describe_state(state) == word


def test_alarms_stand_below_in_lines_that_fit_and_command_no_terminal() -> None:
    lines = list(format_outlets([replace(WELL, alarms=(ALARM,))], now=NOON, width=60))
    assert all(count_columns(line) <= 60 and line.isprintable() for line in lines)
    below = " ".join(lines[2:])
    assert "gazette: source-empty" in below
    assert "it lists 0 articles; usually 20. To do: find another" in below


@pytest.mark.parametrize("width", [40, 60, 80, 110, 200])
def test_columns_that_have_no_room_are_left_out_whole(width: int) -> None:
    states = [replace(WELL, outlet=name, alarms=(ALARM,)) for name in ("gazette", "港口新闻")]
    headings, *lines = list(format_outlets(states, now=NOON, width=width))[:3]
    assert all(count_columns(line) <= width and "…" not in line for line in (headings, *lines))
    assert headings.split()[:2] == ["outlet", "state"]
    assert headings.split()[-1] == "alarms"
    assert ("pending" in headings) is (width >= 40)
    assert ("date_pub" in headings) is (width >= 110)


def test_what_is_pending_is_said_below_the_table_and_in_json() -> None:
    pending = PendingPages(articles=2900, sources=20, of_backfills=1200, reasons={"budget-pages": 15})
    state = replace(WELL, pending=pending)
    lines = list(format_outlets([state, OutletState(outlet="new")], now=NOON, width=120))
    assert "2,920" in lines[1]
    assert lines[3:] == [
        "",
        "gazette: 2,920 pending = 2,900 articles + 20 sources; 1,200 of backfills; put back: 15 budget-pages",
    ]
    assert json.loads(outlet_as_json(state))["pending"] == {
        "articles": 2900,
        "sources": 20,
        "of_backfills": 1200,
        "reasons": {"budget-pages": 15},
    }


def test_pages_that_a_limit_has_left_are_pending(
    sqlite_project: Project,
) -> None:
    with Site(articles=6).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        assert sqlite_project.crawl("-a", "limit=2").status == 0
    ended = sqlite_project.run("outlets")
    assert "local: 4 pending = 4 articles" in ended.out.splitlines()


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_table_fits_a_terminal(sqlite_project: Project, columns: int) -> None:
    with open_terminal(sqlite_project, "outlets", columns=columns) as terminal:
        assert terminal.wait() == 0
    assert terminal.lines[0].startswith("outlet")
    assert not any("…" in line for line in terminal.lines)
    assert len(terminal.lines) > 10


def test_as_json_every_figure_is_there() -> None:
    entry = json.loads(outlet_as_json(replace(WELL, alarms=(ALARM,))))
    assert entry["outlet"] == "gazette"
    assert entry["state"] == "alarm"
    assert entry["last_success"] == (NOON - 3 * HOUR).isoformat()
    assert entry["articles_per_day"] == 7.25
    assert entry["coverage"] == {"headline": 1.0, "authors": 0.724}
    assert [(alarm["kind"], alarm["since"]) for alarm in entry["alarms"]] == [
        ("source-empty", NOON.isoformat())
    ]
    assert json.loads(outlet_as_json(OutletState(outlet="new")))["alarms"] == []
