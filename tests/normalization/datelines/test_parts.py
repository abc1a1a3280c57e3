"""A dateline's parts: what is a place, what an agency, and datelines as East Asia prints them."""

from __future__ import annotations

import pytest

from crawler.normalization.datelines.parts import (
    Agencies,
    Credit,
    Dateline,
    eastern_dateline,
    is_caseless,
    is_place,
    is_prose,
    is_standing_city,
    last_word,
)
from crawler.normalization.dates.day_reader import Reader

AGENCIES = Agencies(own={"RHC": "Radio Habana Cuba"}, outlets=("The Lantern",))


@pytest.mark.parametrize(
    "text", ["LARNE", "Buenos Aires", "RAQQA, Syria/BEIRUT", "L'Aquila", "São Paulo", "القاهرة", "St. John's"]
)
def test_names_of_places_are_told(text: str) -> None:
    assert is_place(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "L",
        "larne",
        "Larne 3",
        "Updated",
        "They said nothing to anyone",
        "A!",
        "x" * 71,
        "The harbour closed.",
    ],
)
def test_other_texts_are_no_places(text: str) -> None:
    assert not is_place(text)


def test_a_text_of_many_words_is_prose() -> None:
    assert is_prose("The harbour closed for three weeks in May")
    assert not is_prose("RIO DE JANEIRO, May 3")
    assert is_prose("A " * 15)


def test_small_words_of_a_text() -> None:
    assert is_caseless("القاهرة 3")
    assert not is_caseless("Larne")
    assert last_word("in Larne") == "Larne"
    assert last_word("in Larne.") is None
    assert is_standing_city("LONDON")
    assert not is_standing_city("LARNE")


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("Reuters", Credit(("Reuters",), known=True)),
        ("RHC", Credit(("Radio Habana Cuba",), known=True)),
        ("The Lantern", Credit(("The Lantern",), known=True)),
        ("Reuters-XYZ", Credit(("Reuters", "XYZ"), known=True)),
        ("ACP", Credit(("ACP",), known=False)),
        ("Reuters - XYZ", Credit(("Reuters - XYZ",), known=False)),
        ("monday", None),
        ("Monday", None),
        ("all lower", None),
        ("3 May", None),
        ("", None),
    ],
)
def test_a_credit_is_of_known_agencies_or_a_guess(text: str, credit: Credit | None) -> None:
    assert AGENCIES.credit(text) == credit


def eastern(head: str) -> Dateline | None:
    return eastern_dateline(head, Reader(languages=("zh",)), AGENCIES)


@pytest.mark.parametrize(
    ("head", "place", "agency", "day", "rest"),
    [
        ("新华社北京5月3日电（记者 王某）港口关闭", "北京", "Xinhua", "5月3日", "港口关闭"),
        ("中新网上海3日电 港口关闭", "上海", "CNS", "3日", "港口关闭"),
        ("(中央社記者王大明台北3日電)港口關閉", "台北", "CNA", "3日", "港口關閉"),
        ("〔記者王大明／台北報導〕港口關閉", "台北", None, None, "港口關閉"),
        ("【北京共同】港が閉まる", "北京", "Kyodo News", None, "港が閉まる"),
        ("(서울=연합뉴스) 김철수 기자 = 항구가 닫힌다", "서울", "Yonhap", None, "항구가 닫힌다"),
    ],
)
def test_east_asian_datelines_are_taken_apart(
    head: str, place: str, agency: str | None, day: str | None, rest: str
) -> None:
    found = eastern(head)
    assert found is not None
    assert (found.place, found.agency, found.day_printed, found.rest) == (place, agency, day, rest)


def test_a_day_with_its_month_is_read_and_one_without_is_only_printed() -> None:
    whole, lone = eastern("新华社北京5月3日电 港口"), eastern("新华社北京3日电 港口")
    assert whole is not None
    assert lone is not None
    assert whole.day is not None
    assert (whole.day.month, whole.day.day_of_month) == (5, 3)
    assert lone.day is None


def test_the_reporter_of_a_dateline_is_kept() -> None:
    found = eastern("新华社北京5月3日电（记者 王某）港口关闭")
    assert found is not None
    assert found.reporter == "记者 王某"


@pytest.mark.parametrize(
    "head", ["港口5月3日电车停运", "LARNE, May 3 - x", "(서울) 항구가", "【独家】港口关闭"]
)
def test_other_heads_are_no_datelines(head: str) -> None:
    assert eastern(head) is None


def test_two_agencies_that_sign_together_are_one_text() -> None:
    assert Dateline(printed="", rest="", agencies=("teleSUR", "RHC")).agency == "teleSUR, RHC"
    assert Dateline(printed="", rest="").agency is None
