from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalization.dates.parse import Stamp, parse_date
from tests.growth import check_linear

FETCHED = datetime(2025, 11, 1, 12, tzinfo=UTC)
DAY = date(2024, 5, 3)


def read(
    raw: object, *languages: str, timezone: str | None = "Europe/Paris", country: str | None = None
) -> Stamp:
    stamp = parse_date(raw, timezone=timezone, languages=languages, country=country, fetched_at=FETCHED)
    assert stamp is not None
    return stamp


def iso(stamp: Stamp) -> str | None:
    return stamp.value.isoformat() if stamp.value else None


@pytest.mark.parametrize(
    ("raw", "value", "precision"),
    [
        ("2024-05-03T10:32:07Z", "2024-05-03T10:32:07+00:00", "second"),
        ("2024-05-03T10:32:07.123456789+0200", "2024-05-03T10:32:07+02:00", "second"),
        ("2024-05-03 10:32:07 -0430", "2024-05-03T10:32:07-04:30", "second"),
        ("2024-05-03T10:32-05", "2024-05-03T10:32:00-05:00", "minute"),
        ("20240503T103207Z", "2024-05-03T10:32:07+00:00", "second"),
        ("Fri, 03 May 2024 10:32:07 GMT", "2024-05-03T10:32:07+00:00", "second"),
        ("Fri, 3 May 2024 10:32 -0000", "2024-05-03T10:32:00+00:00", "minute"),
        ("Fri, 3 May 2024 10:32:07 EDT", "2024-05-03T10:32:07-04:00", "second"),
        ("Fri May 03 10:32:07 +0000 2024", "2024-05-03T10:32:07+00:00", "second"),
        ("Fri May 03 2024 10:32:07 GMT+0200 (CEST)", "2024-05-03T10:32:07+02:00", "second"),
        ("1714725127", "2024-05-03T08:32:07+00:00", "second"),
        ("1714725127000", "2024-05-03T08:32:07+00:00", "second"),
        (1714725127, "2024-05-03T08:32:07+00:00", "second"),
        ("May 3, 2024 10:32 PM ET", "2024-05-03T22:32:00-04:00", "minute"),
        ("3/5/2024, 10:32 (GMT+7)", "2024-05-03T10:32:00+07:00", "minute"),
    ],
)
def test_a_time_with_its_offset_keeps_it(raw: object, value: str, precision: str) -> None:
    stamp = read(raw)
    assert (iso(stamp), stamp.precision, stamp.method) == (value, precision, "stated")


@pytest.mark.parametrize("raw", ["2024-05-03", "20240503", "2024-W18-5", "2024-05-03+02:00", "2024-05-03Z"])
def test_forms_made_for_machines_without_a_time_give_the_day(raw: str) -> None:
    stamp = read(raw)
    assert (iso(stamp), stamp.precision, stamp.method) == ("2024-05-03T00:00:00+00:00", "day", "stated")


