"""The text decides its language; what is declared only tips the scales."""

import json
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier

from crawler.normalization.language import detect
from crawler.normalization.language.detect import detect_language
from tests.growth import check_bounded

TEXTS = {
    "ar": "سيسافر الرئيس غدا إلى العاصمة للقاء رؤساء البلديات المتضررة.",
    "ay": "Marka irpiriw qharüru jach'a markaru sarani, alcaldenakamp jikisiñataki.",
    "bg": "Президентът ще пътува утре до столицата, за да се срещне с кметовете на засегнатите общини.",
    "ca": "El president viatjarà demà a la capital per reunir-se amb els alcaldes dels municipis afectats.",
    "ckb": "سەرۆک سبەی سەردانی پایتەخت دەکات بۆ ئەوەی لەگەڵ سەرۆکی شارەوانییەکان کۆببێتەوە.",
    "da": "Præsidenten rejser i morgen til hovedstaden for at møde borgmestrene i de ramte kommuner.",
    "de": "Der Präsident reist morgen in die Hauptstadt, um die Bürgermeister der Orte zu treffen.",
    "el": "Ο πρόεδρος θα ταξιδέψει αύριο στην πρωτεύουσα.",
    "en": "The president will travel to the capital tomorrow to meet mayors of the affected towns.",
    "eo": "La prezidanto vojaĝos morgaŭ al la ĉefurbo por renkonti la urbestrojn.",
    "es": "El presidente viajará mañana a la capital para reunirse con los gobernadores.",
    "fa": "رئیس جمهور فردا برای دیدار با شهرداران شهرهای آسیب‌دیده به پایتخت سفر می‌کند.",
    "fr": "Le président se rendra demain dans la capitale pour rencontrer les maires.",
    "gl": "O goberno galego anunciou onte novas axudas para os concellos do interior.",
    "gn": "Mburuvicha guasu oho ko'ẽrõ táva guasúpe oñembyatývo táva sãmbyhyhára ndive.",
    "he": "הנשיא ייסע מחר לבירה כדי להיפגש עם ראשי הערים שנפגעו.",
    "hi": "राष्ट्रपति कल प्रभावित शहरों के महापौरों से मिलने राजधानी जाएंगे।",
    "ht": "Prezidan an ap vwayaje demen nan kapital la pou l rankontre majistra vil yo.",
    "hy": "Նախագահը վաղը կմեկնի մայրաքաղաք։",
    "it": "Il presidente si recherà domani nella capitale per incontrare i sindaci.",
    "ja": "大統領は明日、被災した町の首長らと会うため首都を訪れる。",
    "ka": "პრეზიდენტი ხვალ დედაქალაქში გაემგზავრება.",
    "ko": "대통령은 내일 수도를 방문해 피해 지역 시장들을 만날 예정이다.",
    "my": "သမ္မတသည် မနက်ဖြန် မြို့တော်သို့ ခရီးထွက်မည်ဖြစ်သည်။",
    "nn": "Presidenten reiser i morgon til hovudstaden for å møte ordførarane i dei kommunane som er råka.",
    "no": "Presidenten reiser i morgen til hovedstaden for å møte ordførerne i de rammede kommunene.",
    "pt": "O presidente viaja amanhã à capital para se reunir com os governadores.",
    "qu": "Llaqta kamachiq paqarin hatun llaqtaman rinqa, alcaldekunawan rimanakunanpaq.",
    "ru": "Президент завтра отправится в столицу, чтобы встретиться с мэрами пострадавших городов.",
    "sr": "Председник ће сутра отпутовати у главни град како би се састао са градоначелницима.",
    "th": "ประธานาธิบดีจะเดินทางไปเมืองหลวงพรุ่งนี้",
    "ti": "ፕረዚደንት ጽባሕ ናብ ርእሰ ከተማ ከይዱ ምስ ከንቲባታት ክራኸብ እዩ።",
    "uk": "Президент завтра вирушить до столиці, щоб зустрітися з мерами постраждалих міст.",
    "ur": "صدر کل متاثرہ شہروں کے میئروں سے ملنے کے لیے دارالحکومت جائیں گے۔",
    "vi": "Tổng thống sẽ đến thủ đô vào ngày mai để gặp thị trưởng các thành phố.",
    "yi": "דער פרעזידענט וועט מארגן פארן אין דער הויפטשטאט זיך צו טרעפן מיט די בירגערמייסטערס.",
    "zh": "总统明天将前往首都会见受灾城市的市长。",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("hint", [None, "en", "es-MX"])
def test_the_text_decides_whatever_the_page_says(language, hint):
    declared = {"hint": hint, "candidates": ("en", "es")} if hint else {}
    assert detect_language(TEXTS[language], **declared) == language


def test_sentences_in_sixteen_languages(corpora: Path):
    lines = (corpora / "languages" / "texts.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    right = [case["language"] for case in cases if detect_language(case["text"]) == case["language"]]
    assert len(right) >= 61
    assert set(right) == {case["language"] for case in cases}


def test_what_is_declared_tips_the_scales_between_languages_that_look_alike():
    text = "Predsednik će sutra otputovati u glavni grad kako bi se sastao sa građanima."
    assert detect_language(text, hint="sr", candidates=["sr"]) == "sr"
    assert detect_language(text, hint="hr", candidates=["hr"]) == "hr"


@pytest.mark.parametrize("text", ["", " ", "12:30 – 14:00", "Hola", "Ver más", "🙂🙂🙂 !!!"])
def test_too_little_text_takes_the_hint_only_where_the_outlet_writes_in_it(text):
    assert detect_language(text) is None
    assert detect_language(text, hint="es") is None
    assert detect_language(text, hint="es-MX", candidates=["en", "es"]) == "es"


def test_a_script_of_one_language_needs_few_letters():
    assert detect_language("속보") == "ko"
    assert detect_language("Ειδήσεις") == "el"


def test_kana_make_han_japanese_but_a_stray_one_does_not():
    assert detect_language("首相、災害対策本部を設置へ") == "ja"
    assert (
        detect_language("日本品牌「午後の紅茶」在上海开设了第一家门店，吸引了许多市民前来排队购买。") == "zh"
    )


def test_traditional_chinese_where_declared_or_where_the_text_is_long_enough_to_be_sure():
    short = "總統明天將前往首都會見受災城市的市長。"
    assert detect_language(short) == "zh"
    assert detect_language(short, hint="zh-TW") == "zh-Hant"
    assert detect_language(short * 5) == "zh-Hant"
    assert detect_language(TEXTS["zh"] * 5, hint="zh-Hant") == "zh"


def test_the_outlets_form_of_a_tag_is_kept():
    assert detect_language(TEXTS["no"], candidates=["nb"]) == "nb"
    assert detect_language(TEXTS["zh"], candidates=["yue"]) == "yue"


def test_a_declared_language_that_the_detector_does_not_know_is_believed():
    text = "E presidente lo biaha mañan pa e capital pa topa ku e hefenan di e pueblonan."
    assert detect_language(text, hint="pap", candidates=["pap", "en"]) == "pap"
    assert detect_language(TEXTS["en"], hint="pap", candidates=["pap", "en"]) == "en"


def test_names_in_another_script_and_addresses_do_not_mislead():
    assert (
        detect_language("Компания SpaceX Starlink Falcon запустила 23 новых спутника с мыса Канаверал.")
        == "ru"
    )
    assert detect_language(f"https://example.com/the-president-will-travel/the-news {TEXTS['fr']}") == "fr"


def test_a_foreign_quotation_in_a_long_text_does_not_lead():
    assert detect_language(f"{TEXTS['en']} " + f"{TEXTS['pt']} " * 40) == "pt"


def test_cost_does_not_grow_with_the_text():
    check_bounded(detect_language, lambda times: TEXTS["es"] * times, since=100, most=15_000)
    assert detect_language(TEXTS["es"] * 15_000) == "es"


def test_a_full_disk_does_not_keep_the_model_from_being_read(monkeypatch):
    text = "La bibliothèque rouvre après deux cents jours de travaux, et le conseil a voté le projet."
    usual = detect._model()

    def full(*arguments, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(LanguageIdentifier, "from_model_file", full)
    assert detect._model.__wrapped__().rank(text) == usual.rank(text)
