"""Country and zone by ending, language and printed offsets."""

from datetime import datetime

import pytest

from crawler.onboarding.country import country_of, country_of_language, main_timezone, timezone_of


@pytest.mark.parametrize(
    ("url", "tags", "country"),
    [
        ("https://www.radiohc.cu/", [], "CU"),
        ("https://www.larne-courier.co.uk/", ["en-US"], "GB"),
        ("https://larne.example/", ["en", "pt_BR"], "BR"),
        ("https://larne.tv/", ["sr-Latn-RS"], "RS"),
        ("https://larne.example/", ["en", "es-419"], None),
        ("https://127.0.0.1:8000/", [], None),
    ],
)
def test_country(url: str, tags: list[str], country: str | None) -> None:
    assert country_of(url, tags=tags) == country


@pytest.mark.parametrize(
    ("country", "dates", "zone"),
    [
        ("CU", [], "America/Havana"),
        # Several zones of one clock.
        ("DE", [], "Europe/Berlin"),
        ("AR", [], "America/Argentina/Buenos_Aires"),
        ("MY", [], "Asia/Kuala_Lumpur"),
        ("UZ", [], "Asia/Tashkent"),
        ("PS", [], "Asia/Hebron"),
        ("XK", [], "Europe/Belgrade"),
        ("KZ", ["2020-01-05T10:00:00+06:00"], "Asia/Almaty"),
        ("CU", ["2024-01-05T10:00:00+00:00"], "America/Havana"),
        ("BR", ["2024-01-05T10:00:00-04:00"], "America/Campo_Grande"),
        # The main one of those that agree, and most dates count where one is printed from elsewhere.
        ("BR", ["2024-01-05T10:00:00-03:00"], "America/Sao_Paulo"),
        ("CA", ["2024-01-05T10:00:00-05:00"] * 5 + ["2024-01-05T10:00:00-08:00"], "America/Toronto"),
        ("US", ["2024-01-05T10:00:00+05:30"], None),
        ("RU", [], None),
        ("RU", ["2024-01-05T10:00:00+03:00"], "Europe/Moscow"),
        # Summer and winter of one zone.
        ("US", ["2024-01-05T10:00:00-08:00", "2024-07-05T10:00:00-07:00"], "America/Los_Angeles"),
        (None, ["2024-01-05T10:00:00+03:00"], None),
    ],
)
def test_zone(country: str | None, dates: list[str], zone: str | None) -> None:
    assert timezone_of(country, dates=map(datetime.fromisoformat, dates)) == zone


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("US", "America/New_York"),
        ("AU", "Australia/Sydney"),
        ("ES", "Europe/Madrid"),
        ("XX", None),
        (None, None),
    ],
)
def test_the_main_zone_of_a_country(country: str | None, zone: str | None) -> None:
    assert main_timezone(country) == zone


@pytest.mark.parametrize(
    ("languages", "country"),
    [(["vi", "en"], "VN"), (["uk-UA"], "UA"), (["en"], None), (["de"], None), ([], None)],
)
def test_a_language_of_one_country_tells_it(languages: list[str], country: str | None) -> None:
    assert country_of_language(languages) == country
