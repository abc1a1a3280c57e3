"""AutoThrottle adapts to what a host bears, and never goes below the delay that the host asked for."""

from types import SimpleNamespace

import pytest
from scrapy import Spider
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from crawler.extensions.autothrottle import Throttle


def delay_after(*, latency: float, asked: float | None) -> float:
    """The delay of a host after one answer that took `latency` seconds."""
    crawler = get_crawler(Spider, {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_MAX_DELAY": 60})
    slot = SimpleNamespace(delay=8.0, transferring=set())
    asking = {} if asked is None else {"a.example": {"delay": asked}}
    crawler.engine = SimpleNamespace(
        downloader=SimpleNamespace(slots={"a.example": slot}, per_slot_settings=asking)
    )
    spider = Spider("gazette")
    throttle = Throttle(crawler)
    throttle._spider_opened(spider)
    request = Request("https://a.example/1", meta={"download_latency": latency, "download_slot": "a.example"})
    throttle._response_downloaded(Response(request.url), request, spider)
    return slot.delay


@pytest.mark.parametrize(
    ("latency", "asked", "delay"),
    [(2.0, None, 5.0), (2.0, 6.0, 6.0), (2.0, 4.0, 5.0), (40.0, 6.0, 40.0)],
)
def test_the_delay_follows_the_answers_down_to_what_the_host_asked_for(latency, asked, delay):
    assert delay_after(latency=latency, asked=asked) == delay


def test_a_host_without_a_slot_is_left():
    crawler = get_crawler(Spider, {"AUTOTHROTTLE_ENABLED": True})
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots={}, per_slot_settings={}))
    throttle = Throttle(crawler)
    request = Request("https://a.example/1", meta={"download_latency": 2.0})
    throttle._response_downloaded(Response(request.url), request, Spider("gazette"))
    assert crawler.engine.downloader.slots == {}
