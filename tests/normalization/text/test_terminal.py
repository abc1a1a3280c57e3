"""Case 35: CR, LF and ESC of scraped text reach no log; and lines are cut to a terminal's width."""

import pytest

from crawler.normalization.text.terminal import (
    count_columns,
    make_printable,
    pad_text,
    shorten_text,
    wrap_text,
)


def test_control_characters_become_escapes():
    assert make_printable("a\r\nb\x1b[2J\x07\x9b1m") == r"a\r\nb\x1b[2J\x07\x9b1m"


def test_what_turns_the_direction_of_a_line_becomes_an_escape():
    assert make_printable("x\u202egpj.exe\u2028y\u061c") == r"x\u202egpj.exe\u2028y\u061c"


def test_letters_of_every_script_stay():
    text = "«Año» 新闻 أخبار Новости 👍"
    assert make_printable(text) == text


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
