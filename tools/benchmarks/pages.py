"""The pages that the benchmarks fetch: real ones of the corpora, else those of the local news site."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

from tests.site import Site

ROOT = Path(__file__).parent.parent.parent
#: Folders of the corpora that hold whole news pages as their servers sent them.
FOLDERS = ("articles/publishers", "articles/web2025")
#: Articles of the local site, and the weight of their menus and scripts, where there are no corpora.
FALLBACK_PAGES, FALLBACK_BYTES = 200, 150_000


def corpora() -> Path:
    """Folder of the corpora, which need not exist."""
    return Path(os.environ.get("CORPORA") or ROOT.parent / "shared" / "corpora")


def gzipped_pages() -> list[bytes]:
    """Bodies in gzip, as a server would send them; the same ones in the same order each time."""
    files = [path for name in FOLDERS for path in sorted((corpora() / name / "html").glob("*.html.gz"))]
    return [path.read_bytes() for path in files] or list(_of_the_site())


def describe(pages: list[bytes]) -> str:
    """One line: how many pages and their median size."""
    sizes = sorted(len(gzip.decompress(page)) for page in pages)
    sent = sorted(map(len, pages))
    kind = (
        "real pages of the corpora"
        if any((corpora() / name).is_dir() for name in FOLDERS)
        else "made-up pages"
    )
    middle = len(pages) // 2
    return f"{len(pages)} {kind}, median {sizes[middle] // 1000} KB ({sent[middle] // 1000} KB in gzip)"


def _of_the_site() -> Iterator[bytes]:
    site = Site(articles=FALLBACK_PAGES, page_bytes=FALLBACK_BYTES)
    for article in site.articles:
        answer = site.respond("GET", article.path, {})
        if answer.status == 200:
            yield gzip.compress(answer.body, mtime=0)
