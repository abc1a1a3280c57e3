"""Scores of a page: what counts as right, and the same figures as the corpora's own measure."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.accuracy import (
    Gold,
    Prediction,
    read_gold,
    score_prediction,
    summarise_scores,
    write_predictions,
)
from crawler.accuracy.score_report import COLUMNS
from crawler.accuracy.scores import score_body
from tools.gold_sets import correct_gold

TEN = "one two three four five six seven eight nine ten"


def page(**known: object) -> Gold:
    return Gold(place="here", id="a", url="https://a.example/1", path=Path("a.html"), **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        ("A “wall” falls…", 'a "WALL"  falls...', 1),
        ("A wall – falls", "A wall - falls", 1),
        ("Ｗide letters", "Wide letters", 1),
        ("A wall falls", "A wall falls | Courier", 0),
        ("A wall falls", None, 0),
    ],
)
def test_a_title_is_right_whatever_the_form_of_its_signs(gold: str, found: str | None, right: float) -> None:
    assert score_prediction(page(title=gold), Prediction(id="a", headline=found)).title == right


@pytest.mark.parametrize(
    ("gold", "found", "right"),
    [
        (["Ana Pérez"], ["ana pérez"], 1),
        (["By Ana Pérez"], ["Ana Pérez"], 1),
        (["J.-P. Roy"], ["JP Roy"], 1),
        (["Ana Pérez", "Li Wei"], ["Li Wei"], 2 / 3),
        (["Ana Pérez"], ["Ana Pérez", "Li Wei", "Bo"], 0.5),
        (["Ana Pérez"], [], 0),
        (["  "], ["Ana"], None),
        ([], ["Ana"], None),
    ],
)
def test_authors_are_a_set_of_names(gold: list[str], found: list[str], right: float | None) -> None:
    scored = score_prediction(page(authors=tuple(gold)), Prediction(id="a", authors=found)).auth
    assert scored == (pytest.approx(right) if right is not None else None)


def test_a_day_is_right_whatever_the_hour() -> None:
    gold = page(date_published="2024-05-01 23:30:00+02:00")
    assert score_prediction(gold, Prediction(id="a", date_published="2024-05-01")).date == 1
    assert score_prediction(gold, Prediction(id="a", date_published="2024-05-02")).date == 0
    assert score_prediction(gold, Prediction(id="a")).date == 0


def test_a_body_is_compared_by_runs_of_four_words() -> None:
    whole, half = score_body(TEN, TEN.upper()), score_body(TEN, "one two three four five six")
    assert (whole.precision, whole.recall, whole.exact) == (0, 0, False)
    assert (half.precision, half.recall) == (1, 3 / 7)
    assert score_body(TEN, f"{TEN}!").exact


def test_texts_without_spaces_are_compared_by_characters() -> None:
    assert score_body("港口因风暴关闭三周", "港口因风暴关闭三周。").exact
    assert score_body("港口因风暴关闭三周", "港口因风暴关闭").recall == 4 / 6


def test_nothing_against_nothing_is_right_and_against_something_is_not() -> None:
    assert (score_body("", "").precision, score_body("", "").recall) == (1, 1)
    assert (score_body(TEN, "").precision, score_body(TEN, "").recall) == (0, 0)


def test_the_nearest_of_several_bodies_counts() -> None:
    scored = score_prediction(page(bodies=(TEN, "one two three four five six")), Prediction(id="a", body=TEN))
    assert scored.body is not None
    assert scored.body.exact


def test_a_dateline_that_the_schema_keeps_apart_may_stand_before_the_body() -> None:
    head, _, rest = TEN.partition(" five ")
    apart = Prediction(id="a", body=f"five {rest}", dateline=f"{head} (Reuters) -")
    for gold in (f"{head} (Reuters) - five {rest}", f"five {rest}"):
        scored = score_prediction(page(bodies=(gold,)), apart)
        assert scored.body is not None
        assert scored.body.exact


def test_what_gold_does_not_say_is_not_scored() -> None:
    scored = score_prediction(page(title="T"), Prediction(id="a", headline="T", body=TEN, language="en"))
    assert (scored.title, scored.date, scored.auth, scored.lang, scored.body) == (1, None, None, None, None)


SETS = ("aeb", "publishers", "web2025", "multilingual")


@pytest.mark.system
@pytest.mark.parametrize("name", SETS)
def test_the_figures_are_those_of_the_corpora_s_own_measure(name: str, corpora: Path, tmp_path: Path) -> None:
    script = corpora.parent / "bench" / "score_articles.py"
    path = correct_gold(corpora / "articles" / name / "gold.jsonl", folder=tmp_path)
    if not script.is_file():
        pytest.skip(f"no {script.name} beside the corpora")
    gold = read_gold(path)
    made = [damaged(one, random.Random(one.id)) for one in gold]
    write_predictions(made, tmp_path / "made.jsonl")
    ran = subprocess.run(
        [sys.executable, script, path, tmp_path / "made.jsonl"], capture_output=True, text=True, check=True
    )
    headings, cells = (line.split() for line in ran.stdout.splitlines())
    theirs = dict(zip(headings, cells[1:], strict=True))
    summary = summarise_scores([score_prediction(*pair) for pair in zip(gold, made, strict=True)], made)
    digits = {"n": 0, "med": 1, "mean": 1}
    ours = {
        column: f"{value:.{digits.get(column, 3)}f}"
        for column, attribute in COLUMNS.items()
        if (value := getattr(summary, attribute)) is not None
    }
    assert theirs.pop("miss") == "0"
    assert ours == theirs


def damaged(gold: Gold, chance: random.Random) -> Prediction:
    """What an extractor might make of a page: some fields right, some wrong, some missing."""
    kept = [
        text for text in (gold.bodies or ("\n".join(gold.present),))[0].split("\n") if chance.random() < 0.8
    ]
    kept += [text for text in gold.absent if chance.random() < 0.3]
    names = [name for name in gold.authors if chance.random() < 0.7]
    text = "\n\n".join(kept)
    dateline, _, rest = text.partition(". ") if chance.random() < 0.3 else ("", "", text)
    return Prediction(
        id=gold.id,
        headline=chance.choice([gold.title, f"{gold.title} | Site", None]),
        authors=[*names, *(["Ole Berg"] if chance.random() < 0.2 else [])],
        date_published=chance.choice([gold.date_published, "2020-01-01", None]),
        body=rest,
        dateline=dateline or None,
        language=chance.choice([gold.language, "en"]),
        ms=chance.uniform(1, 30),
    )


def test_predictions_are_written_a_page_a_line(tmp_path: Path) -> None:
    given = Prediction(id="a", headline="Für ü", authors=["Bo"], confidence={"headline": 0.9}, ms=1.25)
    write_predictions([given], tmp_path / "p.jsonl")
    (line,) = (tmp_path / "p.jsonl").read_text("utf-8").splitlines()
    assert "Für ü" in line
    assert Prediction(**json.loads(line)) == given
