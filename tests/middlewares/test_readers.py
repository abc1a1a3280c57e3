"""Pages are read before their callbacks see them, but for those that the frontier stops at anyway."""

import asyncio
from hashlib import sha256
from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, TextResponse
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.frontier.outcome import Unread, outcome_of
from crawler.middlewares.readers import ReadersMiddleware
from crawler.outlet import OutletSpider
from crawler.outlet.reading_jobs import READ_META
from crawler.reading import JobAnswer, ReadFailed, ReadJob, answer_job
from crawler.storage import Page

URL = "https://gazette.example/rss.xml"
FEED = b"<rss><channel><item><link>https://gazette.example/news/7-a</link></item></channel></rss>"


class Gazette(OutletSpider):
    """An outlet."""

    name = "gazette"
    allowed_domains = ["gazette.example"]


class Pool:
    """A pool that answers here, or fails."""

    def __init__(self, failure: ReadFailed | None = None) -> None:
        self.failure = failure

    async def read(self, job: ReadJob) -> JobAnswer:
        if self.failure is not None:
            raise self.failure
        return answer_job(job)


def read(pool: Pool, *, status: int = 200, page: Page | None = None, **known: str) -> dict[str, object]:
    page = page or Page(1, "k", "feed", URL, "gazette", "done", **known)
    request = Request(URL, meta={"page": page})
    engine = SimpleNamespace(running=True, _slot=None)
    middleware = ReadersMiddleware(SimpleNamespace(spider=Gazette(), engine=engine), pool)
    asyncio.run(middleware.process_response(request, TextResponse(URL, body=FEED, status=status)))
    return request.meta


def test_what_a_reader_gives_stands_in_the_meta() -> None:
    answer = read(Pool())[READ_META]
    assert isinstance(answer, JobAnswer)
    assert [link.url for link in answer.result().links] == ["https://gazette.example/news/7-a"]


def test_a_body_that_was_read_before_is_not_read_again() -> None:
    assert READ_META not in read(Pool(), body_hash=sha256(FEED).hexdigest())


def test_what_is_no_success_is_not_read() -> None:
    assert READ_META not in read(Pool(), status=404)


def test_a_page_that_no_reader_could_read_fails_for_its_reason() -> None:
    with pytest.raises(Unread) as raised:
        read(Pool(ReadFailed("too-slow", "it takes more than 20 s")))
    page = Page(1, "k", "feed", URL, "gazette", "done")
    outcome = outcome_of(Failure(raised.value), page, closing=False)
    assert (outcome.state, outcome.reason) == ("failed", "too-slow")


@pytest.mark.parametrize("values", [{"READERS": 0}, {"STORE_ENABLED": False}])
def test_it_is_off_without_readers_or_store(values: dict[str, object]) -> None:
    settings = {"READERS": 1, "READ_SECONDS": 20, "READ_MEMORY_MB": 600, "STORE_ENABLED": True}
    with pytest.raises(NotConfigured):
        ReadersMiddleware.from_crawler(SimpleNamespace(settings=Settings({**settings, **values})))
