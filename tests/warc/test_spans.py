"""Records are found in plain bytes by their own length, and what does not hold is told and stepped over."""

from __future__ import annotations

import io

import pytest

from crawler.warc import spans
from crawler.warc.spans import (
    LARGEST_RECORD,
    Span,
    find_bytes,
    header_end,
    past_spacing,
    read_spans,
    record_size,
)

END = b"\r\n\r\n"


def record(block: bytes, *, length: int | None = None, newline: bytes = b"\r\n") -> bytes:
    size = str(len(block) if length is None else length).encode()
    lines = [b"WARC/1.1", b"WARC-Type: response", b"Content-Length: " + size, b"", b""]
    return newline.join(lines) + block


def spans_in(data: bytes, *, start: int = 0) -> list[Span]:
    return list(read_spans(io.BytesIO(data), start, len(data)))


@pytest.mark.parametrize("newline", [b"\r\n", b"\n"])
def test_a_record_is_as_long_as_its_header_says(newline: bytes) -> None:
    whole = record(b"abc", newline=newline)
    assert record_size(whole) == len(whole)
    assert header_end(whole) == len(whole) - 3


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 3",
        b"WARC/1.1\r\nX: 1\r\n\r\n",
        b"WARC/x\r\n\r\n",
    ],
    ids=["nothing", "no WARC", "no end", "no length", "no version"],
)
def test_other_bytes_start_no_record(head: bytes) -> None:
    assert record_size(head) is None


def test_a_length_within_the_block_is_not_the_records_own() -> None:
    assert record_size(b"WARC/1.1\r\nX: 1\r\n\r\nContent-Length: 5\r\n\r\nabcde") is None


def test_records_follow_each_other_with_any_spacing() -> None:
    one, two = record(b"one"), record(b"")
    data = b"\r\n" + one + END + b"\0\0" + two + b"\n"
    assert spans_in(data) == [Span(2, len(one)), Span(2 + len(one) + 6, len(two))]


def test_what_lies_between_two_records_is_one_fault() -> None:
    one, two = record(b"one"), record(b"two")
    data = one + END + b"garbage WARC/ more garbage" + two
    first, fault, last = spans_in(data)
    assert (first.fault, last.fault) == (None, None)
    assert fault == Span(len(one) + 4, 0, "no WARC record starts here")
    assert data[last.offset :] == two


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (record(b"abc", length=9), "is cut off"),
        (record(b"abcdefgh", length=3) + END, "is not"),
    ],
)
def test_a_record_of_another_length_is_a_fault(data: bytes, said: str) -> None:
    (fault,) = spans_in(data)
    assert said in (fault.fault or "")
    assert fault.length == 0


def test_a_record_that_is_too_large_is_stepped_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "LARGEST_RECORD", 100)
    big, small = record(b"x" * 200), record(b"y")
    one, two = spans_in(big + END + small)
    assert (one.length, two.fault) == (len(big), None)
    assert "larger than the 100" in (one.fault or "")
    assert LARGEST_RECORD > 2**20


def test_a_header_may_be_longer_than_what_is_read_at_first() -> None:
    long = record(b"abc").replace(b"WARC-Type", b"X: " + b"x" * 9000 + b"\r\nWARC-Type")
    assert spans_in(long) == [Span(0, len(long))]


def test_spacing_is_passed_to_the_next_byte_or_the_end() -> None:
    data = b"\r\n" * 5000 + b"x" + b" " * 10
    assert past_spacing(io.BytesIO(data), 0, len(data)) == 10_000
    assert past_spacing(io.BytesIO(data), 10_001, len(data)) == len(data)


def test_bytes_are_found_across_the_windows_that_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "_WINDOW", 16)
    for before in range(40):
        data = b"." * before + b"WARC/" + b"." * 40
        found = find_bytes(io.BytesIO(data), 0, len(data), needle=b"WARC/", accept=lambda file, at: True)
        assert found == before


def test_a_place_that_is_not_accepted_is_passed() -> None:
    data = b"..WARC/..WARC/.."
    assert find_bytes(io.BytesIO(data), 0, len(data), needle=b"WARC/", accept=lambda file, at: at > 2) == 9
    assert find_bytes(io.BytesIO(data), 0, len(data), needle=b"WARC/", accept=lambda file, at: False) == len(
        data
    )
