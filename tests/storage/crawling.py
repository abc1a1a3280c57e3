"""A crawl in a process of its own, to be killed: `python -m tests.storage.crawling URL NUMBER`.

Stores articles gazette:0 .. gazette:NUMBER-1 and prints each key once its future says that it is
durable; ends with the line "end". What an earlier, killed crawl left pending it takes up first.
With a third argument its files may grow to that many bytes, as on a disk that is full.
"""

from __future__ import annotations

import resource
import signal
import sys

from crawler.storage import RowError, Store, StoreFailed, Writer
from tests.storage.desk import Desk, article
from tests.waiting import NET

BODY = "A paragraph of the article, long enough to fill a page of the database in time. " * 40


def crawl(url: str, number: int) -> None:
    store = Store.open(url)
    writer = Writer(store, patience=1 if len(sys.argv) > 3 else 60)
    desk = Desk(store, writer)
    desk.list(*(f"gazette:{count}" for count in range(number)))
    if len(sys.argv) > 3:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
    while pages := desk.take(50):
        for source in (page for page in pages if page.kind != "article"):
            desk.finish(source)
        pages = [page for page in pages if page.kind == "article"]
        futures = {page.key: writer.submit(desk.storing(page, article(page.key, BODY))) for page in pages}
        for key, future in futures.items():
            report(key, future.exception(NET))
        if any(isinstance(future.exception(), StoreFailed) for future in futures.values()):
            break
    writer.close()
    print("end", flush=True)


def report(key: str, error: BaseException | None) -> None:
    if error is None:
        print(key, flush=True)
    elif not isinstance(error, StoreFailed | RowError):
        print(f"error {error!r}", flush=True)
    else:
        print(f"{type(error).__name__} {error}", flush=True)


if __name__ == "__main__":
    crawl(sys.argv[1], int(sys.argv[2]))
