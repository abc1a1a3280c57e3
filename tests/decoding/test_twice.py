"""Text that was encoded to UTF-8 twice is turned back, and other text stays as it is."""

import pytest

from crawler.decoding import is_encoded_twice, mend_mojibake
from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, URL, body, page
from tests.growth import check_linear

TEXTS = [
    "It’s the harbour’s wall – “broken”, they say. €5 for a café in Örebro",
    "“Não”, disse João, “é só o começo” – e a praça já está vazia…",
    "港の壁が壊れた。漁船は別の港へ向かう。",
    "Гавань закрыта на три недели, сообщил начальник порта.",
    "أغلق الميناء لثلاثة أسابيع، قال رئيس الميناء.",
]


def twice(text: str, encoding: str = "latin-1") -> str:
    return text.encode("utf-8").decode(encoding)


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_was_encoded_twice_is_turned_back(text: str) -> None:
    assert is_encoded_twice(twice(text))
    assert mend_mojibake(twice(text)) == text


def test_the_windows_form_is_known_by_its_quotation_marks() -> None:
    text = "It’s the harbour’s wall – “broken’ café"
    assert is_encoded_twice(twice(text, "windows-1252"))
    assert mend_mojibake(twice(text, "windows-1252")) == text


def test_cyrillic_that_was_read_as_windows_1251_is_turned_back() -> None:
    text = "Порт закрыт на три недели, а Россия и Сирия тут ни при чём."
    broken = "".join(bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in text.encode())
    assert is_encoded_twice(broken)
    assert mend_mojibake(broken) == text
    assert not is_encoded_twice("СіЧЕНЬ, Рѕ")


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "« À CÔTÉ » — le CAFÉ» de MADAME DUPRÉ»",
        "A GRANDE IRMû disse “AMANHÔ e “MAÇû",
        "An article on encoding shows â€™ once and Ã© once.",
        "\x93Windows quotes\x94 taken for Latin-1, it\x92s said, \x96 often",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert not is_encoded_twice(text)


def test_a_page_is_mended_as_a_whole_and_says_so() -> None:
    text = "It’s the harbour master’s view – “no ferry will sail before June”, as he told the council."
    draft = extract_draft(
        page("", f"<h1>{HEADLINE} – now</h1><p>{text}</p>{body()}").replace("\0", ""), url=URL
    )
    broken = extract_draft(twice(page("", f"<h1>{HEADLINE} – now</h1><p>{text}</p>{body()}")), url=URL)
    assert broken.fields["body"].value == draft.fields["body"].value
    assert broken.fields["headline"].value == f"{HEADLINE} – now"
    assert broken.warnings == ["page: UTF-8 that was encoded twice mended"]
    assert draft.warnings == []


@pytest.mark.parametrize("unit", ["Рѕ", "â", "â\x80", "Ã", "\xf0\x80\x80", "â€", "a"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    check_linear(is_encoded_twice, lambda size: unit * (size // len(unit)))