IN_LANGUAGES = [
    ("en", "Friday, May 3rd, 2024 at 10:32 a.m."),
    ("en", "3 May 2024 10.32am"),
    ("es", "Viernes, 3 de mayo de 2024, 10:32 hs"),
    ("es", "3 de mayo del año 2024 a las 10:32 a. m."),
    ("pt", "3 de maio de 2024 às 10h32"),
    ("pt", "03 mai 2024 - 10h32min"),
    ("fr", "Publié le 3 mai 2024 à 10h32"),
    ("fr", "3 mai 2024, 10 h 32"),
    ("it", "3 maggio 2024 alle 10.32"),
    ("eo", "la 3-an de majo 2024, 10:32"),
    ("ar", "٣ أيار ٢٠٢٤ ١٠:٣٢"),
    ("ar", "الجمعة 3 مايو 2024 - 10:32 ص"),
    ("de", "Freitag, 3. Mai 2024, 10.32 Uhr"),
    ("ru", "пятница, 3 мая 2024 г., 10:32"),
    ("uk", "3 травня 2024, 10:32"),
    ("be", "3 мая 2024, 10:32"),
    ("bg", "3 май 2024, 10:32"),
    ("sr", "3. maj 2024. 10:32"),
    ("sr", "3. мај 2024. 10:32"),
    ("hr", "3. svibnja 2024. u 10:32"),
    ("sl", "3. maj 2024 ob 10.32"),
    ("zh", "2024年5月3日 上午10:32"),
    ("zh", "2024年05月03日10:32"),
    ("ja", "2024年5月3日 10時32分"),
    ("ja", "令和6年5月3日(金) 午前10時32分"),
    ("ko", "2024년 5월 3일 오전 10:32"),
    ("ko", "2024.05.03. 10:32"),
    ("pl", "3 maja 2024, 10:32"),
    ("cs", "3. května 2024 v 10:32"),
    ("cs", "3. 5. 2024 10:32"),
    ("sk", "3. mája 2024 o 10:32"),
    ("tr", "3 Mayıs 2024 Cuma, 10:32"),
    ("tr", "03 MAYIS 2024 10:32"),
    ("vi", "Thứ sáu, 3/5/2024, 10:32"),
    ("vi", "Ngày 3 tháng 5 năm 2024, 10:32"),
    ("id", "Jumat, 3 Mei 2024 pukul 10.32"),
    ("ms", "3 Mei 2024, 10:32"),
    ("hi", "3 मई 2024, 10:32 पूर्वाह्न"),
    ("hi", "३ मई २०२४, १०:३२"),
    ("bn", "৩ মে ২০২৪, ১০:৩২"),
    ("he", "3 במאי 2024, 10:32"),
    ("el", "3 Μαΐου 2024, 10:32 π.μ."),
    ("ka", "3 მაისი, 2024, 10:32"),
    ("hy", "3 մայիսի, 2024, 10:32"),
    ("th", "3 พฤษภาคม 2567 10:32 น."),
    ("th", "3 พ.ค. 67 10.32 น."),
    ("nl", "vrijdag 3 mei 2024 10:32 uur"),
    ("sv", "3 maj 2024 kl. 10.32"),
    ("no", "3. mai 2024 kl. 10:32"),
    ("da", "3. maj 2024 kl. 10.32"),
    ("fi", "3. toukokuuta 2024 klo 10.32"),
    ("fi", "3.5.2024 klo 10.32"),
    ("et", "3. mai 2024 10:32"),
    ("is", "3. maí 2024, 10:32"),
    ("lt", "2024 m. gegužės 3 d. 10:32"),
    ("lv", "2024. gada 3. maijs, 10:32"),
    ("sw", "3 Mei 2024, 10:32"),
    ("ro", "3 mai 2024, 10:32"),
    ("hu", "2024. május 3., péntek 10:32"),
    ("fa", "۱۴ اردیبهشت ۱۴۰۳ ساعت ۱۰:۳۲"),
    ("fa", "۳ مه ۲۰۲۴ ۱۰:۳۲"),
    ("ca", "3 de maig de 2024, 10:32"),
    ("eu", "2024ko maiatzaren 3a, 10:32"),
    ("ht", "3 me 2024, 10:32"),
    ("az", "3 may 2024, 10:32"),
    ("kk", "3 мамыр 2024, 10:32"),
    ("ur", "3 مئی 2024، 10:32"),
]


@pytest.mark.parametrize(("language", "raw"), IN_LANGUAGES)
def test_printed_dates_are_read_in_their_language(language: str, raw: str) -> None:
    stamp = read(raw, language)
    assert (iso(stamp), stamp.precision, stamp.method) == (
        "2024-05-03T10:32:00+02:00",
        "minute",
        "assumed-zone",
    )


