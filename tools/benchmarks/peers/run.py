"""Runs in a peer's own environment, without this project: `python run.py TOOL < pages > predictions`.

A line in is `{"id", "url", "path"}`, a line out what `crawler.accuracy.Prediction` holds, with `error` where
the tool raised. The page is decoded for the tool, outside the time that is measured.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Found = dict[str, Any]
#: Pages that are read before the first is timed.
WARM_UP = 4
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def trafilatura(html: str, url: str, *, precision: bool = False) -> Found:
    """With its metadata; comments are left out, as no one's body holds them."""
    from trafilatura import bare_extraction

    made = bare_extraction(
        html, url=url, with_metadata=True, include_comments=False, favor_precision=precision
    )
    if made is None:
        return {}
    authors = (made.author or "").split("; ") if made.author else []
    return {"headline": made.title, "authors": authors, "date_published": made.date, "body": made.text or ""}


def trafilatura_precision(html: str, url: str) -> Found:
    """The same, asked for precision."""
    return trafilatura(html, url, precision=True)


def newspaper4k(html: str, url: str) -> Found:
    """As installed by default, without the NLP extra, whose data have to be downloaded."""
    import newspaper

    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    day = article.publish_date
    return {
        "headline": article.title,
        "authors": list(article.authors),
        "date_published": str(day)[:10] if day else None,
        "body": article.text,
    }


def news_please(html: str, url: str) -> Found:
    """From HTML in memory."""
    from newsplease import NewsPlease

    article = NewsPlease.from_html(html, url=url, fetch_images=False)
    day = article.date_publish
    return {
        "headline": article.title,
        "authors": list(article.authors or []),
        "date_published": str(day)[:10] if day else None,
        "body": article.maintext or "",
    }


def readability_lxml(html: str, url: str) -> Found:
    """Title and body: it knows no other field."""
    import lxml.html
    from readability import Document

    document = Document(html, url=url)
    blocks = lxml.html.fromstring(document.summary()).iter("p", "h2", "h3", "li", "pre", "blockquote")
    texts = (" ".join(block.text_content().split()) for block in blocks)
    return {"headline": document.short_title(), "body": "\n\n".join(filter(None, texts))}


TOOLS: dict[str, Callable[[str, str], Found]] = {
    "trafilatura": trafilatura,
    "trafilatura-precision": trafilatura_precision,
    "newspaper4k": newspaper4k,
    "news-please": news_please,
    "readability-lxml": readability_lxml,
}


def decoded(data: bytes) -> str:
    """Return the text of a page: UTF-8 where it is that, else by what it declares."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        try:
            return data.decode(declared[1].decode() if declared else "cp1252", "replace")
        except LookupError:
            return data.decode("cp1252", "replace")


def predicted(tool: Callable[[str, str], Found], row: dict[str, str]) -> Found:
    """Return what a tool finds on a page; a page that it raises on has nothing."""
    with open(row["path"], "rb") as file:
        data = file.read()
    html = decoded(gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data)
    start = time.process_time()
    try:
        found = tool(html, row["url"])
    except Exception as error:  # whatever it raises, its users get no article
        found = {"error": f"{type(error).__name__}: {error}"[:200]}
    return {**found, "id": row["id"], "ms": 1000 * (time.process_time() - start)}


def main() -> None:
    """Read all pages, then write a line each."""
    logging.disable()
    warnings.simplefilter("ignore")
    out, sys.stdout = sys.stdout, sys.stderr  # some print as they go
    tool = TOOLS[sys.argv[1]]
    rows = [json.loads(line) for line in sys.stdin]
    for row in rows[:WARM_UP]:
        predicted(tool, row)
    for row in rows:
        out.write(json.dumps(predicted(tool, row)) + "\n")


if __name__ == "__main__":
    main()
