"""The days that addresses name."""

from datetime import date

import pytest

from crawler.discovery.url_days import days_of_article, days_of_sources
from crawler.records import Days

SITE = "https://courier.example"


def day(year, month, number):
    return Days(date(year, month, number), date(year, month, number))


AUGUST = Days(date(2017, 8, 1), date(2017, 8, 31))


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/2017/08/07/harbour-closes", day(2017, 8, 7)),
        ("/news/2017/8/7/harbour-closes", day(2017, 8, 7)),
        ("/20170807/harbour-closes.html", day(2017, 8, 7)),
        ("/n1/2017/0807/c1002-29455.html", day(2017, 8, 7)),
        ("/2017-08-07/harbour", day(2017, 8, 7)),
        ("/2017/08/harbour-closes", AUGUST),
        ("/world-europe-20170807", None),  # a number of its own
        ("/news/20170807", None),
        ("/2017/02/30/harbour", Days(date(2017, 2, 1), date(2017, 2, 28))),
        ("/2017/13/01/harbour", None),
        ("/in-2017/harbour", None),
        ("/0217/08/07/harbour", None),
    ],
)
def test_an_article_s_address_names_its_day_or_month(path, days):
    assert days_of_article(SITE + path) == days


@pytest.mark.parametrize(
    ("path", "days"),
    [
        ("/sitemap-2017-08-07.xml", day(2017, 8, 7)),
        ("/sitemap_20170807.xml.gz", day(2017, 8, 7)),
        ("/sitemaps/2017/08/07.xml", day(2017, 8, 7)),
        ("/sitemap.xml?yyyy=2017&mm=08&dd=07", day(2017, 8, 7)),
        ("/sitemap.xml?year=2017&month=8", AUGUST),
        ("/sitemap-2017-08.xml", AUGUST),
        ("/sitemap-posttype-post.201708.xml", AUGUST),
        ("/post-sitemap-2017-08-2.xml", AUGUST),
        ("/archive/2017/8/", AUGUST),
        ("/sitemap-2017.xml", Days(date(2017, 1, 1), date(2017, 12, 31))),
        ("/sitemap-7.xml", None),
        ("/sitemap-120170807.xml", None),
    ],
)
def test_a_source_s_address_names_its_days(path, days):
    found = days_of_sources([SITE + path])
    assert found == ({SITE + path: days} if days else {})


def test_numbers_that_are_no_years_in_one_place_are_none_in_the_others():
    assert days_of_sources([f"{SITE}/sitemap-{number}.xml" for number in (1, 2016, 2017)]) == {}


def test_numbers_that_are_no_months_in_one_place_are_none_in_the_others():
    parts = [f"{SITE}/sitemap-2017-{number}.xml" for number in ("01", "12", "13")]
    year = Days(date(2017, 1, 1), date(2017, 12, 31))
    assert days_of_sources(parts) == dict.fromkeys(parts, year)
