"""Extraction is at least as right as it was, on the pages of the project and on the corpora's."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tools.floor import fallen, floor, measured, measured_refusals, written
from tools.gold_sets import CORPORA_SETS, SETS, gold_of

pytestmark = pytest.mark.system
#: Three quarters of the corpora's pages; the smaller sets stand for them where minutes count.
LARGE = ("web2025", "multilingual")


@pytest.mark.parametrize("name", [name for name in SETS if name not in CORPORA_SETS])
def test_no_score_falls_on_the_project_s_own_pages(name: str) -> None:
    scores, _ = measured(name)
    assert not fallen(floor()[name], scores)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.deep) if name in LARGE else name for name in CORPORA_SETS]
)
def test_no_score_falls_on_the_corpora(name: str, corpora: Path) -> None:
    scores, _ = measured(name)
    assert not fallen(floor()[name], scores)


def test_no_fewer_pages_are_told_from_articles() -> None:
    assert not fallen(floor()["refused"], measured_refusals())


def test_a_fall_by_more_than_the_slack_is_named() -> None:
    before = {"f1": 0.95, "title": 0.9, "date": 1.0}
    assert fallen(before, {"f1": 0.9471, "title": 0.91, "date": 1.0}) == []
    lines = fallen(before, {"f1": 0.9469, "title": 0.9})
    assert [line.partition(":")[0] for line in lines] == [
        "f1 fell from 0.9500 to 0.9469",
        "date fell from 1.0000 to 0.0000",
    ]


def test_every_set_has_a_floor_that_reads_as_it_was_written() -> None:
    assert set(floor()) == {*SETS, "refused"}
    assert tomllib.loads(written(floor())) == floor()


def test_the_project_s_own_pages_have_answers(tmp_path: Path) -> None:
    outlets, site = (gold_of(name, folder=tmp_path) for name in ("outlets", "site"))
    assert len(outlets) > 15
    assert len(site) > 30
    for page in [*outlets, *site]:
        assert page.title
        assert page.bodies[0]
        assert page.html()
