"""Predictions: the general extraction alone, a page after the other or on all cores."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.accuracy import GoldError, predict_pages, read_gold
from tests.accuracy.pages import TEXT, gold_file


def test_what_is_found_is_a_line_of_plain_values(tmp_path: Path) -> None:
    one, two, wall = predict_pages(read_gold(gold_file(tmp_path)), processes=1)
    assert (one.id, one.headline) == ("one", "Port Larne harbour closes for repairs")
    assert (one.body, one.language, one.refusal) == (TEXT, "en", None)
    # Reuters, whose report it is, is an agency and no author.
    assert one.authors == ["Ines Halvorsen", "Tom Achebe"]
    assert one.date_published == "2024-04-18"
    assert one.ms is not None
    assert one.ms > 0
    assert replace(two, id="one", ms=one.ms) == one
    assert (wall.refusal, wall.body) == ("bot-wall", wall.body)


@pytest.mark.system
def test_processes_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    gold = read_gold(gold_file(tmp_path))
    alone, together = (list(predict_pages(gold * 2, processes=count)) for count in (1, 2))
    assert [replace(one, ms=None) for one in together] == [replace(one, ms=None) for one in alone]


@pytest.mark.system
def test_a_page_that_can_t_be_read_is_named_from_any_process(tmp_path: Path) -> None:
    gold = read_gold(gold_file(tmp_path))
    gold[1].path.unlink()
    with pytest.raises(GoldError, match=r"line 2: .*two.html.gz can't be read"):
        list(predict_pages(gold, processes=2))
