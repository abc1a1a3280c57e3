import re

import pytest

from crawler.outlet import Source, outlet_problems
from crawler.platforms.wordpress import WordPress, post_name


class Hilltop(WordPress):
    name = "hilltop"
    allowed_domains = ["hilltop.example"]
    country, languages = "CU", ["es"]
    feeds = [Source("https://hilltop.example/feed/", found="its home page")]
    pages = ["about-us", "c++"]


@pytest.mark.parametrize(
    "slug", ["rain-at-last", "rain", "1487-3", "wavuvi-wa-mwambani", "lluvia-en-camagüey"]
)
def test_a_post_stands_at_its_name(slug):
    assert Hilltop.is_article_url(f"https://hilltop.example/{slug}/")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "about-us/",
        "c++/",
        "feed/",
        "category/news/",
        "tag/rain/",
        "author/ana/",
        "page/2/",
        "wp-json/",
        "wp-login.php",
        "rss.php",
        "rain-at-last/feed/",
        "wp-content/uploads/2025/01/rain.jpg",
    ],
)
def test_what_wordpress_keeps_for_itself_is_no_post(path):
    assert not Hilltop.is_article_url(f"https://hilltop.example/{path}")


def test_a_slug_that_begins_like_a_page_is_a_post():
    assert re.search(post_name(["about-us"]), "/about-us-and-the-sea")
    assert re.search(post_name(), "/category-five-storm-passes")


def test_an_outlet_of_the_platform_is_well_defined():
    assert outlet_problems(Hilltop) == []


def test_an_outlet_may_have_a_pattern_of_its_own():
    class Dated(Hilltop):
        article_url = r"^/\d{4}/[^/]+$"

    assert Dated.is_article_url("https://hilltop.example/2024/rain")
    assert not Dated.is_article_url("https://hilltop.example/rain")
