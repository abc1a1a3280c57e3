"""What the generic ladder finds on the pages of a gold file, on all cores, and the file of it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path

from crawler.accuracy.gold import Gold, GoldError
from crawler.extraction import extract
from crawler.items import Article

#: Pages that a process reads before the first is timed: modules, models and tables are loaded by then.
WARM_UP = 4
#: Pages that a process is given at once.
_CHUNK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What was found on one page; `date_published` is the printed local day, `ms` CPU time, both parts."""

    id: str
    headline: str | None = None
    #: Authors alone: a wire service stands in the article's `agency`.
    authors: list[str] = field(default_factory=list)
    date_published: str | None = None
    body: str = ""
    #: What stands before the body on the page, and the schema keeps apart ("Port Adler, May 2 (Reuters) -").
    dateline: str | None = None
    language: str | None = None
    ms: float | None = None
    #: Field -> from 0 to 1, for those that have one.
    confidence: dict[str, float] = field(default_factory=dict)
    #: Why the page was refused as no article; what was found on it is scored all the same.
    refusal: str | None = None


def predict_pages(pages: Sequence[Gold], *, processes: int | None = None) -> Iterator[Prediction]:
    """Yield what is found on each page, in order, with as many processes as there are cores.

    Raises `GoldError` where a page's file can't be read.
    """
    count = min(processes or count_cores(), len(pages))
    if count < 2:
        _warm_up(pages[:WARM_UP])
        yield from map(predict_page, pages)
        return
    # Spawned, not forked: the caller may have threads, and a copy of a lock that one holds stays locked.
    pool = ProcessPoolExecutor(
        count, mp_context=get_context("spawn"), initializer=_warm_up, initargs=(pages[:WARM_UP],)
    )
    with pool:
        yield from pool.map(predict_page, pages, chunksize=_CHUNK)


def predict_page(page: Gold) -> Prediction:
    """Return what the ladder finds on a page, without an outlet's selectors or hints, with its CPU time."""
    html = page.html()
    start = time.process_time()
    article = extract(html, url=page.url, fetched_at=page.fetched_at)
    return _prediction(page.id, article, ms=1000 * (time.process_time() - start))


def _prediction(name: str, article: Article, *, ms: float) -> Prediction:
    published = article.date_published
    return Prediction(
        id=name,
        headline=article.headline,
        authors=article.authors,
        date_published=f"{published:%Y-%m-%d}" if published else None,
        body=article.body,
        dateline=article.dateline,
        language=article.language,
        ms=round(ms, 3),
        confidence=article.confidence,
        refusal=article.refusal,
    )


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _warm_up(pages: Iterable[Gold]) -> None:
    for page in pages:
        with suppress(GoldError):  # raised again where the page's turn comes
            predict_page(page)


def write_predictions(predictions: Iterable[Prediction], path: Path) -> None:
    """Write a JSON object a line; raises `OSError`."""
    with path.open("w", encoding="utf-8") as file:
        for prediction in predictions:
            file.write(json.dumps(asdict(prediction), ensure_ascii=False) + "\n")
