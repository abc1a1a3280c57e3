from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalization.datelines.split import split_dateline
from tests.growth import check_linear

Taken = tuple[str, str | None, tuple[int, int, int | None] | None, str | None, str]

# The line as it stands at the head of a body; its printed form, place, day, agency; the text after it.
DATELINES: list[tuple[str, Taken]] = [
    (
        "Damascus, October 25 (RHC)-- The Ministry",
        ("Damascus, October 25 (RHC)--", "Damascus", (25, 10, None), "RHC", "The Ministry"),
    ),
    (
        "Caracas, March 5 (teleSUR-RHC)-- The",
        ("Caracas, March 5 (teleSUR-RHC)--", "Caracas", (5, 3, None), "teleSUR, RHC", "The"),
    ),
    ("Havana, March 5 (RHC) -– The", ("Havana, March 5 (RHC) -–", "Havana", (5, 3, None), "RHC", "The")),
    (
        "Havana, September 5 (RHC)—Cuba has",
        ("Havana, September 5 (RHC)—", "Havana", (5, 9, None), "RHC", "Cuba has"),
    ),
    (
        "Brasilia, 20 mar (RHC-PL) El ex",
        ("Brasilia, 20 mar (RHC-PL)", "Brasilia", (20, 3, None), "RHC, Prensa Latina", "El ex"),
    ),
    (
        "Camagüey, 20 mar (RHC-ACN) El",
        ("Camagüey, 20 mar (RHC-ACN)", "Camagüey", (20, 3, None), "RHC, Agencia Cubana de Noticias", "El"),
    ),
    ("La Habana, 30 mar (RHC) El", ("La Habana, 30 mar (RHC)", "La Habana", (30, 3, None), "RHC", "El")),
    ("Havana, 7 de agosto (RHC).- El", ("Havana, 7 de agosto (RHC).-", "Havana", (7, 8, None), "RHC", "El")),
    ("Havana, 30 outubro (RHC).- O", ("Havana, 30 outubro (RHC).-", "Havana", (30, 10, None), "RHC", "O")),
    (
        "Havana, 20 de dezembro (RHC).- O",
        ("Havana, 20 de dezembro (RHC).-", "Havana", (20, 12, None), "RHC", "O"),
    ),
    (
        "Havano, la 3-an de majo (RHC)-- La",
        ("Havano, la 3-an de majo (RHC)--", "Havano", (3, 5, None), "RHC", "La"),
    ),
    ("L'Avana, 3 maggio (RHC) - Il", ("L'Avana, 3 maggio (RHC) -", "L'Avana", (3, 5, None), "RHC", "Il")),
    ("هافانا، 3 أيار (RHC) - قال", ("هافانا، 3 أيار (RHC) -", "هافانا", (3, 5, None), "RHC", "قال")),
    (
        "RAQQA, Syria/BEIRUT (Reuters) - The",
        ("RAQQA, Syria/BEIRUT (Reuters) -", "RAQQA, Syria/BEIRUT", None, "Reuters", "The"),
    ),
    (
        "HAVANA, Sep 24 (Prensa Latina) The",
        ("HAVANA, Sep 24 (Prensa Latina)", "HAVANA", (24, 9, None), "Prensa Latina", "The"),
    ),
    ("Homs, (ST)-The", ("Homs, (ST)-", "Homs", None, "ST", "The")),
    ("WASHINGTON (AP) — The", ("WASHINGTON (AP) —", "WASHINGTON", None, "AP", "The")),
    ("NEW JERSEY (WXYZ) -- The", ("NEW JERSEY (WXYZ) --", "NEW JERSEY", None, "WXYZ", "The")),
    (
        "St. Petersburg, Fla. (AP) — The",
        ("St. Petersburg, Fla. (AP) —", "St. Petersburg, Fla", None, "AP", "The"),
    ),
    (
        "Beijing, 5 mai (Xinhua) -- Le",
        ("Beijing, 5 mai (Xinhua) --", "Beijing", (5, 5, None), "Xinhua", "Le"),
    ),
    ("MOSCOW, May 3 /TASS/. The", ("MOSCOW, May 3 /TASS/.", "MOSCOW", (3, 5, None), "TASS", "The")),
    ("МОСКВА, 3 мая. /ТАСС/. Текст", ("МОСКВА, 3 мая. /ТАСС/.", "МОСКВА", (3, 5, None), "TASS", "Текст")),
    (
        "МОСКВА, 3 мая – РИА Новости. Текст",
        ("МОСКВА, 3 мая – РИА Новости.", "МОСКВА", (3, 5, None), "RIA Novosti", "Текст"),
    ),
    (
        "NEW YORK, May 3, 2024 /PRNewswire/ -- The",
        ("NEW YORK, May 3, 2024 /PRNewswire/ --", "NEW YORK", (3, 5, 2024), "PRNewswire", "The"),
    ),
    (
        "LONDRES, 3 mai (Reuters) - Le",
        ("LONDRES, 3 mai (Reuters) -", "LONDRES", (3, 5, None), "Reuters", "Le"),
    ),
    ("Paris, 3 mars 2024 (AFP) – Le", ("Paris, 3 mars 2024 (AFP) –", "Paris", (3, 3, 2024), "AFP", "Le")),
    ("Paris, le 3 mars (AFP) – Le", ("Paris, le 3 mars (AFP) –", "Paris", (3, 3, None), "AFP", "Le")),
    ("Paris (France) (AFP) – Le", ("Paris (France) (AFP) –", "Paris (France)", None, "AFP", "Le")),
    ("BERLIN (dpa) - Die", ("BERLIN (dpa) -", "BERLIN", None, "dpa", "Die")),
    ("Berlin/Paris (dpa/AFP) - Die", ("Berlin/Paris (dpa/AFP) -", "Berlin/Paris", None, "dpa, AFP", "Die")),
    ("ROMA (ANSA) - Il", ("ROMA (ANSA) -", "ROMA", None, "ANSA", "Il")),
    ("(ANSA) - ROMA, 03 MAG - Il", ("(ANSA) - ROMA, 03 MAG -", "ROMA", (3, 5, None), "ANSA", "Il")),
    ("(Reuters) - Shares", ("(Reuters) -", None, None, "Reuters", "Shares")),
    (
        "MADRID, 3 May. (EUROPA PRESS) - El",
        ("MADRID, 3 May. (EUROPA PRESS) -", "MADRID", (3, 5, None), "Europa Press", "El"),
    ),
    ("Praha 3. května (ČTK) - Text", ("Praha 3. května (ČTK) -", "Praha", (3, 5, None), "CTK", "Text")),
    (
        "Budapest, 2024. május 3., péntek (MTI) - A",
        ("Budapest, 2024. május 3., péntek (MTI) -", "Budapest", (3, 5, 2024), "MTI", "A"),
    ),
    ("HÀ NỘI, 3/5 (TTXVN) - Sáng", ("HÀ NỘI, 3/5 (TTXVN) -", "HÀ NỘI", (3, 5, None), "TTXVN", "Sáng")),
    (
        "New Delhi [India], May 3 (ANI): The",
        ("New Delhi [India], May 3 (ANI):", "New Delhi [India]", (3, 5, None), "ANI", "The"),
    ),
    ("नई दिल्ली, 3 मई (भाषा) पाठ", ("नई दिल्ली, 3 मई (भाषा)", "नई दिल्ली", (3, 5, None), "भाषा", "पाठ")),
    ("Abuja, 3rd May, 2024 (NAN) The", ("Abuja, 3rd May, 2024 (NAN)", "Abuja", (3, 5, 2024), "NAN", "The")),
    ("Accra, May 3, GNA – The", ("Accra, May 3, GNA –", "Accra", (3, 5, None), "GNA", "The")),
    (
        "Riyadh, May 3, 2024, SPA -- The",
        ("Riyadh, May 3, 2024, SPA --", "Riyadh", (3, 5, 2024), "SPA", "The"),
    ),
    ("Damascus, SANA- The", ("Damascus, SANA-", "Damascus", None, "SANA", "The")),
    ("دمشق-سانا أكد", ("دمشق-سانا", "دمشق", None, "SANA", "أكد")),
    ("القاهرة (رويترز) - قال", ("القاهرة (رويترز) -", "القاهرة", None, "Reuters", "قال")),
    ("غزة 3 أيار (شينخوا) -- قال", ("غزة 3 أيار (شينخوا) --", "غزة", (3, 5, None), "Xinhua", "قال")),
    ("北京5月3日电 据悉", ("北京5月3日电", "北京", (3, 5, None), None, "据悉")),
    (
        "新华社北京5月3日电 (记者 张三) 据悉",
        ("新华社北京5月3日电 (记者 张三)", "北京", (3, 5, None), "Xinhua", "据悉"),
    ),
    ("中新网5月3日电 据悉", ("中新网5月3日电", None, (3, 5, None), "CNS", "据悉")),
    ("(東京 5月3日 共同) 政府は", ("(東京 5月3日 共同)", "東京", (3, 5, None), "Kyodo News", "政府は")),
    ("【北京共同】政府は", ("【北京共同】", "北京", None, "Kyodo News", "政府は")),
    (
        "[ロンドン ３日 ロイター] - 政府は",
        ("[ロンドン ３日 ロイター] -", "ロンドン", None, "Reuters", "政府は"),
    ),
    ("（中央社記者王小明台北3日電）行政院", ("（中央社記者王小明台北3日電）", "台北", None, "CNA", "行政院")),
    (
        "(서울=연합뉴스) 홍길동 기자 = 정부는",
        ("(서울=연합뉴스) 홍길동 기자 =", "서울", None, "Yonhap", "정부는"),
    ),
    ("Havana, March 5 -- The", ("Havana, March 5 --", "Havana", (5, 3, None), None, "The")),
    (
        "Düsseldorf, 22. November 2022 - Die",
        ("Düsseldorf, 22. November 2022 -", "Düsseldorf", (22, 11, 2022), None, "Die"),
    ),
    ("BEIRUT, Lebanon — The", ("BEIRUT, Lebanon —", "BEIRUT, Lebanon", None, None, "The")),
    ("WASHINGTON — The", ("WASHINGTON —", "WASHINGTON", None, None, "The")),
]


