"""What the site answers to one request, and in what manner it is sent."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from threading import Event

#: How an answer travels. `whole`: as it should; `chunked`: in chunks; `reset`: the connection is
#: reset before a byte is sent; `silent`: no byte ever; `drip`: the head a byte at a time, for ever;
#: `hang`: half the body, then nothing; `cut`: half the body, then closed; `endless`: a body in
#: chunks until the client goes.
MANNERS = ("whole", "chunked", "reset", "silent", "drip", "hang", "cut", "endless")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and body.

    Before the first byte `wait` seconds pass, and `until` is set where it is given.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    manner: str = "whole"
    wait: float = 0.0
    until: Event | None = None

    def with_headers(self, **headers: str) -> Answer:
        """The same with more headers (`Content_Encoding="gzip"`)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})


def page(text: str, *, status: int = 200, charset: str = "utf-8") -> Answer:
    """An HTML page; letters that the character set lacks become character references."""
    headers = {"Content-Type": f"text/html; charset={charset}"}
    return Answer(text.encode(charset, "xmlcharrefreplace"), status, headers)


def document(text: str, media_type: str) -> Answer:
    """A feed, a sitemap or the like, in UTF-8."""
    return Answer(text.encode(), headers={"Content-Type": f"{media_type}; charset=utf-8"})


def redirect(location: str, status: int = 301) -> Answer:
    """A redirect with the short body that servers send with one."""
    headers = {"Location": location, "Content-Type": "text/html; charset=utf-8"}
    return Answer(b"<html><body>Moved</body></html>", status, headers)


def compressed(answer: Answer) -> Answer:
    """The answer with its body in gzip."""
    return replace(answer, body=gzip.compress(answer.body, mtime=0)).with_headers(Content_Encoding="gzip")


def validated(answer: Answer, *, changed: datetime | None = None) -> Answer:
    """The answer with an ETag of its body and, where known, the time of its last change."""
    validators: dict[str, str] = {"ETag": f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'}
    if changed:
        validators["Last_Modified"] = _http_date(changed)
    return answer.with_headers(**validators)


def conditional(answer: Answer, headers: dict[str, str]) -> Answer:
    """304 where the request's validators still hold (RFC 9110, section 13.2.2), else the answer."""
    if answer.status != 200 or not _still_valid(answer, headers):
        return answer
    kept = {name: value for name, value in answer.headers.items() if name in ("ETag", "Last-Modified")}
    return Answer(status=304, headers=kept)


def _still_valid(answer: Answer, headers: dict[str, str]) -> bool:
    etags = headers.get("if-none-match")
    if etags is not None:
        return answer.headers.get("ETag") in [etag.strip().removeprefix("W/") for etag in etags.split(",")]
    since, changed = headers.get("if-modified-since"), answer.headers.get("Last-Modified")
    return bool(since and changed and parsedate_to_datetime(changed) <= parsedate_to_datetime(since))


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
