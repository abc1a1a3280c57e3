"""What is no article is dropped, with a reason that is counted."""

import pytest
from scrapy.exceptions import DropItem

from crawler.items import Article
from crawler.pipelines.validate import ValidatePipeline
from crawler.records import Draft

URL = "https://a.example/1"


def draft(**more):
    return Draft(url=URL, **more)


def article(**more):
    return Article(url=URL, key=URL, outlet="a", **more)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (draft(refusal="bot-wall"), "bot-wall"),
        (draft(), "no-context"),
        (draft(article=article(body="Text.")), "no-headline"),
        (draft(article=article(headline="Title")), "no-body"),
        (draft(refusal="soft-404", article=article(headline="Title", body="Text.")), "soft-404"),
    ],
)
def test_a_draft_without_an_article_is_dropped_with_the_reason(item, reason):
    with pytest.raises(DropItem) as dropped:
        ValidatePipeline().process_item(item)
    assert str(dropped.value) == reason


def test_a_good_draft_passes_with_its_warnings_on_the_article():
    good = draft(article=article(headline="Title", body="Text.", warnings=["one"]), warnings=["two"])
    assert ValidatePipeline().process_item(good) is good
    assert good.article.warnings == ["one", "two"]


def test_what_is_no_draft_passes():
    assert ValidatePipeline().process_item({"any": "item"}) == {"any": "item"}
