"""zyte-common-items' Article there and back: every field that both have survives."""

import re
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from itemadapter import ItemAdapter

from crawler.exports.zyte import LEFT_OUT, from_zyte, to_zyte
from crawler.items import Article, Image
from tests.exports.full_article import empty, full_article

zyte_common_items = pytest.importorskip("zyte_common_items", reason="the extra `zyte` is not installed")

NAMES = [declared.name for declared in fields(Article)]
PARTS = [f"images.{declared.name}" for declared in fields(Image)]


def there_and_back(article: Article) -> Article:
    held = ItemAdapter(to_zyte(article)).asdict()
    return from_zyte(zyte_common_items.Article.from_dict(held))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEFT_OUT and name != "images"])
def test_a_field_that_both_have_survives(name):
    article = full_article()
    assert getattr(article, name) != empty(name)
    assert getattr(there_and_back(article), name) == getattr(article, name)


def test_of_pictures_the_address_survives():
    article = full_article()
    back = there_and_back(article).images
    kept = {name.removeprefix("images.") for name in PARTS if name not in LEFT_OUT}
    for name in (declared.name for declared in fields(Image)):
        same = [getattr(image, name) for image in back] == [getattr(image, name) for image in article.images]
        assert same == (name in kept)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_the_table_names_fields_and_says_why(name):
    assert name in NAMES + PARTS
    assert LEFT_OUT[name]


@pytest.mark.parametrize("name", [name for name in LEFT_OUT if name in NAMES and "precision" not in name])
def test_a_field_that_is_left_out_does_not_come_back(name):
    article = full_article()
    if name == "word_count":
        article.word_count = 1000
    assert getattr(there_and_back(article), name) != getattr(article, name)


def test_dates_have_the_form_that_zyte_documents():
    item = to_zyte(full_article())
    assert item.datePublished == "2017-10-25T09:47:25-04:00"
    assert item.dateModified == "2017-10-26T18:05:00+05:45"
    assert re.fullmatch(r"2017-10-27T01:02:03(\.\d+)?Z", item.metadata.dateDownloaded)


def test_a_day_stays_that_day():
    day = datetime(2017, 10, 25, tzinfo=UTC)
    article = replace(full_article(), date_published=day, date_published_precision="day")
    back = there_and_back(article)
    assert (back.date_published, back.date_published_precision) == (day, "day")
    midnight = there_and_back(replace(article, date_published_precision="second"))
    assert (midnight.date_published, midnight.date_published_precision) == (day, "second")


@pytest.mark.parametrize(("byline", "authors"), [(None, ["Ana Pérez"]), ("By our staff", []), (None, [])])
def test_byline_and_authors_are_kept_apart(byline, authors):
    back = there_and_back(replace(full_article(), byline=byline, authors=authors))
    assert (back.byline, back.authors) == (byline, authors)


def test_key_and_outlet_may_be_given():
    back = from_zyte(to_zyte(full_article()), key="lantern:4711", outlet="lantern")
    assert (back.key, back.outlet) == ("lantern:4711", "lantern")


def test_an_article_of_which_little_is_known():
    article = Article(url="https://lantern.example/1", key="lantern:1", outlet="lantern")
    assert from_zyte(to_zyte(article), key="lantern:1", outlet="lantern") == article


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "zyte_common_items", None)
    with pytest.raises(ModuleNotFoundError, match=r"presswatch\[zyte\]"):
        to_zyte(full_article())
