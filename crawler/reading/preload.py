"""What the server of the readers loads once, before it is forked: code and models, shared by all of them."""

from __future__ import annotations

import gc
import signal

import crawler.discovery.feeds
import crawler.discovery.listings
import crawler.discovery.sitemaps  # noqa: F401  # loaded for the readers
from crawler.extraction import extract

#: The asking process heeds the terminal; the server ends when that one does.
for _number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(_number, signal.SIG_IGN)

#: A page that asks every model.
_PAGE = """<html lang="en"><head><title>Rain</title></head><body><article><h1>Rain closes the harbour</h1>
<p>By Anna Smith</p><time>20 November 2026</time><p>The harbour of the town will close for three weeks while
divers repair the outer wall, the council said.</p></article></body></html>"""

extract(_PAGE, url="https://www.example.org/news/1-rain")
gc.freeze()  # what is loaded stays as it is, so that readers share its memory
