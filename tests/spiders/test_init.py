"""The article key of any address, by the rules of whoever owns its host."""

import pytest

from crawler.normalization.urls import make_article_key
from crawler.spiderloader import declared_outlets
from crawler.spiders import article_key

RADIOHC = "radiohc.cu/index.php/noticias/internacionales/137624-una-nota"


@pytest.mark.parametrize("prefix", ["https://www.", "http://"])
def test_a_declared_outlets_own_number_is_the_key(prefix: str) -> None:
    assert article_key(f"{prefix}{RADIOHC}?utm_source=rss") == "radiohc:137624"


def test_any_other_address_has_the_key_of_the_general_rules() -> None:
    url = "https://www.gazette.example/2024/05/harbour?utm_source=rss#top"
    assert article_key(url) == make_article_key(url) == "https://gazette.example/2024/05/harbour"


@pytest.mark.parametrize("outlet", declared_outlets(), ids=lambda outlet: outlet.name)
def test_it_is_the_key_that_the_outlet_itself_gives(outlet) -> None:
    url = f"https://{outlet.allowed_domains[0]}/region/4711-harbour-closes"
    assert article_key(url) == outlet.key(url)


@pytest.mark.parametrize("url", ["", "no address", "mailto:a@b.example"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        article_key(url)
