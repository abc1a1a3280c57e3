"""The answer that an archive gives to a request: the newest record, or what that one refers to."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from crawler.warc.http_message import HttpMessage, parse_message
from crawler.warc.index import ReplayIndex, Row, Trait
from crawler.warc.records import Record, bare_address, parse_warc_date
from crawler.warc.spans import ArchiveError

logger = logging.getLogger(__name__)

#: Headers that describe the body, and so come from the record that holds it.
_OF_BODY = (b"content-encoding", b"content-length", b"transfer-encoding")
#: Headers that a 304 carries (RFC 9110, 15.4.5), and the one that dates the text.
_OF_304 = (b"cache-control", b"content-location", b"date", b"etag", b"expires", b"last-modified", b"vary")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request carries (RFC 9110, 13.1); empty where it is none."""

    if_none_match: bytes = b""
    if_modified_since: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was recorded, and when (UTC): the date of the record whose headers these are."""

    message: HttpMessage
    date: datetime


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """The answer, None where there is none, and how many records could not be read on the way to it."""

    answer: Answer | None
    damaged: int = 0


class ArchiveAnswers:
    """Answers requests from an index; safe from many threads."""

    def __init__(self, index: ReplayIndex) -> None:
        self._index = index

    def find(self, url: str, *, method: str = "GET", validators: Validators | None = None) -> AnswerOutcome:
        """Return the newest answer of an address.

        A 304 or `revisit` gives what it refers to, or the newest full record; a damaged record makes
        way for an older one. Where the request's validators hold for the answer, that is a 304.
        """
        rows = self._index.rows_of(url, method=method)
        damaged = 0
        for at, row in enumerate(rows):
            try:
                answer = self._answer(row, rows[at + 1 :])
            except (ArchiveError, ValueError) as error:
                damaged += 1
                logger.warning("Replay: %r is passed over: %s", row.url, error)
                continue
            if answer:
                return AnswerOutcome(_checked(answer, validators or Validators()), damaged)
        return AnswerOutcome(None, damaged)

    def _answer(self, row: Row, older: Sequence[Row]) -> Answer | None:
        record = self._index.record(row)
        if row.traits & Trait.FULL:
            return Answer(_message(record), row.date)
        original = self._original(row, record, older)
        if not original:
            return None
        message = _message(self._index.record(original))
        if row.traits & Trait.NOT_MODIFIED or not record.block.strip():
            return Answer(message, original.date)
        return Answer(_with_body_of(message, parse_message(record.block)), row.date)

    def _original(self, row: Row, record: Record, older: Sequence[Row]) -> Row | None:
        """Return the full record that a revisit or 304 refers to, else the one it must have meant."""
        uri, stated = record.fields.get("warc-refers-to-target-uri"), record.fields.get("warc-refers-to-date")
        date = parse_warc_date(stated or "")
        others = self._index.rows_of(bare_address(uri)) if uri else older
        named = [other for other in others if other.traits & Trait.FULL and _same_second(other.date, date)]
        by_id = self._index.row_of_id(record.fields.get("warc-refers-to", ""))
        if named or by_id:
            return named[0] if named else by_id
        full = [other for other in older if other.traits & Trait.FULL]
        if row.traits & Trait.SAME_PAYLOAD and (digest := record.fields.get("warc-payload-digest")):
            return next((other for other in full if self._payload_digest(other) == digest), None)
        return full[0] if full else None

    def _payload_digest(self, row: Row) -> str | None:
        return self._index.record(row).fields.get("warc-payload-digest")


def _message(record: Record) -> HttpMessage:
    if record.kind == "resource":
        kind = record.fields.get("content-type", "application/octet-stream").encode("utf-8")
        return HttpMessage(200, [(b"Content-Type", kind)], record.block, cut=record.cut)
    message = parse_message(record.block)
    return replace(message, cut=message.cut or record.cut)


def _with_body_of(original: HttpMessage, later: HttpMessage) -> HttpMessage:
    """Return a later response whose body was not recorded again, with the body that it had."""
    headers = [pair for pair in later.headers if pair[0].lower() not in _OF_BODY]
    of_body = [pair for pair in original.headers if pair[0].lower() in _OF_BODY]
    kind = original.header(b"content-type")
    if kind and not later.header(b"content-type"):
        of_body.append((b"Content-Type", kind))
    return HttpMessage(later.status, headers + of_body, original.body, cut=original.cut)


def _checked(answer: Answer, validators: Validators) -> Answer:
    """Return the answer, or a 304 in its place where the request's validators hold."""
    if not is_still_valid(answer.message, validators):
        return answer
    headers = [pair for pair in answer.message.headers if pair[0].lower() in _OF_304]
    return replace(answer, message=HttpMessage(304, headers, b""))


def is_still_valid(message: HttpMessage, validators: Validators) -> bool:
    """Whether a server would answer 304 (RFC 9110, 13.2.2): entity tags first, and weakly compared."""
    if message.status != 200:
        return False
    if validators.if_none_match:
        etag = message.header(b"etag")
        asked = [_opaque(tag) for tag in validators.if_none_match.split(b",")]
        return bool(etag) and (_opaque(etag or b"") in asked or asked == [b"*"])
    changed, since = _http_date(message.header(b"last-modified")), _http_date(validators.if_modified_since)
    return changed is not None and since is not None and changed <= since


def _opaque(tag: bytes) -> bytes:
    return tag.strip().removeprefix(b"W/")


def _http_date(value: bytes | None) -> datetime | None:
    try:
        date = parsedate_to_datetime((value or b"").decode("latin-1"))
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _same_second(date: datetime, stated: datetime | None) -> bool:
    return stated is not None and abs((date - stated).total_seconds()) < 1
