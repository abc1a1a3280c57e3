"""Drafts become articles, with what the store knows of their neighbours where that is asked for."""

import asyncio
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from scrapy.exceptions import DropItem

from crawler.items import Anchor, Context
from crawler.pipelines.normalize import NormalizePipeline
from crawler.records import Draft, Found
from crawler.storage import StoreFailed
from crawler.storage.run_session import RunSession

URL = "https://a.example/news/137624-x"


def draft(body="Havana, August 7 (RHC)-- The council met today and voted for the plan.", **context):
    known = {
        "key": "a:137624",
        "outlet": "a",
        "url": URL,
        "outlet_article_id": "137624",
        "languages": ("en",),
    }
    fields = {
        "headline": Found(value="The council met", origin="jsonld"),
        "body": Found(value=body, origin="text"),
    }
    fetched = datetime(2026, 1, 1, tzinfo=UTC)
    return Draft(url=URL, fields=fields, context=Context(**{**known, "fetched_at": fetched, **context}))


class Store:
    """A store that knows the neighbours given, or that fails."""

    def __init__(self, *found):
        self.found, self.asked = found, []

    def neighbours(self, outlet, number, *, excluding_key):
        self.asked.append((outlet, number, excluding_key))
        if isinstance(self.found[0], Exception):
            raise self.found[0]
        return self.found


def processed(item, store=None):
    crawler = SimpleNamespace()

    class Crawler:
        pass

    crawler = Crawler()
    if store is not None:
        RunSession.attach(SimpleNamespace(store=store), crawler)
    return asyncio.run(NormalizePipeline(crawler).process_item(item))


def test_a_draft_gets_its_article():
    made = processed(draft()).article
    assert (made.headline, made.outlet, made.key) == ("The council met", "a", "a:137624")
    assert made.body == "The council met today and voted for the plan."
    assert made.dateline == "Havana, August 7 (RHC)--"


def test_a_date_without_a_year_takes_it_from_the_stored_neighbours():
    store = Store(Anchor(number=137500, day=date(2017, 8, 6)), Anchor(number=137700, day=date(2017, 8, 8)))
    made = processed(draft(), store).article
    assert store.asked == [("a", 137624, "a:137624")]
    assert made.date_published == datetime(2017, 8, 7, tzinfo=UTC)
    assert made.date_published_method == "inferred-number"


@pytest.mark.parametrize("number", [None, "slug", "²"])
def test_without_a_number_the_store_is_not_asked(number):
    store = Store(Anchor(number=1, day=date(2017, 8, 6)))
    assert processed(draft(outlet_article_id=number), store).article.date_published is None
    assert store.asked == []


def test_a_printed_date_needs_no_neighbours():
    item = draft()
    item.fields["date_published"] = Found(value="2017-08-07T10:00:00-04:00", origin="jsonld")
    store = Store(Anchor(number=1, day=date(2017, 8, 6)))
    assert processed(item, store).article.date_published_method == "stated"
    assert store.asked == []


def test_a_store_that_fails_leaves_the_page_pending():
    with pytest.raises(DropItem) as dropped:
        processed(draft(), Store(StoreFailed("away")))
    assert isinstance(dropped.value.__cause__, StoreFailed)


def test_a_refused_draft_and_other_items_pass_as_they_are():
    refused = draft()
    refused.refusal = "bot-wall"
    assert processed(refused).article is None
    assert processed({"any": "item"}) == {"any": "item"}
