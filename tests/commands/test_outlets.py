"""`scrapy outlets`: a table that fits the terminal and obeys nobody, and the same as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.commands.outlets import describe_state, format_outlets, outlet_as_json
from crawler.storage import Alarm
from crawler.storage.health import OutletHealth
from crawler.storage.overview import OutletState
from crawler.terminal.columns import count_columns
from tests.storage.desk import HOUR, NOON

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
        *("outlet", "state", "last", "success", "next", "due", "a", "day"),
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