@pytest.mark.parametrize(("body", "taken"), DATELINES, ids=[row[0] for row in DATELINES])
def test_a_dateline_gives_place_day_and_agency_and_leaves_the_text(body: str, taken: Taken) -> None:
    line = split_dateline(body)
    assert line is not None
    day = (line.day.day_of_month, line.day.month, line.day.year) if line.day else None
    assert (line.printed, line.place, day, line.agency, line.rest) == taken


@pytest.mark.parametrize(
    "body",
    [
        "John (aged 5) - he said",
        "John (aged 5) - He said",
        "Apple (AAPL) - Shares rose",
        "Merkel (CDU) - Die Kanzlerin",
        "MERKEL (CDU) - Die Kanzlerin",
        "Barcelona (Spain) - The city",
        "Einstein (1879-1955) — a physicist",
        "Windows 11 (2021) - The system",
        "UNESCO (ONU) - La organización",
        "NASA — the US space agency — said",
        "Prensa Latina (PL) reported that",
        "The Associated Press (AP) — The agency",
        "Moscow - TASS reported that",
        "Reuters — which is based in London — said",
        "Yesterday - the day before",
        "Cuba — The island",
        "BREAKING — The ministry",
        "IBM, Microsoft — The makers",
        "On March 5 - the day after",
        "On March 5, 2024 — The day after",
        "Friday, March 5 – The start",
        "El 3 de mayo (viernes) - El día",
        "Published, May 3 – The list",
        "In London, on May 3 - The talks",
        "Havana, March 5, 1960, was the day",
        "Born in Paris, 3 May 1950, the writer",
        "Havana, 31 February (RHC)-- The",
        "Cuba has, since March 5 (RHC)-- the right",
        "Barcelona beat Real Madrid (Reuters) - The",
        "The president, speaking on May 3 (Friday) - said",
        "【速報】政府は",
        "[단독] 정부는",
        "北京5月3日電車が止まった",
        "本报讯",
        "",
        "-- ",
    ],
)
def test_a_sentence_is_no_dateline(body: str) -> None:
    assert split_dateline(body) is None