@pytest.mark.parametrize(("language", "raw"), [row for row in IN_LANGUAGES if row[0] not in ("hr", "ht")])
def test_printed_dates_are_read_where_nothing_is_known_of_the_page(language: str, raw: str) -> None:
    value = read(raw, timezone=None).value
    assert value is not None
    assert value.date() == DAY


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("25 كانون الثاني 2024", 1),
        ("25 شباط 2024", 2),
        ("25 آذار 2024", 3),
        ("25 نيسان 2024", 4),
        ("25 أيار 2024", 5),
        ("25 حزيران 2024", 6),
        ("25 تموز 2024", 7),
        ("25 آب 2024", 8),
        ("25 أيلول 2024", 9),
        ("25 تشرين الأول 2024", 10),
        ("25 تشرين الثاني 2024", 11),
        ("25 كانون الأول 2024", 12),
        ("25 جانفي 2024", 1),
        ("25 جويلية 2024", 7),
        ("25 غشت 2024", 8),
        ("25 out 2017", 10),
        ("25 setembro 2024", 9),
        ("Setiembre 25, 2024", 9),
        ("25 Sept. 2024", 9),
        ("25 janv. 2024", 1),
        ("25 juil 2024", 7),
        ("25 Agt 2024", 8),
    ],
)
def test_months_as_printed(raw: str, month: int) -> None:
    value = read(raw).value
    assert value is not None
    assert value.month == month


def test_a_month_name_of_two_languages_needs_the_language() -> None:
    assert iso(read("3 listopada 2024", "pl")) == "2024-11-03T00:00:00+00:00"
    assert iso(read("3 listopada 2024", "hr")) == "2024-10-03T00:00:00+00:00"
    assert read("3 listopada 2024").value is None
    assert iso(read("3 out 2024", "ht")) == "2024-08-03T00:00:00+00:00"
    assert iso(read("3 out 2024", "pt")) == "2024-10-03T00:00:00+00:00"


@pytest.mark.parametrize(
    ("languages", "country", "timezone", "expected"),
    [
        (("en",), "US", None, "2024-03-05"),
        (("en-US",), None, None, "2024-03-05"),
        (("en", "tl"), "PH", None, "2024-03-05"),
        (("en",), None, "America/Chicago", "2024-03-05"),
        (("en",), "GB", None, "2024-05-03"),
        (("en-AU",), None, None, "2024-05-03"),
        (("en",), None, None, "2024-05-03"),
        (("es", "en"), "CU", "America/Havana", "2024-05-03"),
        (("es",), "US", "America/New_York", "2024-05-03"),
        ((), None, None, "2024-05-03"),
    ],
)
def test_day_or_month_first_goes_by_country_and_language(
    languages: tuple[str, ...], country: str | None, timezone: str | None, expected: str
) -> None:
    stamp = parse_date(
        "03/05/2024", languages=languages, country=country, timezone=timezone, fetched_at=FETCHED
    )
    assert stamp is not None
    assert stamp.value is not None
    assert stamp.value.date().isoformat() == expected


@pytest.mark.parametrize(
    ("raw", "languages", "expected"),
    [
        ("15/08/17", ("es",), "2017-08-15"),
        ("08/25/17", ("es",), "2017-08-25"),
        ("24/05/03", ("ja",), "2024-05-03"),
        ("12/31/99", (), "1999-12-31"),
        ("05/11/2025", ("en-US",), "2025-05-11"),
        ("Friday 05/03/2024", ("en",), "2024-05-03"),
        ("2567-05-03", ("th",), "2024-05-03"),
        ("1403/02/14", ("fa",), "2024-05-03"),
    ],
)
def test_figures_are_read_as_the_only_day_that_can_be(
    raw: str, languages: tuple[str, ...], expected: str
) -> None:
    value = read(raw, *languages).value
    assert value is not None
    assert value.date().isoformat() == expected


def test_a_minguo_year_is_read_in_taiwan_only() -> None:
    assert iso(read("113/05/03", "zh", country="TW")) == "2024-05-03T00:00:00+00:00"
    assert read("113/05/03", "zh", country="CN").value is None


