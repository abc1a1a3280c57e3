"""What is read of a response, as jobs that a reader may do: bytes go in, links or a draft come out.

Where a reader was asked (`middlewares.readers`) its answer stands in the request's `meta`; elsewhere the
callback does the job itself, as in `parse`, `shell`, `check` and in tests.
"""

from __future__ import annotations

from typing import Any

from scrapy.http import Response, TextResponse

from crawler.outlet.article_page import content_type_of, is_no_text
from crawler.outlet.attributes import Outlet, Source
from crawler.reading.job import READ_META, JobAnswer, ReadJob


def feed_job(response: Response) -> ReadJob:
    """The job that gives the `Feed` in a response."""
    return ReadJob("crawler.discovery.feeds:parse_feed", _bytes_of(response))


def sitemap_job(response: Response) -> ReadJob:
    """The job that gives the `Sitemap` in a response."""
    return ReadJob("crawler.discovery.sitemaps:parse_sitemap", _bytes_of(response))


def listing_job(response: TextResponse, source: Source) -> ReadJob:
    """The job that gives the `Listing` in a response, by the selectors of its source."""
    ways = {"link_css": source.links, "next_css": source.next}
    return ReadJob("crawler.discovery.listings:read_listing", {**_bytes_of(response), **ways})


def article_job(response: Response, outlet: type[Outlet]) -> ReadJob | None:
    """The job that gives the `HtmlReading` of a response; None where that is no page."""
    if is_no_text(content_type_of(response)):
        return None
    selectors = {field: list(ways) for field, ways in outlet.selectors.items()}
    return ReadJob("crawler.extraction.reading:read_html", {**_bytes_of(response), "selectors": selectors})


def read_response(response: Response, job: ReadJob) -> Any:
    """Return what the job gives: the answer of a reader that did it, else what it gives here.

    Raises what the job raises.
    """
    answer = response.meta.pop(READ_META, None) if response.request is not None else None
    if isinstance(answer, JobAnswer) and answer.function == job.function:
        return answer.result()
    return job.run()


def _bytes_of(response: Response) -> dict[str, Any]:
    return {"body": response.body, "url": response.url, "content_type": content_type_of(response)}
