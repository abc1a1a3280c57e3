"""Country and zone by ending, language and printed offsets."""

from datetime import datetime

import pytest

from crawler.onboarding.country import country_of, timezone_of


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
        ("CU", ["2024-01-05T10:00:00+00:00"], "America/Havana"),
        ("BR", ["2024-01-05T10:00:00-04:00"], "America/Campo_Grande"),
        ("RU", [], None),
        ("RU", ["2024-01-05T10:00:00+03:00"], "Europe/Moscow"),
        # Summer and winter of one zone.
        ("US", ["2024-01-05T10:00:00-08:00", "2024-07-05T10:00:00-07:00"], "America/Los_Angeles"),
        (None, ["2024-01-05T10:00:00+03:00"], None),
    ],
)
def test_zone(country: str | None, dates: list[str], zone: str | None) -> None:
    assert timezone_of(country, dates=map(datetime.fromisoformat, dates)) == zone
