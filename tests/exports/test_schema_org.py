"""schema.org NewsArticle there and back: every field that both have survives."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.exports.schema_org import LEFT_OUT, from_schema_org, read_property, to_schema_org, write_property
from crawler.field_facts import Form
from crawler.items import Article, Image
from tests.exports.full_article import empty, full_article

NAMES = [declared.name for declared in fields(Article)]


def there_and_back(article: Article) -> Article:
    return from_schema_org(json.loads(json.dumps(to_schema_org(article))))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in LEFT_OUT])
def test_a_field_that_both_have_survives(name):
    article = full_article()
    assert getattr(article, name) != empty(name)
    assert getattr(there_and_back(article), name) == getattr(article, name)


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_field_that_is_left_out_comes_back_empty(name):
    assert name in NAMES
    assert LEFT_OUT[name]
    assert getattr(there_and_back(full_article()), name) == empty(name)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (Form.TEXT, "Analysis"),
        (Form.TEXTS, ["sea", "wind"]),
        (Form.INTEGER, 4),
        (Form.NUMBER, 3.5),
        (Form.FLAG, False),
        (Form.INSTANT, datetime(2017, 10, 26, 18, 5, tzinfo=timezone(timedelta(hours=5, minutes=45)))),
        (Form.MAPPING, {"sea": 2}),
    ],
)
def test_a_value_of_any_form_survives_as_a_property(form, value):
    held = json.loads(json.dumps(write_property(value)))
    assert read_property(held, form) == value


@pytest.mark.parametrize(
    ("form", "held"),
    [
        (Form.TEXT, 4),
        (Form.INTEGER, "4"),
        (Form.INTEGER, True),
        (Form.NUMBER, False),
        (Form.FLAG, "yes"),
        (Form.INSTANT, "yesterday"),
        (Form.MAPPING, ["sea"]),
    ],
)
def test_a_property_of_another_kind_is_left_out(form, held):
    assert read_property(held, form) is None


def test_offsets_and_precision_survive():
    back = there_and_back(full_article())
    assert back.date_published.isoformat() == "2017-10-25T09:47:25-04:00"
    assert back.date_modified.isoformat() == "2017-10-26T18:05:00+05:45"
    assert (back.date_published_precision, back.date_modified_precision) == ("second", "minute")


def test_a_day_stays_that_day():
    day = datetime(2017, 10, 25, tzinfo=UTC)
    article = replace(full_article(), date_published=day, date_published_precision="day")
    assert to_schema_org(article)["datePublished"] == "2017-10-25"
    back = there_and_back(article)
    assert (back.date_published, back.date_published_precision) == (day, "day")


def test_an_article_of_which_little_is_known_has_no_empty_properties():
    article = Article(url="https://lantern.example/1", key="lantern:1", outlet="lantern")
    linked = to_schema_org(article)
    assert set(linked) == {"@context", "@type", "url", "identifier", "publisher"}
    assert there_and_back(article) == article


@pytest.mark.parametrize("free", [True, False, None])
def test_free_and_not_free_and_unknown_are_told_apart(free):
    assert there_and_back(replace(full_article(), is_accessible_for_free=free)).is_accessible_for_free is free


@pytest.mark.parametrize("image", [None, "https://lantern.example/elsewhere.jpg"])
def test_the_main_picture_need_not_be_among_the_pictures(image):
    article = replace(full_article(), image=image)
    back = there_and_back(article)
    assert (back.image, back.images) == (image, article.images)


def test_an_object_by_someone_else_is_read():
    article = from_schema_org(
        {
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": "https://www.other.example/a/1"},
            "headline": "Rain",
            "author": [{"@type": "Person", "name": "Bo Li"}, "Jo Ed", {"@type": "Person"}],
            "publisher": {"@type": "Organization", "name": "The Other"},
            "keywords": "rain, sea",
            "image": "https://other.example/1.jpg",
            "video": {"@type": "VideoObject", "contentUrl": "https://other.example/1.mp4"},
            "articleBody": "It rained a lot.",
            "datePublished": "2024-05-01T10:00:00",
            "dateModified": "2024-05-02T10:00:00Z",
        }
    )
    assert (article.url, article.outlet, article.headline) == (
        "https://www.other.example/a/1",
        "The Other",
        "Rain",
    )
    assert article.authors == ["Bo Li", "Jo Ed"]
    assert article.keywords == ["rain", "sea"]
    assert article.images == [Image(url="https://other.example/1.jpg")]
    assert article.videos == ["https://other.example/1.mp4"]
    assert article.word_count == 4
    assert article.key
    assert article.date_published is None
    assert article.date_modified == datetime(2024, 5, 2, 10, tzinfo=UTC)


def test_without_a_url_it_says_what_is_missing():
    with pytest.raises(ValueError, match="url"):
        from_schema_org({"headline": "Rain"})
