"""Case 35: CR, LF and ESC of scraped text reach no log."""

from crawler.normalization.text.terminal import make_printable


def test_control_characters_become_escapes():
    assert make_printable("a\r\nb\x1b[2J\x07\x9b1m") == r"a\r\nb\x1b[2J\x07\x9b1m"


def test_what_turns_the_direction_of_a_line_becomes_an_escape():
    assert make_printable("x\u202egpj.exe\u2028y\u061c") == r"x\u202egpj.exe\u2028y\u061c"


def test_letters_of_every_script_stay():
    text = "«Año» 新闻 أخبار Новости 👍"
    assert make_printable(text) == text