@pytest.mark.parametrize(
    ("raw", "month", "day"),
    [
        ("October 25", 10, 25),
        ("25 de octubre", 10, 25),
        ("Oct. 25", 10, 25),
        ("10月25日", 10, 25),
        ("25/10", 10, 25),
        ("25 تشرين الأول", 10, 25),
    ],
)
def test_a_day_without_its_year_is_partial(raw: str, month: int, day: int) -> None:
    stamp = read(raw)
    assert stamp.is_partial
    assert (stamp.month, stamp.day_of_month, stamp.value, stamp.raw) == (month, day, None, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "31 February 2024",
        "31/02/2024",
        "2024-02-31",
        "2023-02-29",
        "2024-13-01T00:00:00Z",
        "2024-05-03T25:10:00Z",
        "3 May 2024 25:10",
        "3 May 2024 10:75",
        "2024-05-03T10:32:00+23:00",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31",
        "1 January 9999",
        "1989-12-31T23:59:59Z",
        "2025-11-03T00:00:00Z",
        "12 décembre 2025",
        "3 Ordibehesht",
        "24 شوال",
        "-1714725127",
        "99999999999999999999",
        "2024",
        "May 2024",
        "10:32",
        "no date at all",
        "\x00\ud800\u202e",
        "NaN",
    ],
)
def test_what_can_be_no_date_is_refused_with_its_raw_text(raw: str) -> None:
    stamp = read(raw)
    assert stamp.value is None
    assert not stamp.is_partial
    assert stamp.problem
    assert stamp.raw == raw.strip()


@pytest.mark.parametrize(
    "raw", [None, "", "  \n", True, {"@value": "2024-05-03"}, ["2024-05-03"], b"2024-05-03"]
)
def test_what_is_no_text_is_no_date(raw: object) -> None:
    assert parse_date(raw, fetched_at=FETCHED) is None


def test_a_day_after_the_fetch_is_allowed_for_zones_ahead() -> None:
    assert read("2025-11-02T11:00:00Z").value is not None
    assert read("2025-11-02").value is not None


def test_without_the_time_of_fetching_another_bound_may_be_given() -> None:
    stamp = parse_date("2031-01-01", latest=FETCHED)
    assert stamp is not None
    assert (stamp.value, stamp.problem) == (None, "after it was fetched")
    assert read("2025-11-02").value is not None


def test_without_the_time_of_fetching_only_the_impossible_is_refused() -> None:
    stamp = parse_date("2031-01-01")
    assert stamp is not None
    assert stamp.value is not None
    far = parse_date("2131-01-01")
    assert far is not None
    assert far.value is None


@pytest.mark.parametrize(
    ("raw", "zone", "expected"),
    [
        ("2024-03-31T02:30:00", "Europe/Paris", "2024-03-31T03:30:00+02:00"),
        ("2024-10-27 02:30", "Europe/Paris", "2024-10-27T02:30:00+02:00"),
        ("2024-05-03T24:00:00", "Europe/Paris", "2024-05-04T00:00:00+02:00"),
        ("2024-03-30 09:47:25", "America/Havana", "2024-03-30T09:47:25-04:00"),
        ("2024-01-30 09:47:25", "America/Havana", "2024-01-30T09:47:25-05:00"),
        ("2024-05-03 10:32", None, "2024-05-03T10:32:00+00:00"),
        ("2024-05-03 10:32", "Not/AZone", "2024-05-03T10:32:00+00:00"),
        ("3 May 2024 10:32 CST", "Asia/Shanghai", "2024-05-03T10:32:00+08:00"),
        ("3 January 2024 10:32 CST", "America/Havana", "2024-01-03T10:32:00-05:00"),
        ("3 May 2024 10:32 IST", "Asia/Kolkata", "2024-05-03T10:32:00+05:30"),
    ],
)
def test_a_time_without_offset_is_the_outlets(raw: str, zone: str | None, expected: str) -> None:
    assert iso(read(raw, timezone=zone)) == expected


def test_a_time_belongs_to_the_day_beside_it_only() -> None:
    stamp = read("Publié le 3 mai 2024 - Mis à jour le 4 mai 2024 à 11h00", "fr")
    assert (iso(stamp), stamp.precision) == ("2024-05-03T00:00:00+00:00", "day")


