"""Builds `radiohc.warc.gz`, the archive that `make demo` crawls: `python tools/demo/build.py`.

An invented Radio Habana Cuba as it stood on 20 November 2026: a feed, front pages, listings (one with
a second page) and the articles of `articles.toml`, in the markup of the site's two generations and in
seven languages. Among them: an article as it was and as it was edited an hour later, one that moved,
one reached under several addresses, one that is gone, a page that is no article, days printed without
a year. The same script and texts give the same archive, byte for byte.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from crawler.warc.writer import Exchange, write_records  # noqa: E402
from tools.demo import pages  # noqa: E402
from tools.demo.pages import ORIGIN, Piece  # noqa: E402

#: The byte of a gzip header that names the system, which differs between Python's versions (RFC 1952).
UNKNOWN_SYSTEM = b"\xff"
ARCHIVE = ROOT / "data" / "demo" / "radiohc.warc.gz"
#: When the first page was fetched; each following one a second later.
STARTED = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
#: The edited article was fetched an hour and a half before too.
BEFORE = datetime(2026, 11, 20, 13, 31, 7, tzinfo=UTC)
GONE = f"{ORIGIN}/noticias/nacionales/498099-se-suspende-la-feria-del-libro-usado"
PROGRAMME = f"{ORIGIN}/interesantes/498127-parrilla-de-programacion"


def main() -> None:
    """Write the archive beside this file."""
    count = write_records(ARCHIVE, exchanges())
    print(f"{ARCHIVE.name}: {count} exchanges, {ARCHIVE.stat().st_size} bytes")


def exchanges() -> list[Exchange]:
    """Every exchange of the archive, in order of time."""
    articles = pages.pieces()
    moments = (STARTED + timedelta(seconds=number) for number in range(10_000))
    made = [_edited(articles[0], articles)]
    for url, status, kind, body in [*_sources(articles), *_articles(articles)]:
        made.append(_exchange(url, next(moments), body, status=status, kind=kind))
    return made


def _edited(piece: Piece, articles: list[Piece]) -> Exchange:
    """An article's page before its second paragraph was written anew."""
    first = "El acuerdo prevé que los botes de guardia lleven tripulaciones mezcladas."
    before = replace(piece, paragraphs=[piece.paragraphs[0], first])
    return _exchange(_plain(piece.address(menus="es")), BEFORE, pages.article_page(before, articles[1:4]))


def _sources(articles: list[Piece]) -> Iterator[tuple[str, int, str, str]]:
    """Address, status, media type and body of the feed, the front pages and the listings."""
    recent = [one for one in articles if not one.archived]
    archived = [one for one in articles if one.archived]
    world = [one for one in recent if one.section == "noticias/internacionales"]
    home = [one for one in recent if one.section == "noticias/nacionales"]
    opinion = [one for one in recent if one.section == "especiales/comentarios"]
    english = [one for one in recent if one.menus == "en"]
    gone = f'<div class="item"><h5 class="title_article"><a href="{GONE}">Se suspende la feria</a></h5></div>'
    programme = f'<p><a href="{PROGRAMME}">Parrilla de programación</a></p>'
    html = "text/html"
    yield f"{ORIGIN}/es/rss", 200, "application/rss+xml", pages.feed(recent[:12])
    unlisted = [one for one in recent if one.section.split("/")[1] in ("cultura", "deportes", "salud")]
    yield f"{ORIGIN}/", 200, html, pages.front_page("", [*recent[:6], *unlisted], archived)
    second = "/noticias/internacionales/page/2"
    first_world = pages.listing_page("Internacionales", world[:5], next_page=second)
    yield f"{ORIGIN}/noticias/internacionales", 200, html, first_world
    yield f"{ORIGIN}{second}", 200, html, pages.listing_page("Internacionales", world[5:])
    yield (
        f"{ORIGIN}/noticias/nacionales",
        200,
        html,
        pages.listing_page("Nacionales", home, extra=gone + programme),
    )
    yield f"{ORIGIN}/en/especiales/comentarios", 200, html, pages.listing_page("Comentarios", opinion)
    yield f"{ORIGIN}/en", 200, html, pages.front_page("en", english)


def _articles(articles: list[Piece]) -> Iterator[tuple[str, int, str, str]]:
    """Address, status, media type and body of each article, under every form of its address."""
    for place, piece in enumerate(articles):
        body = pages.article_page(piece, articles[place + 1 : place + 4])
        for url in _forms(piece):
            yield url, 200, "text/html", body
        if piece.old_slug:
            old = _plain(piece.address(menus="es", slug=piece.old_slug))
            yield f"{old}?utm_source=rss", 301, "", _plain(piece.address())
    yield GONE, 404, "text/html", "<!DOCTYPE html><title>404</title><h1>Página no encontrada</h1>"
    yield PROGRAMME, 200, "text/html", pages.programme_page()


def _forms(piece: Piece) -> list[str]:
    """The addresses that sources link, all of one article."""
    forms = [piece.address(), piece.address(menus=""), piece.address(menus=piece.menus or "es")]
    if not piece.old_slug:
        forms.append(f"{forms[-1]}?utm_source=rss")
    return list(dict.fromkeys(map(_plain, forms)))


def _plain(url: str) -> str:
    """An address as a client sends it: letters outside ASCII escaped."""
    return quote(url, safe=":/?=&%")


def _exchange(url: str, date: datetime, body: str, *, status: int = 200, kind: str = "text/html") -> Exchange:
    sent = date.strftime("%a, %d %b %Y %H:%M:%S GMT")
    if status == 301:
        headers = [("Date", sent), ("Location", body), ("Content-Length", "0")]
        return Exchange(url=url, date=date, status=status, headers=headers)
    packed = gzip.compress(body.encode(), mtime=0)
    packed = packed[:9] + UNKNOWN_SYSTEM + packed[10:]
    headers = [("Date", sent), ("Content-Type", f"{kind}; charset=utf-8"), ("Content-Encoding", "gzip")]
    headers.append(("Content-Length", str(len(packed))))
    return Exchange(url=url, date=date, status=status, headers=headers, body=packed)


if __name__ == "__main__":
    main()
