"""Fetch, frontier and durable store, without extraction: each page gives an article made beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

from scrapy.http import Response

from crawler.items import Article, Context
from crawler.records import Draft
from tools.benchmarks.spiders.whole import Whole

#: A text of the size of a long news article: 6,000 characters in 24 paragraphs.
_SENTENCE = "The council met on Tuesday to hear what the valley's growers had to say about the water. "
TEXT = "\n\n".join((_SENTENCE * 3)[:248] for _ in range(24))


class Stored(Whole):
    """An outlet whose articles need no reading."""

    name = "stored"
    #: Neither is there anything to normalize.
    custom_settings: ClassVar[dict[Any, Any]] = {
        "ITEM_PIPELINES": {
            "crawler.pipelines.validate.ValidatePipeline": 400,
            "crawler.pipelines.store.StorePipeline": 900,
        }
    }

    def parse_article(self, response: Response, draft: Draft | None = None, page: int = 1) -> Iterator[Draft]:
        """A draft whose article is ready, with a text that no other has."""
        ready = Draft(url=response.url)
        ready.context = self.context(response, ready)
        ready.article = article(ready.context)
        yield ready


def article(context: Context) -> Article:
    """An article of realistic size under the page's own key."""
    headline = f"Growers ask for water ({context.key})"
    body = f"{headline}\n\n{TEXT}"
    moment = context.fetched_at or datetime.now(UTC)
    return Article(
        url=context.url,
        key=context.key,
        outlet=context.outlet,
        outlet_article_id=context.outlet_article_id,
        headline=headline,
        description=TEXT[:200],
        body=body,
        word_count=1000,
        byline="By Ana Pérez and Li Wei",
        authors=["Ana Pérez", "Li Wei"],
        date_published=moment,
        date_published_raw=moment.isoformat(),
        date_published_precision="second",
        date_published_method="stated",
        article_section="news",
        keywords=["water", "growers", "council"],
        language="en",
        image=f"{context.url}.jpg",
        fetched_at=moment,
        discovered_via=context.discovered_via,
        http_status=context.http_status,
        content_hash=sha256(body.encode()).hexdigest(),
        provenance={
            "headline": "jsonld",
            "body": "selector",
            "date_published": "jsonld",
            "authors": "jsonld",
        },
    )
