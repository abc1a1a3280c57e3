"""The scores of many pages in one row, and how often a sure value is right."""

from __future__ import annotations

import pytest

from crawler.accuracy import Prediction, summarise_scores
from crawler.accuracy.scores import BodyScore, Score, SnippetScore
from crawler.accuracy.summary import BY_FIELD, Calibration, calibrate_confidence


def body(precision: float, recall: float, *, gold: bool = True, found: bool = True) -> BodyScore:
    exact = precision == recall == 1
    return BodyScore(precision=precision, recall=recall, exact=exact, has_gold=gold, has_prediction=found)


def found(number: int, **values: object) -> list[Prediction]:
    return [Prediction(id=str(n), **values) for n in range(number)]  # type: ignore[arg-type]


def test_a_set_of_no_pages_says_nothing() -> None:
    empty = summarise_scores([], [])
    assert (empty.pages, empty.f1, empty.title, empty.kept, empty.mean_ms) == (0, None, None, 1.0, None)


def test_f1_is_of_the_mean_precision_and_recall_and_not_the_mean_of_each_pages_own() -> None:
    row = summarise_scores([Score(body=body(1, 1)), Score(body=body(0.5, 0.25))], found(2))
    assert (row.p, row.r, row.exact) == (0.75, 0.625, 0.5)
    assert row.f1 == pytest.approx(2 * 0.75 * 0.625 / 1.375)
    assert row.mean_f1 == pytest.approx((1 + 1 / 3) / 2)


def test_a_page_without_a_prediction_costs_recall_alone_and_one_without_gold_precision_alone() -> None:
    scores = [Score(body=body(1, 1)), Score(body=body(0, 0, found=False)), Score(body=body(0, 0, gold=False))]
    row = summarise_scores(scores, found(3))
    assert (row.p, row.r) == (0.5, 0.5)


def test_what_gold_does_not_say_is_left_out_of_the_mean() -> None:
    row = summarise_scores([Score(title=1, auth=0.5), Score(title=0), Score()], found(3))
    assert (row.pages, row.title, row.auth, row.date) == (3, 0.5, 0.5, None)


def test_snippets_of_all_pages_are_one_measure() -> None:
    scores = [
        Score(snippets=SnippetScore(hit=3, missed=1, wrong=0)),
        Score(snippets=SnippetScore(hit=1, missed=3, wrong=4)),
    ]
    assert summarise_scores(scores, found(2)).snippets == pytest.approx(0.5)


def test_the_spread_is_two_standard_errors() -> None:
    row = summarise_scores([Score(title=value) for value in (0, 1, 0, 1)], found(4))
    assert row.spread == pytest.approx(2 * 0.57735 / 2, abs=1e-4)
    assert summarise_scores([Score(title=1)], found(1)).spread is None


def test_refused_pages_are_not_kept_and_times_are_those_that_were_taken() -> None:
    predictions = [
        Prediction(id="a", ms=10),
        Prediction(id="b", ms=30),
        Prediction(id="c", refusal="listing"),
    ]
    row = summarise_scores([Score()] * 3, predictions)
    assert (row.kept, row.median_ms, row.mean_ms) == (pytest.approx(2 / 3), 20, 20)


def test_a_confidence_holds_where_the_sure_values_are_right() -> None:
    scores = [Score(title=1), Score(title=0), Score(title=1), Score(title=1), Score()]
    shares = [{"headline": 0.95}, {"headline": 0.92}, {"headline": 0.5}, {}, {"headline": 0.99}]
    predictions = [Prediction(id=str(n), confidence=share) for n, share in enumerate(shares)]
    first = calibrate_confidence(scores, predictions)[0]
    assert first == Calibration(field="headline", measured=3, sure=2, right=3, sure_and_right=1)


def test_a_body_is_right_where_nearly_all_of_it_is() -> None:
    scores = [Score(body=body(0.95, 0.95)), Score(body=body(0.8, 0.8))]
    predictions = found(2, confidence={"body": 0.9})
    calibrated = {one.field: one for one in calibrate_confidence(scores, predictions)}
    assert set(calibrated) == set(BY_FIELD)
    assert (calibrated["body"].sure, calibrated["body"].sure_and_right) == (2, 1)
