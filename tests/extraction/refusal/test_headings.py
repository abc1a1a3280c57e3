"""Errors, forms and offers are told where a phrase is most of a heading; longer sentences are none."""

import pytest

from crawler.extraction.refusal.headings import headings_say


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("missing", "Sorry, we couldn't find that page"),
        ("missing", "404 - Seite nicht gefunden"),
        ("missing", "La page demandée n'existe pas"),
        ("missing", "Esta noticia ya no está disponible"),
        ("missing", "Страница не найдена"),
        ("missing", "お探しのページは見つかりませんでした"),
        ("missing", "抱歉，您访问的页面不存在"),
        ("missing", "עמוד לא נמצא"),
        ("missing", "عذراً، الصفحة غير موجودة"),
        ("failing", "500 Internal Server Error"),
        ("failing", "Wartungsarbeiten"),
        ("login", "Melden Sie sich an"),
        ("login", "Iniciar sesión"),
        ("offer", "Abonnez-vous"),
        ("consent-form", "Mit Werbung weiterlesen"),
        ("consent-form", "Your privacy choices"),
    ],
)
def test_a_heading_that_says_what_the_page_is(kind: str, heading: str) -> None:
    assert headings_say(kind, [heading])


@pytest.mark.parametrize(
    "heading",
    [
        "Missing hiker found alive near Kellbridge",
        "Verschollene Seite aus einer Handschrift nicht gefunden, sagt das Archiv von Seebruck",
        "Server error costs airline nine millions",
        "Login scandal shakes the savings bank of Westhollow",
        "Abo-Falle: was Kunden wissen müssen",
        "Why every site asks for consent to cookies",
        "",
    ],
)
def test_a_headline_that_speaks_of_it(heading: str) -> None:
    assert not any(
        headings_say(kind, [heading]) for kind in ("missing", "failing", "login", "offer", "consent-form")
    )
