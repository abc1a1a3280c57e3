"""An index holds what can answer a request, counts what is damaged, and stops only where nothing holds."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.warc.build_index import archive_paths, build_index
from crawler.warc.index import Trait
from crawler.warc.spans import ArchiveError
from tests.warc.pages import DAY, archive, index, page


def record(
    *fields: str, block: bytes = b"", kind: str = "response", date: str = "2020-02-03T04:05:06Z"
) -> bytes:
    known = [
        f"WARC-Type: {kind}",
        "WARC-Target-URI: http://outlet.example/",
        *([f"WARC-Date: {date}"] if date else []),
    ]
    head = "\r\n".join(["WARC/1.0", *known, *fields, f"Content-Length: {len(block)}", "", ""])
    return head.encode() + block + b"\r\n\r\n"


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nDate: Sat, 01 Feb 2020 01:02:03 GMT\r\n\r\n<p>text</p>"


def test_addresses_dates_and_the_present_of_an_archive(tmp_path: Path) -> None:
    image = page("/logo.png", body=b"\x89PNG", headers=[("Content-Type", "image/png")])
    found = index(tmp_path / "a.warc.gz", page("/a"), page("/a", days=3), page("/gone", status=404), image)
    assert len(found) == 4
    assert found.newest == page("/a", days=3).date
    assert sorted(found.urls()) == [f"https://outlet.example/{one}" for one in ("a", "gone", "logo.png")]
    assert "https://outlet.example/gone" not in found.urls(pages_only=True)
    assert [row.date for row in found.rows_of("https://outlet.example/a")] == [page("/a", days=3).date, DAY]


def test_only_what_answers_a_web_request_is_in_it(tmp_path: Path) -> None:
    dns = record("Content-Type: text/dns", block=b"1.2.3.4").replace(
        b"http://outlet.example/", b"dns:outlet.example"
    )
    (tmp_path / "a.warc").write_bytes(record(kind="metadata", block=b"x: y") + dns + record(block=OK))
    assert [row.traits for row in build_index([tmp_path / "a.warc"]).rows_of("http://outlet.example/")] == [
        Trait.FULL | Trait.HTML
    ]


@pytest.mark.parametrize("request_first", [True, False])
def test_what_answered_a_post_does_not_answer_a_get(tmp_path: Path, request_first: bool) -> None:
    one, other = "WARC-Record-ID: <urn:uuid:1>", "WARC-Record-ID: <urn:uuid:2>"
    to_one, to_other = "WARC-Concurrent-To: <urn:uuid:1>", "WARC-Concurrent-To: <urn:uuid:2>"
    if request_first:  # as wget does
        parts = [record(one, block=b"POST / HTTP/1.1", kind="request"), record(other, to_one, block=OK)]
    else:
        parts = [record(other, block=OK), record(one, to_other, block=b"POST / HTTP/1.1", kind="request")]
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    found = build_index([tmp_path / "a.warc"])
    assert not found.rows_of("http://outlet.example/")
    assert found.rows_of("http://outlet.example/", method="POST")
    assert not list(found.urls())


def test_a_record_without_a_date_takes_the_servers_but_none_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(block=OK, date="2008-10-294T05:21:46-0700"))
    assert build_index([path]).newest == datetime(2020, 2, 1, 1, 2, 3, tzinfo=UTC)
    os.utime(path, (0, datetime(2019, 1, 1, tzinfo=UTC).timestamp()))
    assert build_index([path]).newest == datetime(2019, 1, 1, tzinfo=UTC)
    path.write_bytes(record(block=b"HTTP/1.1 200 OK\r\nDate: soon\r\n\r\n", date=""))
    os.utime(path, (0, datetime(2019, 1, 1, tzinfo=UTC).timestamp()))
    assert build_index([path]).newest == datetime(2019, 1, 1, tzinfo=UTC)


def test_damage_is_counted_and_logged_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = archive(tmp_path / "a.warc.gz", page("/a"), page("/b"))
    path.write_bytes(path.read_bytes()[:-30])
    with caplog.at_level(logging.WARNING):
        found = build_index([path])
    assert len(found) == 2
    assert found.damage.count == 1
    assert f"{path}, byte {found.damage.first[0].offset}: " in caplog.text
    assert "ends inside" in caplog.text


def test_no_response_in_a_response_record_is_damage(tmp_path: Path) -> None:
    blocks = [b"HTTP/1.1 9999 No\r\n\r\n", b"<html>", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999, OK]
    (tmp_path / "a.warc").write_bytes(b"".join(record(block=block) for block in blocks))
    found = build_index([tmp_path / "a.warc"])
    assert len(found) == 1
    assert found.damage.count == 3


def test_a_bad_file_among_good_ones_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    good = archive(tmp_path / "a.warc", page("/a"))
    (tmp_path / "b.arc").write_bytes(b"filedesc://b.arc 0.0.0.0 20200101000000 text/plain 1\n")
    found = build_index([tmp_path / "b.arc", tmp_path / "missing.warc", good])
    assert len(found) == 1
    assert ["ARC file" in one.reason for one in found.damage.first] == [True, False]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"filedesc://b.arc 0.0.0.0 20200101000000 text/plain 1\n", "warcio recompress"),
        (b"", "is empty"),
        (b"nothing of the kind", "no WARC record starts here"),
        (record(kind="metadata", block=b"a: b"), "no response to an http address"),
    ],
)
def test_nothing_readable_at_all_is_an_error_that_says_why(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "x.warc").write_bytes(content)
    with pytest.raises(ArchiveError, match=said):
        build_index([tmp_path / "x.warc"])


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("fastwarc/clueweb-quirk.warc.gz", "http://www.uraharajuku.st/shopdetail/001017000078/order/"),
        ("jwarc/cc.warc.gz", "http://commoncrawl.org/"),
        ("warcio/example-bad-non-chunked.warc.gz", "http://example.com/"),
        ("warcio/example-bad.warc.gz.bad", "http://example.com?example=1"),
        ("warcio/example-iana.org-chunked.warc", "http://www.iana.org/"),
        ("warcio/example-resource.warc.gz", "http://example.com/"),
        ("warcio/example-wget-bad-target-uri.warc.gz", "http://example.com/"),
        ("warcio/example-wrong-chunks.warc.gz", "http://example.com/"),
        ("warcio/example.warc", "http://example.com/"),
        ("warcio/example.warc.gz", "http://example.com/"),
    ],
)
def test_archives_of_other_tools_can_be_asked(corpora: Path, name: str, url: str) -> None:
    assert build_index([corpora / "warc" / name]).rows_of(url)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = [
        "b.warc.gz",
        "a.warc",
        "deep/c.warc.zst",
        "notes.txt",
        "a.warc.gz.cdx",
        "old.arc.gz",
        "my pages.warc",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_is_every_archive_in_it_and_below(folder: Path) -> None:
    found = names(archive_paths(str(folder)))
    assert found == ["a.warc", "b.warc.gz", "c.warc.zst", "my pages.warc", "old.arc.gz"]


def test_several_names_are_separated_by_blanks_or_commas_and_each_file_comes_once(folder: Path) -> None:
    named = f"{folder}/b.warc.gz, {folder}/*.warc.gz\n{folder}/**/c.warc.zst"
    assert names(archive_paths(named)) == ["b.warc.gz", "c.warc.zst"]
    assert names(archive_paths([f"{folder}/a.warc", f"{folder}/a.warc"])) == ["a.warc"]


def test_a_path_with_a_blank_is_taken_as_it_stands(folder: Path) -> None:
    assert names(archive_paths(f"{folder}/my pages.warc")) == ["my pages.warc"]


def test_a_file_that_is_named_is_taken_whatever_its_name(folder: Path) -> None:
    assert names(archive_paths(f"{folder}/notes.txt")) == ["notes.txt"]


@pytest.mark.parametrize("named", ["missing.warc", "*.warc.gz", "deep", " , "])
def test_a_name_that_stands_for_nothing_is_refused(tmp_path: Path, named: str) -> None:
    (tmp_path / "deep").mkdir()
    with pytest.raises(ArchiveError, match="give a WARC file"):
        archive_paths(named if named == " , " else f"{tmp_path}/{named}")
