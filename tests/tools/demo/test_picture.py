"""The picture of a crawl shows what a terminal shows, and nothing that differs elsewhere."""

import pytest
from lxml import etree

from tools.demo.picture import Line, count_articles, draw_terminal, read_screen, run_in_terminal


def test_a_line_that_was_drawn_over_is_gone() -> None:
    assert read_screen("\r\x1b[2Kfirst\r\x1b[2Ksecond\r\nthird\r\n\r\n") == ["second", "third"]


def test_colours_and_speeds_are_left_out() -> None:
    assert read_screen("\x1b[32m33 pages\x1b[0m, 0 failed, 25.3 pages/s\n") == ["33 pages, 0 failed"]


def test_articles_are_counted_in_the_order_in_which_they_are_shown() -> None:
    lines = ["9   2026-11-20 08:12  one", "12  2026-11-19 08:12  two", "article 12, version 1", "25 pages"]
    assert [line.text for line in count_articles(map(Line, lines))] == [
        "1   2026-11-20 08:12  one",
        "2   2026-11-19 08:12  two",
        "article 2, version 1",
        "25 pages",
    ]


@pytest.mark.system
def test_a_command_runs_in_a_terminal() -> None:
    assert read_screen(run_in_terminal("test -t 1 && echo $COLUMNS")) == ["100"]


def test_the_drawing_is_xml_with_a_text_for_each_line_and_nothing_loaded() -> None:
    made = draw_terminal([Line("$ scrapy runs", is_typed=True), Line("a < b & c"), Line("")])
    texts = etree.fromstring(made.encode()).findall("{*}text")
    assert [text.text for text in texts] == ["$ scrapy runs", "a < b & c"]
    assert "href" not in made


def test_a_line_wider_than_the_terminal_is_broken() -> None:
    made = etree.fromstring(draw_terminal([Line("word " * 40)]).encode())
    assert [len(text.text or "") <= 100 for text in made.findall("{*}text")] == [True, True]
