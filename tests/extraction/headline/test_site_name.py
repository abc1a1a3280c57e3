"""Outlets' names, as pages state them, are cut off titles."""

import pytest

from crawler.extraction.headline.site_name import is_site_name, site_names, without_site
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import read_page
from tests.extraction.pages import body, linked, page

NAMES = ["Daily Post", "dailypost.example", "dailypost", "每日邮报"]


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Rain ahead | The Daily Post", "Rain ahead"),
        ("Rain ahead - in the north - Daily Post", "Rain ahead - in the north"),
        ("Daily Post: Rain ahead", "Daily Post: Rain ahead"),
        ("Daily Post | Rain ahead", "Rain ahead"),
        ("Rain ahead – Weather – dailypost.example", "Rain ahead – Weather"),
        ("Rain ahead", "Rain ahead"),
        ("暴雨将至_每日邮报", "暴雨将至"),
    ],
)
def test_site_names_are_cut_off(title: str, cut: str) -> None:
    assert without_site(title, NAMES) == cut


def test_a_name_with_the_or_com_is_the_same() -> None:
    assert all(is_site_name(text, NAMES) for text in ("The Daily Post", "DailyPost.com", "daily post"))
    assert not is_site_name("Daily Post wins a prize", NAMES)


def test_names_come_from_metadata_json_ld_and_the_host() -> None:
    html = page('<meta property="og:site_name" content="Courier of Larne">' + linked(), body())
    read = read_page(html, url="https://www.larne-courier.co.uk/a/1")
    assert site_names(read, linked_data(read)) == [
        "Courier of Larne", "Larne Courier", "larne-courier.co.uk", "larne-courier",
    ]  # fmt: skip
