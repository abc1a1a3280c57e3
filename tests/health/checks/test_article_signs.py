"""What one article shows: letters that were read in a wrong encoding."""

import pytest

from crawler.health.checks.article_signs import is_garbled


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("Una canción del año pasado, señor: ¿qué tal?", False),
        ("Đây là một bài báo tiếng Việt về thời tiết ở Hà Nội.", False),
        ("Þetta er íslensk frétt um veðrið í Reykjavík í gær.", False),
        ("«Война и мир» читают в школах.", False),
        ("Una canciÃ³n del aÃ±o pasado, seÃ±or: Â¿quÃ© tal?", True),
        ("The minister said that â€œnothingâ€\x9d was â€œdecidedâ€\x9d yet", True),
        ("Ïðàâèòåëüñòâî îáúÿâèëî î íîâûõ ìåðàõ", True),
        ("El a\ufffdo pasado, se\ufffdor, la canci\ufffdn del ni\ufffdo", True),
        ("A report on mojibake such as Ã© and nothing else", False),
        ("plain", False),
        ("", False),
    ],
)
def test_garbled_text_is_told_from_letters_of_other_languages(text, garbled):
    assert is_garbled(text) == garbled