@pytest.mark.parametrize(
    ("raw", "expected", "precision"),
    [
        ("5 minutes ago", "2025-11-01T12:55:00+01:00", "minute"),
        ("vor 5 Minuten", "2025-11-01T12:55:00+01:00", "minute"),
        ("2 hours ago", "2025-11-01T00:00:00+00:00", "day"),
        ("hace 3 horas", "2025-11-01T00:00:00+00:00", "day"),
        ("3小时前", "2025-11-01T00:00:00+00:00", "day"),
        ("13 hours ago", "2025-11-01T00:00:00+00:00", "day"),
        ("3 days ago", "2025-10-29T00:00:00+00:00", "day"),
        ("yesterday", "2025-10-31T00:00:00+00:00", "day"),
        ("Heute, 10:32 Uhr", "2025-11-01T10:32:00+01:00", "minute"),
    ],
)
def test_relative_dates_are_marked_as_inferred(raw: str, expected: str, precision: str) -> None:
    stamp = read(raw)
    assert (iso(stamp), stamp.precision, stamp.method) == (expected, precision, "inferred-fetch")


@pytest.mark.parametrize("raw", ["2 months ago", "il y a 2 ans", "कल", "a while ago", "in 5 minutes"])
def test_relative_dates_whose_day_is_not_clear_are_refused(raw: str) -> None:
    assert read(raw).value is None


def test_only_the_beginning_of_a_text_is_read_and_all_of_it_is_kept() -> None:
    raw = "x " * 200 + "2024-05-03"
    stamp = read(raw)
    assert stamp.value is None
    assert stamp.raw == raw


@given(st.text(max_size=250), st.sampled_from([None, "Asia/Tokyo", "America/Havana"]))
def test_no_text_raises(text: str, zone: str | None) -> None:
    stamp = parse_date(text, timezone=zone, languages=("es", "fa"), fetched_at=FETCHED)
    assert stamp is None or stamp.value is None or stamp.value.tzinfo is not None


@given(st.text(alphabet="0123456789:/.-+ TZ年月日hmarmy", max_size=40))
def test_no_figures_raise(text: str) -> None:
    stamp = parse_date(text, timezone="Pacific/Apia", languages=("en-US",), fetched_at=FETCHED)
    assert stamp is None or stamp.value is None or stamp.value <= FETCHED + timedelta(days=1)


@given(
    st.dates(date(1990, 1, 1), date(2025, 10, 31)),
    st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/Havana", None]),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%Y年%m月%d日", "%A, %d %b %Y"]),
)
def test_a_day_never_shifts_whatever_the_zone(day: date, zone: str | None, form: str) -> None:
    stamp = parse_date(day.strftime(form), timezone=zone, languages=("en-GB",), fetched_at=FETCHED)
    assert stamp is not None
    assert stamp.value is not None
    assert stamp.value == datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert (stamp.value.utcoffset(), stamp.precision, stamp.method) == (timedelta(), "day", "stated")


@given(st.datetimes(datetime(1990, 1, 2), datetime(2025, 10, 30)), st.integers(-13 * 60, 14 * 60))
def test_a_stated_instant_comes_back_with_its_offset(moment: datetime, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    raw = f"{moment:%Y-%m-%dT%H:%M:%S}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    stamp = read(raw)
    assert stamp.value is not None
    assert stamp.value.replace(tzinfo=None) == moment.replace(microsecond=0)
    assert stamp.value.utcoffset() == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "unit", ["1", "1 ", "mai ", "3 mai ", "10:32 ", "1/1/", "年", "3月", "(", "م ", "-", "٣", "a.m. "]
)
def test_adversarial_texts_take_linear_time(unit: str) -> None:
    parse = partial(parse_date, languages=("fr", "zh"), fetched_at=FETCHED)
    check_linear(parse, lambda size: unit * (size // len(unit)))
