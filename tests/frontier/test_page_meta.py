"""What a request carries of its page, and what a response says of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Request, Response

from crawler.frontier.page_meta import (
    body_hash,
    fetch_of,
    is_address_of,
    is_read,
    is_stored,
    make_page_request,
    page_of_item,
    recorded_at,
    validators_of,
)
from crawler.outlet import OutletSpider
from crawler.records import Draft
from crawler.storage import Page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://gazette.example/news/7-title"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]
    article_url = r"/news/(?P<id>\d+)-"


PAGE = Page(1, Gazette.key(URL), "article", URL, "gazette", "pending", link_title="Title", current=True)
FEED = Page(2, "feed", "feed", "https://gazette.example/rss.xml", "gazette", "done", read_whole_at=NOW)
OUTLET_FOR = Gazette().outlet_for


def answer(url=URL, *, body=b"<p>Text.</p>", headers=None, **arguments):
    return Response(url, body=body, headers=headers or {}, request=Request(url, **arguments))


def test_a_request_carries_its_page_and_what_its_source_said():
    request = make_page_request(PAGE, callback=print, errback=repr)
    assert (request.url, request.callback, request.errback, request.dont_filter) == (URL, print, repr, True)
    assert request.meta["page"] is PAGE
    assert (request.meta["link_title"], request.meta["current"], request.meta["kind"]) == (
        "Title",
        True,
        "article",
    )


def test_sources_are_asked_before_articles():
    source, article = (make_page_request(page, callback=print, errback=repr) for page in (FEED, PAGE))
    assert source.priority > article.priority


def test_an_address_that_is_none_makes_no_request():
    with pytest.raises(ValueError, match="scheme"):
        make_page_request(replace(PAGE, url="no address"), callback=print, errback=repr)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        (URL, True),
        ("http://www.gazette.example/news/7-title?utm_source=x", True),
        ("https://gazette.example/news/8-other", False),
        ("mailto:desk@gazette.example", False),
    ],
)
def test_an_address_is_the_pages_own_in_any_form_of_one_key(url, same):
    assert is_address_of(PAGE, url, outlet_for=OUTLET_FOR) == same


def test_validators_are_those_of_the_pages_own_address():
    headers = {"ETag": '"v1"', "Last-Modified": "Sun, 01 Mar 2026 10:00:00 GMT"}
    own = validators_of(PAGE, answer(headers=headers), outlet_for=OUTLET_FOR)
    assert own == ('"v1"', "Sun, 01 Mar 2026 10:00:00 GMT")
    led = answer("https://gazette.example/news/8-other", headers=headers)
    assert validators_of(PAGE, led, outlet_for=OUTLET_FOR) == (None, None)


def test_a_body_is_stored_where_this_extractor_read_the_article_from_it():
    known = replace(PAGE, article_raw_hash=body_hash(answer()), article_extractor_version="2")
    assert is_stored(known, answer(), extractor_version="2")
    assert not is_stored(known, answer(), extractor_version="3")
    assert not is_stored(known, answer(body=b"other"), extractor_version="2")
    assert not is_stored(PAGE, answer(), extractor_version="2")
    assert not is_stored(known, answer(cb_kwargs={"draft": Draft(url=URL)}), extractor_version="2")


def test_a_source_is_read_again_after_a_while_though_its_body_is_the_same():
    known = replace(FEED, body_hash=body_hash(answer()))
    assert is_read(known, answer(), now=NOW + timedelta(hours=1))
    assert not is_read(known, answer(), now=NOW + timedelta(days=60))
    assert not is_read(known, answer(body=b"other"), now=NOW)
    assert not is_read(replace(known, kind="article"), answer(), now=NOW)


def test_an_article_of_several_pages_has_no_validators_for_the_whole():
    headers = {"ETag": '"v1"'}
    one = fetch_of(PAGE, answer(headers=headers), moment=NOW, outlet_for=OUTLET_FOR)
    assert (one.etag, one.raw_hash) == ('"v1"', body_hash(answer()))
    later = answer(headers=headers, cb_kwargs={"draft": Draft(url=URL)})
    many = fetch_of(PAGE, later, moment=NOW, outlet_for=OUTLET_FOR)
    assert (many.etag, many.raw_hash, many.moment) == (None, None, NOW)
    assert page_of_item(Draft(url=URL, fetch=many), None) is PAGE
    assert page_of_item({}, answer(meta={"page": FEED})) is FEED


def test_under_replay_an_answer_has_the_time_of_its_record():
    assert recorded_at(Request(URL, meta={"archive_date": NOW})) == NOW
    assert recorded_at(Request(URL)) is None
