"""A server that costs next to nothing: every answer is rendered before the first request.

`/news/<n>-article` for any number is one of the pages in turn, `/sitemap.xml` a news sitemap of the
numbers below `articles`, `/outlet/<n>/sitemap.xml` one of numbers that no other outlet has. Runs in a
process of its own (`python -m tools.benchmarks.server`), so that its work is not on the crawler's account.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from tools.benchmarks.pages import gzipped_pages
from tools.benchmarks.process import pin

ARTICLES_OF_AN_OUTLET = 5
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
_ENTRY = (
    "<url><loc>http://127.0.0.1:{port}/news/{n}-article</loc><news:news><news:publication>"
    "<news:name>Bench</news:name><news:language>en</news:language></news:publication>"
    "<news:publication_date>{now}</news:publication_date><news:title>Article {n}</news:title>"
    "</news:news></url>"
)


def answer(body: bytes, *, media_type: str, etag: str | None) -> bytes:
    """A whole answer with a body that is in gzip."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Encoding: gzip\r\n"
    tag = f"ETag: {etag}\r\n" if etag else ""
    return f"{head}{tag}Content-Length: {len(body)}\r\n\r\n".encode() + body


def sitemap(numbers: Iterable[int], *, port: int) -> bytes:
    """A news sitemap of these articles, all of them of this moment, in gzip."""
    now = datetime.now(UTC).isoformat()
    entries = "".join(_ENTRY.format(port=port, n=n, now=now) for n in numbers)
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return gzip.compress(f"<urlset {spaces}>{entries}</urlset>".encode(), mtime=0)


class Answers:
    """Finds the answer to a request."""

    def __init__(self, *, validators: bool) -> None:
        """With `validators` pages carry an ETag, and a request that has it is answered 304."""
        self.sitemap = NOT_FOUND
        self.port = 0
        pages = gzipped_pages()
        tags = [f'"{hashlib.sha256(page).hexdigest()[:20]}"' for page in pages] if validators else []
        html = "text/html; charset=utf-8"
        self.pages = [
            answer(page, media_type=html, etag=tag)
            for page, tag in zip(pages, tags or [None] * len(pages), strict=True)
        ]
        self.tags = [tag.encode() for tag in tags]

    def to(self, request: bytes) -> bytes:
        """The whole answer to the bytes of a request."""
        path = request.split(b" ", 2)[1]
        if path == b"/sitemap.xml":
            return self.sitemap
        if path.startswith(b"/outlet/"):
            return self._of_outlet(int(path.split(b"/")[2]), request)
        if not path.startswith(b"/news/"):
            return NOT_FOUND
        number = int(path[6:].partition(b"-")[0]) % len(self.pages)
        if self.tags and self.tags[number] in request:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + self.tags[number] + b"\r\n\r\n"
        return self.pages[number]

    def _of_outlet(self, outlet: int, request: bytes) -> bytes:
        tag = f'"outlet-{outlet}"'
        if tag.encode() in request:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag.encode() + b"\r\n\r\n"
        numbers = range(outlet * 1000, outlet * 1000 + ARTICLES_OF_AN_OUTLET)
        return answer(sitemap(numbers, port=self.port), media_type="application/xml", etag=tag)


class Connection(asyncio.Protocol):
    """One connection, kept open."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.waiting = answers, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        *requests, self.waiting = (self.waiting + data).split(b"\r\n\r\n")
        for request in requests:
            self.transport.write(self.answers.to(request))


async def serve(articles: int, *, validators: bool) -> None:
    """Serve until the process is ended; prints the port first."""
    answers = Answers(validators=validators)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answers), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    answers.port = port
    body = sitemap(range(articles), port=port)
    answers.sitemap = answer(body, media_type="application/xml", etag=None)
    print(port, flush=True)
    await server.serve_forever()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m tools.benchmarks.server", description=main.__doc__)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--no-validators", dest="validators", action="store_false")
    options = parser.parse_args()
    pin("server")
    asyncio.run(serve(options.articles, validators=options.validators))


if __name__ == "__main__":
    main()
