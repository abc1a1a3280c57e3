"""What the dearest pages cost: `python -m tools.benchmarks.hostile` reads pages of 12 MB, kind by kind.

Each kind repeats one thing for ever, around a short article. A page is read by a process of its own, whose
CPU time and peak of memory above the state before are printed, the dearest first.
"""

from __future__ import annotations

import argparse
import os
import time
from multiprocessing import get_context
from pathlib import Path

from crawler.extraction import extract
from tools.benchmarks.report import machine

URL = "https://www.larne-courier.example/news/harbour-closes-88213"
#: Bytes of a page: as many as a crawl downloads.
SIZE = 12 * 1024 * 1024
_ARTICLE = (
    "<h1>Harbour closes for three weeks in May</h1><p>The harbour of Port Larne will close for three weeks "
    "in May while divers repair the outer wall, the council said.</p><p>Ferries to the islands will leave "
    "from the old railway pier, with two sailings a day until June.</p>"
)

#: What the head repeats; "@" becomes a number that counts up.
HEADS = {
    "meta author": "<meta name=author content=a>",
    "meta authors": '<meta name=author content="Anna Smith@">',
    "meta names": "<meta name=n@ content=a>",
    "meta image": "<meta property=og:image content=/i@.jpg>",
    "meta title": '<meta property=og:title content="Rain in town @">',
    "link": "<link rel=next href=/a?page=@>",
    "title": "<title>a | b</title>",
    "base": "<base href=/a>",
    "json-ld": '<script type=application/ld+json>{"@type":"NewsArticle","headline":"a b"}</script>',
    "json-ld broken": '<script type=application/ld+json>{"@type":"NewsArticle","name":"a "b" c"}</script>',
}
#: What the body repeats.
BODIES = {
    "img": "<img src=/i@.jpg>",
    "srcset": '<img srcset="/a.jpg 1w, /b.jpg 2w, /c.jpg 3w">',
    "figure": "<figure><img src=/a.jpg><figcaption>Photo: Anna Smith</figcaption></figure>",
    "caption": "<div class=caption><img src=/a>Photo: Anna</div>",
    "caption alone": "<div class=caption>Photo: Anna</div>",
    "time": "<time>20 November 2026</time>",
    "time of change": "<time>updated 20 November 2026</time>",
    "date": "<div class=date>20 November 2026</div>",
    "dates": "<p>20 November 2026</p>",
    "author class": "<span class=author>Anna Smith</span>",
    "author link": "<a rel=author href=/a>Anna Smith</a>",
    "author property": "<i itemprop=author>Anna S@</i>",
    "credits": "<p>By Anna Smith</p>",
    "credit lines": "By Anna Smith<br>",
    "links": "<a href=/news/@>a b</a>",
    "h1": "<h1>Rain @ x</h1>",
    "h2": "<h2>Rain @ x</h2>",
    "h4": "<h4>Rain @ x</h4>",
    "paragraphs": "<p>Rain fell on the town for hours, and the river rose.</p>",
    "open paragraphs": "<p>a b",
    "open elements": "<p><i>a",
    "table": "<table><tr><td>a b</td></tr></table>",
    "cells": "<td>a b",
    "items": "<li>a b c",
    "lines": "ab c<br>",
    "spans": "<span>a</span> ",
    "divs": "<div>",
    "divs with text": "<div>a ",
    "attributes": "<i a=b c=d e=f g=h i=j k=l>",
    "classes": "<i class=author@>x</i>",
    "entities": "&amp;&lt;",
    "comments": "<!-- a -->",
    "open tags": "<",
    "scripts": "<script>a</script>",
    "players": "<iframe src=/player/a></iframe>",
    "videos": "<video src=/a@></video>",
    "articles": "<article><p>Rain fell.</p></article>",
    "readers' comments": "<div class=comment><p>I like rain, said a reader.</p></div>",
    "encoded twice": "Ã© â€™ ",
    "emoji": "😀 ",
    "characters": "天气预报",
}
#: What stands once, around or within what repeats: before it, the repeated, behind it.
NESTED = {
    "one figure": ("<figure>", "<img src=/a.jpg><figcaption>ab c</figcaption>", "</figure>"),
    "one picture": ("<picture>", '<source srcset="/a 1w"><img data-a=b>', "</picture>"),
    "one srcset": ('<img srcset="', "/i@.jpg @w, ", '">'),
    "one tag": ("<p ", "a@=b ", ">x</p>"),
    "one attribute": ('<p title="', "a", '">x</p>'),
    "one class": ('<div class="', "author ", '">Anna Smith</div>'),
    "one paragraph": ("<p>", "Rain fell on the town for hours. ", "</p>"),
    "one credit": ("<p>By ", "Anna Smith, ", "</p>"),
    "one line of dates": ("<p>", "20 November 2026 ", "</p>"),
    "one heading": ("<h1>", "<b>a</b>", "</h1>"),
    "one script": ("<script>", '"datePublished":"2026-11-20T10:00",', "</script>"),
    "one comment": ("<!--", "a ", "-->"),
    "end tags": ("<div>" * 900, "</i>", ""),
    "authors in each other": ("<div itemprop=author>" * 400, "<i itemprop=name>An Smith</i>", ""),
    "author classes in each other": ("<div class=author>" * 400, "<i>ab c</i>", ""),
    "captions in each other": ("<figcaption>" * 400, "<i>ab c</i>", ""),
    "headings in each other": ("<h1><span>" * 200, "<i>ab c</i>", ""),
    "a block between blocks": ("<div>", "in 2026 <p>or 2025</p>", "</div>"),
    "blocks in each other": ("", "<div>2026 " * 400 + "</div>" * 400, ""),
    "articleBody": (
        '<script type=application/ld+json>{"@type":"NewsArticle","articleBody":"',
        "Rain fell on the town. ",
        '"}</script>',
    ),
    "images of json-ld": (
        '<script type=application/ld+json>{"@type":"NewsArticle","image":["',
        '/a@","',
        '"]}</script>',
    ),
    "json in json": ("<script type=application/ld+json>", '{"@type":"NewsArticle","a":', "</script>"),
}


