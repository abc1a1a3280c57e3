"""Invented words have length, script and case of the text's own, and are none of them."""

import unicodedata

import pytest

from crawler.onboarding.invented_words import WordInventor, is_little, parted, words_of

TEXTS = {
    "en": "The harbour wall of Port Larne was repaired after the storm, the council said. It is open.",
    "tr": "Köy meydanındaki saat, dağdan gelen suyun doldurduğu küçük kovalarla dönüyor ve çanağı çalıyor.",
    "ru": "Мост через реку открыли после ремонта, сообщил городской совет. Мост построили сто лет назад.",
    "ar": "أعيد افتتاح الجسر القديم بعد أشهر من أعمال الترميم التي نفذتها البلدية في المدينة",
    "hi": "बंदरगाह की दीवार की मरम्मत की गई और परिषद ने कहा कि पुल फिर से खोला गया",
    "th": "สะพานเก่าของเมืองเปิดใช้งานอีกครั้งหลังการซ่อมแซม",
    "zh": "港口的墙在风暴之后已经修复，市政府表示桥梁将于下周开放",
    "ja": "港の壁は嵐のあとに修理されたとシティの議会が発表した",
    "ko": "항구의 벽은 폭풍 이후에 수리되었다고 시의회가 발표했다",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_keeps_its_shape_and_loses_its_words(language: str) -> None:
    text = TEXTS[language]
    made = WordInventor(text).invent_text(text)
    assert len(made) == len(text)
    assert [piece for piece, is_word in parted(made) if not is_word] == [
        piece for piece, is_word in parted(text) if not is_word
    ]
    for old, new in zip(words_of(text), words_of(made), strict=True):
        assert old != new or is_little(old), (old, new)
    assert {unicodedata.name(c).split()[0] for c in made if c.isalpha()} <= {
        unicodedata.name(c).split()[0] for c in text if c.isalpha()
    }


def test_no_invented_word_is_one_of_the_text() -> None:
    text = TEXTS["en"]
    made = WordInventor(text).invent_text(text)
    own = {word.casefold() for word in words_of(text) if not is_little(word)}
    assert not own & {word.casefold() for word in words_of(made)}


def test_the_same_word_becomes_the_same_in_its_own_case() -> None:
    inventor = WordInventor(TEXTS["en"])
    harbour = inventor.invent_word("harbour")
    assert inventor.invent_word("Harbour") == harbour.capitalize()
    assert inventor.invent_word("HARBOUR") == harbour.upper()
    assert WordInventor(TEXTS["en"]).invent_word("harbour") == harbour
    assert WordInventor(TEXTS["en"], seed="1").invent_word("harbour") != harbour


def test_short_words_stay_where_they_come_again_and_again() -> None:
    inventor = WordInventor("the a the b the c the d fox fox")
    assert inventor.invent_text("the fox, 18th").startswith("the ")
    assert "fox" not in inventor.invent_text("the fox, 18th")
    assert inventor.invent_text("18th").endswith("18th")


def test_words_to_keep_stay() -> None:
    kept = WordInventor(TEXTS["en"]).invent_text("Monday harbour", keep=lambda word: word == "Monday")
    assert kept.startswith("Monday ")
    assert "harbour" not in kept


def test_an_empty_text_gives_nothing_to_learn_from() -> None:
    assert WordInventor("").invent_text("") == ""
    assert WordInventor("").invent_text("abcd") == "abcd"