def test_an_outlets_own_codes_are_expanded_and_others_kept_as_printed() -> None:
    body = "Quito, 3 may (ABC-XY) El"
    assert split_dateline(body).agency == "ABC-XY"  # type: ignore[union-attr]
    line = split_dateline(body, agencies={"ABC": "Agencia Bolivariana", "XY": "Equis"})
    assert line is not None
    assert line.agencies == ("Agencia Bolivariana", "Equis")


def test_an_outlets_name_is_its_own_agency() -> None:
    assert split_dateline("Gaza (Eastern Eye) — The") is None
    line = split_dateline("Gaza (Eastern Eye) — The", outlet_names=["Eastern Eye"])
    assert line is not None
    assert (line.place, line.agency) == ("Gaza", "Eastern Eye")


def test_the_reporter_within_a_dateline_is_given() -> None:
    assert split_dateline("新华社北京5月3日电（记者张三）据悉").reporter == "记者张三"  # type: ignore[union-attr]
    assert split_dateline("[서울=뉴시스]홍길동 기자 = 정부는").reporter == "홍길동 기자"  # type: ignore[union-attr]


def test_a_dateline_alone_in_its_paragraph_leaves_the_next() -> None:
    line = split_dateline("Damascus, October 25 (RHC)--\n\nThe first.\n\nThe second.")
    assert line is not None
    assert line.rest == "The first.\n\nThe second."


def test_nothing_after_the_dateline_is_cut() -> None:
    text = "The first sentence. " * 50 + "\n\n" + "Second."
    line = split_dateline(f"Lima, 3 may (EFE).- {text}")
    assert line is not None
    assert line.rest == text


@given(st.text(max_size=300))
def test_no_text_raises_and_what_is_taken_stood_at_the_head(text: str) -> None:
    line = split_dateline(text)
    if line is not None:
        assert text.lstrip().startswith(line.printed)
        assert text.endswith(line.rest)


@pytest.mark.parametrize(
    "unit",
    ["A", "A ", "(A) ", "A, ", "- ", "/A/", "Paris, 3 mai ", "新", "記者", "【", "3月", "가", "=", "«"],
)
def test_adversarial_bodies_take_linear_time(unit: str) -> None:
    check_linear(split_dateline, lambda size: unit * (size // len(unit)))
