"""The newest record answers, or what it refers to; validators that hold are answered by 304."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.warc.answer import Answer, ArchiveAnswers, Validators
from crawler.warc.build_index import build_index
from crawler.warc.index import ReplayIndex
from crawler.warc.members import gzip_compress
from crawler.warc.writer import Exchange
from tests.warc.pages import DAY, archive, index, page

TAGGED = [("ETag", '"v1"'), ("Last-Modified", "Tue, 04 May 2021 10:00:00 GMT")]


def ask(found: ReplayIndex, path: str, **more: str) -> Answer:
    validators = Validators(**{name: value.encode() for name, value in more.items()})
    answer = ArchiveAnswers(found).find(f"https://outlet.example{path}", validators=validators).answer
    assert answer
    return answer


def test_the_newest_record_answers_whatever_the_order(tmp_path: Path) -> None:
    found = index(
        tmp_path / "a.warc", page("/a", "new", days=2), page("/a", "newest", days=9), page("/a", "old")
    )
    answer = ask(found, "/a")
    assert b"newest" in answer.message.body
    assert answer.date == page("/a", days=9).date


def test_what_is_not_there_has_no_answer(tmp_path: Path) -> None:
    found = ArchiveAnswers(index(tmp_path / "a.warc", page("/a"))).find("https://outlet.example/b")
    assert found.answer is None
    assert not found.damaged


def test_a_304_is_answered_by_the_newest_full_record_and_its_date(tmp_path: Path) -> None:
    first, second = page("/a", "first"), page("/a", "second", days=1)
    same = page("/a", days=2, status=304, body=b"")
    answer = ask(index(tmp_path / "a.warc", first, second, same), "/a")
    assert answer.message.status == 200
    assert b"second" in answer.message.body
    assert answer.date == second.date


def test_a_revisit_by_the_servers_word_gives_the_record_that_it_names(tmp_path: Path) -> None:
    first, second = page("/a", "first"), page("/a", "second", days=1)
    same = page("/a", days=2, status=304, repeats=first)
    answer = ask(index(tmp_path / "a.warc", first, second, same), "/a")
    assert b"first" in answer.message.body
    assert answer.date == first.date


def test_a_revisit_of_the_same_payload_has_its_own_headers_and_date(tmp_path: Path) -> None:
    body = gzip_compress(b"<p>the same</p>")
    first = page("/a", body=body, headers=[("Content-Encoding", "gzip"), ("X-Turn", "first")])
    other = page("/b", days=4, repeats=first, headers=[("X-Turn", "second")])
    answer = ask(index(tmp_path / "a.warc", first, page("/b", "before"), other), "/b")
    assert gzip.decompress(answer.message.body) == b"<p>the same</p>"
    assert answer.message.header(b"x-turn") == b"second"
    assert answer.message.header(b"content-encoding") == b"gzip"
    assert answer.date == other.date


def _without(path: Path, *names: bytes) -> ReplayIndex:
    """Index an archive as if its tool had not written some fields."""
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join(line for line in lines if not line.startswith(names)))
    return build_index([path])


def test_a_revisit_that_names_nothing_means_the_record_of_its_digest(tmp_path: Path) -> None:
    first, second = page("/a", "first"), page("/a", "second", days=1)
    path = archive(tmp_path / "a.warc", first, second, page("/a", days=2, repeats=first))
    answer = ask(_without(path, b"WARC-Refers-To"), "/a")
    assert b"first" in answer.message.body
    assert answer.date == page("/a", days=2).date


def test_a_revisit_may_name_a_record_by_its_id_alone(tmp_path: Path) -> None:
    first, second = page("/a", "first"), page("/b", days=2, repeats=page("/a", "first"))
    path = archive(tmp_path / "a.warc", first, second)
    record = build_index([path])
    row = record.rows_of("https://outlet.example/a")[0]
    name = record.record(row).record_id.encode()
    text = path.read_bytes().replace(b"WARC-Refers-To-Date:", b"WARC-Refers-To: " + name + b"\r\nX-Date:")
    path.write_bytes(text.replace(b"WARC-Refers-To-Target-URI:", b"X-URI:"))
    assert b"first" in ask(build_index([path]), "/b").message.body


def test_a_revisit_of_what_is_nowhere_gives_way_to_an_older_answer(tmp_path: Path) -> None:
    missing = page("/elsewhere", "missing")
    found = index(tmp_path / "a.warc", page("/a", "older"), page("/a", days=1, repeats=missing))
    assert b"older" in ask(found, "/a").message.body
    alone = index(tmp_path / "b.warc", page("/c"), page("/b", repeats=missing))
    assert ArchiveAnswers(alone).find("https://outlet.example/b").answer is None


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"if_none_match": '"v1"'}, 304),
        ({"if_none_match": 'W/"v1"'}, 304),
        ({"if_none_match": '"v0", "v1"'}, 304),
        ({"if_none_match": "*"}, 304),
        ({"if_none_match": '"v0"'}, 200),
        ({"if_none_match": '"v0"', "if_modified_since": "Wed, 05 May 2021 10:00:00 GMT"}, 200),
        ({"if_modified_since": "Tue, 04 May 2021 10:00:00 GMT"}, 304),
        ({"if_modified_since": "Wed, 05 May 2021 10:00:00 GMT"}, 304),
        ({"if_modified_since": "Mon, 03 May 2021 10:00:00 GMT"}, 200),
        ({"if_modified_since": "last week"}, 200),
        ({}, 200),
    ],
)
def test_validators_that_hold_are_answered_by_304(tmp_path: Path, asked: dict[str, str], status: int) -> None:
    page_304 = page("/a", days=1, status=304, body=b"", headers=TAGGED)
    for more in ([], [page_304]):
        answer = ask(index(tmp_path / "a.warc", page("/a", headers=TAGGED), *more), "/a", **asked)
        assert answer.message.status == status
        assert bool(answer.message.body) == (status == 200)
        assert answer.message.header(b"etag") == b'"v1"'


def test_a_page_without_validators_or_an_error_is_never_unchanged(tmp_path: Path) -> None:
    found = index(tmp_path / "a.warc", page("/a"), page("/gone", status=404, headers=TAGGED))
    assert ask(found, "/a", if_none_match='"v1"').message.status == 200
    assert ask(found, "/gone", if_none_match='"v1"').message.status == 404


def test_a_resource_is_a_page_of_its_stated_type(corpora: Path) -> None:
    found = build_index([corpora / "warc/warcio/example-resource.warc.gz"])
    answer = ArchiveAnswers(found).find("http://example.com/").answer
    assert answer
    assert answer.message.status == 200
    assert answer.message.header(b"content-type") == b"text/html; charset=utf-8"
    assert b"Example Domain" in answer.message.body


def test_a_record_that_can_no_longer_be_read_makes_way_and_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    found = index(path, page("/a", "older"), page("/a", "newer", days=1))
    offset = found.rows_of("https://outlet.example/a")[0].offset
    data = bytearray(path.read_bytes())
    data[offset + 40] ^= 0xFF
    path.write_bytes(data)
    outcome = ArchiveAnswers(found).find("https://outlet.example/a")
    assert outcome.damaged == 1
    assert outcome.answer
    assert b"older" in outcome.answer.message.body


def test_a_file_that_was_written_anew_does_not_answer_by_another_page(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    found = index(path, page("/a"), page("/b"))
    archive(path, page("/b"), page("/a"))
    outcome = ArchiveAnswers(found).find("https://outlet.example/a")
    assert outcome.answer is None
    assert outcome.damaged == 1


def test_a_cut_body_is_known_to_be_cut(tmp_path: Path) -> None:
    assert ask(index(tmp_path / "a.warc", page("/a", truncated="length")), "/a").message.cut


@pytest.mark.parametrize("url", ["https://outlet.example/año nuevo?q=<é>", "https://outlet.example/a%20b|c"])
def test_an_address_is_found_as_recorded_and_as_scrapy_asks(tmp_path: Path, url: str) -> None:
    from scrapy import Request

    exchange: Exchange = replace(page("/"), url=url)
    found = ArchiveAnswers(index(tmp_path / "a.warc", exchange))
    assert found.find(url).answer
    assert found.find(Request(url).url).answer
    assert exchange.date == DAY
