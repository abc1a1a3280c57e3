"""Cases 31-33: what must not be fetched is refused, with a reason, at every hop."""

from types import SimpleNamespace

import pytest
from scrapy.http import Request
from scrapy.settings import Settings

from crawler.frontier.outcome import Refused
from crawler.middlewares.guard import (
    GuardedResolver,
    GuardMiddleware,
    OutletResolver,
    PrivateAddress,
    is_private,
)
from crawler.spiders.article import ArticleSpider
from crawler.spiders.cu.radiohc import RadioHabanaCuba


def guard(spider, **settings):
    return GuardMiddleware(SimpleNamespace(settings=Settings(settings), spider=spider))


def reason(middleware, url):
    try:
        middleware.process_request(Request(url))
    except Refused as refused:
        return refused.reason
    return None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.radiohc.cu/en/noticias/x/1-a", None),
        ("http://radiohc.cu:80/", None),
        ("https://archivo.radiohc.cu/", None),
        ("https://evil.example/radiohc.cu", "foreign-host"),
        ("https://www.radiohc.cu@evil.example/", "foreign-host"),
        ("https://radiohc.cu.evil.example/", "foreign-host"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://radiohc.cu/x", "scheme"),
        ("data:text/html,<h1>x</h1>", "scheme"),
        ("s3://radiohc.cu/x", "scheme"),
        ("https://radiohc.cu/" + "a" * 9000, "url-length"),
    ],
)
def test_case_32_an_outlet_fetches_its_own_hosts_over_http_only(url, expected):
    assert reason(guard(RadioHabanaCuba()), url) == expected


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "a.localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "10.0.0.8",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fe80::1]",
        "[fd00::1]",
        "[2002:7f00:1::]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::a00:1]",
        "[::127.0.0.1]",
        "[fec0::1]",
    ],
)
def test_case_31_private_addresses_are_refused_in_any_notation(host):
    spider = ArticleSpider(url="https://a.example/")
    assert reason(guard(spider), f"http://{host}/x") == "private-address"


def test_public_addresses_and_names_pass():
    spider = ArticleSpider(url="https://a.example/")
    for host in (
        "example.org",
        "8.8.8.8",
        "[2606:4700::1111]",
        "[64:ff9b::808:808]",
        "10.example.org",
        "2130706433.example",
    ):
        assert reason(guard(spider), f"http://{host}/x") is None, host


def test_a_host_that_the_setting_names_may_be_private():
    spider = ArticleSpider(url="https://a.example/")
    assert reason(guard(spider, GUARD_ALLOWED_HOSTS=["127.0.0.1"]), "http://127.0.0.1:80/x") is None


def test_under_replay_no_address_is_checked():
    assert (
        reason(guard(ArticleSpider(url="https://a.example/"), REPLAY="x.warc"), "http://127.0.0.1/") is None
    )


def test_case_31_a_name_that_leads_to_a_private_address_has_none():
    resolver = GuardedResolver.__new__(GuardedResolver)
    assert resolver._checked("93.184.216.34", "example.org") == "93.184.216.34"
    with pytest.raises(PrivateAddress, match="example.org resolves to the private address 10.1.2.3"):
        resolver._checked("10.1.2.3", "example.org")
    resolver.allowed = frozenset(["intranet.example"])
    assert resolver._checked("10.1.2.3", "intranet.example") == "10.1.2.3"


def test_beside_other_spiders_only_the_names_that_outlets_ask_for_are_checked(monkeypatch):
    monkeypatch.setattr(OutletResolver, "guarded", set())
    resolver = OutletResolver.__new__(OutletResolver)
    assert resolver._checked("10.1.2.3", "rebound.example") == "10.1.2.3"
    guard(ArticleSpider()).process_request(Request("https://Rebound.example/news/1"))
    with pytest.raises(PrivateAddress):
        resolver._checked("10.1.2.3", "rebound.example")


def test_words_are_no_addresses():
    assert not is_private("news.example")
    assert not is_private("1news.example")
