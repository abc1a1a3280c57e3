"""The spider of single pages: which addresses it asks for, by whose rules, and which it leaves."""

import asyncio
import io

import pytest
from scrapy.http import Request

from crawler.outlet import ArgumentError
from crawler.records import Link
from crawler.spiders.article import ArticleSpider, host_outlet, url_problem

STORY = "https://www.radiohc.cu/noticias/nacionales/137624-una-nota"
OTHER = "https://www.gazette.example/harbour-closes"


def started(**arguments):
    """What the spider starts with: (address, whether a known one is fetched too), or why it is left."""

    async def outputs():
        return [output async for output in ArticleSpider(**arguments).start()]

    return [
        (one.url, one.meta["refetch"]) if isinstance(one, Request) else (one.url, one.refusal)
        for one in asyncio.run(outputs())
    ]


def test_addresses_are_parted_by_white_space_and_fetched_again():
    assert started(url=f" {STORY}\n\t{OTHER} ") == [(STORY, True), (OTHER, True)]


def test_a_list_has_an_address_a_line_and_known_ones_are_left(tmp_path):
    listed = tmp_path / "list"
    listed.write_text(f"# mine\n\n  {STORY}  \nnot an address\n{OTHER}\n", "utf-8")
    assert started(file=str(listed)) == [(STORY, False), ("not an address", "no-url"), (OTHER, False)]


def test_a_list_may_come_by_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{OTHER}\n"))
    assert started(file="-") == [(OTHER, False)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"url": "gazette.example/1"}, "'gazette.example/1' is no http"),
        ({"file": "/no/such/list"}, "'/no/such/list' is no file"),
        ({"since": "2024-01-01"}, "since"),
        ({"adress": OTHER}, "adress"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_fetched(given, said):
    with pytest.raises(ArgumentError, match=said):
        ArticleSpider(**given)


def test_an_address_has_the_rules_of_the_outlet_that_owns_it_or_of_its_host():
    spider = ArticleSpider(url=OTHER)
    assert spider.outlet_for(STORY).name == "radiohc"
    assert spider.outlet_for(OTHER).name == "gazette.example"
    assert (spider.is_declared("radiohc"), spider.is_declared("gazette.example")) == (True, False)


def test_the_outlet_of_a_host_is_the_host_without_www():
    outlet = host_outlet("WWW.Gazette.example")
    assert (outlet.name, list(outlet.allowed_domains)) == ("gazette.example", ["gazette.example"])
    assert host_outlet("www.gazette.example") is host_outlet("www.gazette.example")
    assert outlet.key(OTHER) == "https://gazette.example/harbour-closes"


def test_it_owns_any_host_and_takes_no_address_from_an_outlet():
    assert ArticleSpider.owns(OTHER)
    assert not ArticleSpider.owns("no address")
    assert not ArticleSpider.handles_request(Request(OTHER))


@pytest.mark.parametrize("url", ["x", "ftp://gazette.example/1", "https://", "https://[x/1"])
def test_what_can_not_be_fetched_says_why(url):
    assert "is no http(s) address" in (url_problem(url) or "")
    assert url_problem(OTHER) is None


@pytest.mark.parametrize(
    ("url", "outlet", "reason"),
    [
        (STORY, None, None),
        (OTHER, None, None),
        ("https://www.radiohc.cu/noticias", None, "not-an-article"),
        (STORY, "radiohc", None),
        (OTHER, "radiohc", "other-outlet"),
        (OTHER, "gazette.example", None),
        ("urn:x", None, "no-url"),
    ],
)
def test_a_page_of_an_archive_is_asked_for_or_left_with_its_reason(url, outlet, reason):
    spider = ArticleSpider(**({"outlet": outlet} if outlet else {}))
    assert spider.everything
    recorded = spider.recorded(url)
    assert (recorded.refusal if isinstance(recorded, Link) else None) == reason


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://Gazette.example/1", "gazette.example"),
        ("http://gazette.example:80/1", "gazette.example"),
        ("http://gazette.example:8080/1", "gazette.example:8080"),
        ("about:blank", "unknown"),
    ],
)
def test_the_outlet_of_a_host_has_its_port_where_that_is_not_the_usual(url, name):
    assert ArticleSpider().outlet_for(url).name == name
