"""A name is the host's own label; editions and namesakes get what tells them apart."""

import pytest

from crawler.onboarding.outlet_name import edition_of, free_name, outlet_name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.radiohc.cu/", "radiohc"),
        ("https://larne-courier.co.uk/", "larne_courier"),
        ("https://www.lavoz.com.ar/", "lavoz"),
        ("https://de.euronews.com/", "euronews_de"),
        ("https://pt-br.larne.example/", "larne_pt_br"),
        ("https://www.euronews.com/de/", "euronews_de"),
        ("https://www.euronews.com/news", "euronews"),
        ("https://economictimes.indiatimes.com/", "economictimes_indiatimes"),
        ("https://tv.larne.example/", "tv_larne"),
        ("https://m.lenta.ru/", "lenta"),
        ("https://9news.com.au/", "outlet_9news"),
        ("http://127.0.0.1:8000/", "outlet_127_0_0_1"),
        ("https://xn--e1aybc.xn--p1ai/", "xn_e1aybc"),
    ],
)
def test_names(url: str, name: str) -> None:
    assert outlet_name(url) == name


def test_a_home_page_that_sends_to_its_first_language_names_no_edition() -> None:
    assert outlet_name("https://www.larne.example/es/", asked="https://larne.example/") == "larne"
    assert outlet_name("https://www.larne.example/es/", asked="https://larne.example/es") == "larne_es"


def test_an_edition_is_a_language_or_a_country_alone_in_the_path() -> None:
    assert edition_of("https://larne.example/es/") == "es"
    assert edition_of("https://larne.example/es-MX") == "es-mx"
    assert edition_of("https://larne.example/es/deportes") is None
    assert edition_of("https://larne.example/qq") is None


def test_a_name_that_is_taken_gets_its_country_then_its_language_then_a_number() -> None:
    taken = {"elcomercio"}
    assert free_name("elcomercio", taken=(), country="PE", languages=["es"]) == "elcomercio"
    assert free_name("elcomercio", taken=taken, country="PE", languages=["es"]) == "elcomercio_pe"
    taken.add("elcomercio_pe")
    assert free_name("elcomercio", taken=taken, country="PE", languages=["es"]) == "elcomercio_es"
    taken.add("elcomercio_es")
    assert free_name("elcomercio", taken=taken, country="PE", languages=["es"]) == "elcomercio_2"
    assert free_name("larne_de", taken={"larne_de"}, country="DE", languages=["de"]) == "larne_de_2"
