"""Texts are cut, padded and broken by the columns that they take on a terminal."""

import pytest

from crawler.terminal.columns import count_columns, pad_text, paint_text, shorten_text, wrap_text


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("harbour", 7, "harbour"),
        ("harbour", 6, "harbo…"),
        ("港口关闭", 8, "港口关闭"),
        ("港口关闭", 7, "港口关…"),
        ("港口关闭", 6, "港口…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("👨‍👩‍👧 a family", 3, "👨‍👩‍👧…"),
        ("🇨🇺🇨🇺", 3, "🇨🇺…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_to_columns_not_letters(text, width, cut):
    assert shorten_text(text, width) == cut
    assert count_columns(cut) <= width


def test_a_megabyte_is_cut_at_once_also_where_it_is_all_marks():
    assert count_columns(shorten_text("港" * 1_000_000, 80)) <= 80
    assert len(shorten_text("\u0301" * 1_000_000, 80)) < 1000


def test_a_text_is_padded_to_columns_not_letters():
    assert pad_text("港口", 6) == "港口  "
    assert pad_text("harbour", 3) == "harbour"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the harbour of Larne", 11, ["the harbour", "of Larne"]),
        ("https://a.example/harbour", 10, ["https://a.", "example/ha", "rbour"]),
        ("港口因风暴关闭", 6, ["港口因", "风暴关", "闭"]),
        ("a  b", 10, ["a  b"]),
        ("end   [rung]", 6, ["end", "[rung]"]),
        ("", 10, []),
    ],
)
def test_a_text_is_broken_into_lines_of_a_width(text, width, lines):
    assert wrap_text(text, width) == lines


def test_a_word_of_a_megabyte_is_broken_and_nothing_of_it_is_lost():
    word = "港" * 300_000 + "w" * 300_000
    lines = wrap_text(word, 79)
    assert "".join(lines) == word
    assert max(map(count_columns, lines)) <= 79


@pytest.mark.parametrize(
    ("text", "columns"),
    [("harbour", 7), ("港口", 4), ("👍", 2), ("👨‍👩‍👧", 2), ("🇨🇺", 2), ("नि", 2), ("e\u0301", 1)],
)
def test_what_a_terminal_shows_in_one_place_is_counted_once(text, columns):
    assert count_columns(text) == columns


def test_a_colour_takes_no_column_and_ends_with_its_text():
    painted = paint_text("港口", "red")
    assert painted == "\x1b[31m港口\x1b[0m"
    assert count_columns(painted) == 4
    assert pad_text(painted, 6) == painted + "  "
    assert wrap_text(f"{painted} {painted}", 5) == [painted, painted]
