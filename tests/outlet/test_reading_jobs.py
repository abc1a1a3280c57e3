"""Callbacks take what a reader has read, and read themselves where none did."""

from scrapy.http import HtmlResponse, Request, Response, TextResponse

from crawler.outlet import OutletSpider, Source
from crawler.outlet.reading_jobs import article_job, feed_job, listing_job, read_response
from crawler.reading import JobAnswer, answer_job
from crawler.reading.job import READ_META

URL = "https://gazette.example/rss.xml"
FEED = b"<rss><channel><item><link>https://gazette.example/news/7-a</link></item></channel></rss>"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]
    article_url = r"/news/(?P<id>\d+)-"


def response(body: bytes = FEED, **options: object) -> TextResponse:
    return TextResponse(URL, body=body, request=Request(URL), **options)


def test_without_a_reader_the_job_is_done_here() -> None:
    (link,) = Gazette().parse_feed(response())
    assert link.url == "https://gazette.example/news/7-a"


def test_the_answer_of_a_reader_is_taken_once() -> None:
    given = response()
    given.meta[READ_META] = answer_job(feed_job(response(FEED.replace(b"7-a", b"8-b"))))
    assert [link.url[-3:] for link in Gazette().parse_feed(given)] == ["8-b"]
    assert [link.url[-3:] for link in Gazette().parse_feed(given)] == ["7-a"]


def test_what_a_reader_raised_is_raised_here() -> None:
    given = response()
    given.meta[READ_META] = answer_job(feed_job(response(b"<html>no feed")))
    (refused,) = Gazette().parse_feed(given)
    assert refused.reason == "not-a-feed"


def test_the_answer_to_another_job_is_left() -> None:
    given = response()
    given.meta[READ_META] = JobAnswer("crawler.discovery.sitemaps:parse_sitemap", value="sitemap")
    assert read_response(given, feed_job(given)).links


def test_a_listing_is_read_by_the_selectors_of_its_source() -> None:
    html = b"<a href=/news/7-a>Seven</a><p><a href=/news/8-b>Eight</a></p>"
    page = HtmlResponse("https://gazette.example/", body=html, encoding="utf-8")
    listing = listing_job(page, Source(page.url, links="p")).run()
    assert [link.title for link in listing.links] == ["Eight"]


def test_what_is_no_page_is_no_job() -> None:
    picture = Response(URL, headers={"Content-Type": "image/png"})
    assert article_job(picture, Gazette) is None
    assert article_job(response(b"<h1>Rain</h1>"), Gazette) is not None
