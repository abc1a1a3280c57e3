"""What a person reads: the table, how far confidence holds, and the worst pages of each field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.accuracy import (
    Prediction,
    ScoredPage,
    format_accuracy_report,
    predict_pages,
    read_gold,
    score_prediction,
)
from crawler.accuracy.summary import calibrate_confidence
from tests.accuracy.pages import gold_file


@pytest.fixture
def pages(tmp_path: Path) -> list[ScoredPage]:
    gold = read_gold(gold_file(tmp_path))
    found = predict_pages(gold, processes=1)
    return [
        ScoredPage(gold=one, prediction=two, score=score_prediction(one, two))
        for one, two in zip(gold, found, strict=True)
    ]


def lines(pages: list[ScoredPage], *, worst: int = 3, width: int = 100) -> list[str]:
    return list(format_accuracy_report(pages, name="mine", worst=worst, width=width))


def test_the_table_has_a_column_for_what_gold_says(pages: list[ScoredPage]) -> None:
    headings, cells = (line.split() for line in lines(pages)[:2])
    row = dict(zip(headings, cells[1:], strict=True))
    assert cells[0] == "mine"
    assert {name: row[name] for name in ("n", "title", "date", "auth", "R", "acc", "snip")} == {
        "n": "3",
        "title": "0.333",
        "date": "0.500",
        "auth": "0.750",
        "R": "0.935",
        "acc": "0.500",
        "snip": "0.000",
    }
    assert float(row["med"]) > 0
    assert len(lines(pages)[0]) <= 100


def test_refused_pages_are_counted_by_their_reason(pages: list[ScoredPage]) -> None:
    assert "refused as no article, and scored all the same: 1 (1 bot-wall)" in lines(pages)


def test_the_worst_pages_say_what_was_wanted_and_what_was_found(pages: list[ScoredPage]) -> None:
    shown = lines(pages)
    at = shown.index("headline, the worst of 3 pages")
    assert shown[at + 1].startswith("  0.000  two  https://www.larne-courier.example/")
    assert shown[at + 2] == "         wanted  Ferries stop"
    assert shown[at + 3].startswith("         got     Port Larne harbour closes for repairs")
    body = shown.index("body, the worst of 3 pages")
    assert shown[body + 5].startswith(
        "         wanted  (recall 0.87) A last paragraph that the page does not"
    )
    assert not any("one  http" in line for line in shown)


@pytest.mark.parametrize("worst", [0, 1])
def test_as_many_as_were_asked_for(pages: list[ScoredPage], worst: int) -> None:
    shown = lines(pages, worst=worst)
    assert sum(line.startswith("         wanted") for line in shown) == 5 * worst


def test_no_line_is_wider_than_the_terminal_and_none_commands_it(pages: list[ScoredPage]) -> None:
    hostile = replace(pages[1], prediction=replace(pages[1].prediction, headline="\x1b[2J港口" * 50))
    shown = lines([pages[0], hostile], width=70)[2:]
    assert all(len(line.encode("gb18030")) <= 71 for line in shown)
    assert not any("\x1b" in line for line in shown)


def test_without_a_confidence_that_is_said(pages: list[ScoredPage]) -> None:
    bare = [replace(page, prediction=replace(page.prediction, confidence={})) for page in pages]
    assert "headline        no confidence measured" in lines(bare)


def test_calibration_counts_the_sure_and_the_right(pages: list[ScoredPage]) -> None:
    scores = [pages[0].score, pages[0].score, pages[0].score, pages[1].score, pages[1].score]
    shares = [0.95, 0.9, None, 0.99, 0.2]
    found = [
        Prediction(id="a", confidence={} if share is None else {"headline": share, "body": 0.1})
        for share in shares
    ]
    headline = next(one for one in calibrate_confidence(scores, found) if one.field == "headline")
    assert (headline.measured, headline.sure, headline.right, headline.sure_and_right) == (4, 3, 3, 2)
    body = next(one for one in calibrate_confidence(scores, found) if one.field == "body")
    assert (body.sure, body.right) == (0, 5)