def repeat(text: str, size: int) -> str:
    """Return `text` over and over, up to a number of characters; "@" in it is its number."""
    times = size // (len(text) + 6 * text.count("@"))
    return "".join(text.replace("@", str(at)) for at in range(times)) if "@" in text else text * times


def hostile_page(kind: str, size: int = SIZE) -> bytes:
    """Return a page of one kind, of about `size` characters."""
    if kind in HEADS:
        return f"<head>{repeat(HEADS[kind], size)}</head><body>{_ARTICLE}</body>".encode()
    before, text, behind = NESTED.get(kind) or ("", BODIES[kind], "")
    return f"<body><article>{_ARTICLE}{before}{repeat(text, size)}{behind}</article></body>".encode()


KINDS = (*HEADS, *BODIES, *NESTED)


def measure(kind: str, size: int = SIZE) -> tuple[float, float]:
    """Return the CPU seconds, and the MB above the state before, that one page takes in a new process."""
    page = hostile_page(kind, size)[:size]
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before, start = _memory("VmRSS"), time.process_time()
    extract(page, url=URL)
    return time.process_time() - start, _memory("VmHWM") - before


def _memory(name: str) -> float:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status[name].split()[0]) / 1024


def main() -> None:
    """Print what each kind of page costs, and the dearest."""
    parser = argparse.ArgumentParser(prog="python -m tools.benchmarks.hostile", description=main.__doc__)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=f"of {', '.join(KINDS)} (all)")
    options = parser.parse_args()
    extract(_ARTICLE, url=URL)  # the models are loaded once, before the processes part
    print(f"{machine()}, load {os.getloadavg()[0]:.1f}")
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        kinds = options.kinds or list(KINDS)
        found = sorted(zip(pool.map(measure, kinds, chunksize=1), kinds, strict=True), reverse=True)
    for (seconds, memory), kind in found:
        print(f"{seconds:6.2f} s CPU {memory:6.0f} MB  {kind}")
    print(f"at most {found[0][0][0]:.2f} s and {max(memory for (_, memory), _ in found):.0f} MB")


if __name__ == "__main__":
    main()
