"""Archives that are written are what other tools read, and the same input gives the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from crawler.warc.records import Record, read_records
from crawler.warc.spans import Damage
from crawler.warc.writer import Exchange, write_records
from tests.warc.pages import DAY, archive, page


def records(path: Path) -> list[Record]:
    return [one for one in read_records(path) if not isinstance(one, Damage)]


@pytest.mark.system
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_fastwarc_finds_every_digest_right(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / name, page("/a"), page("/b", body=b""))
    script = "import sys; from fastwarc.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", script, "check", "-p", "-q", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_the_same_exchanges_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    pages = [page("/a"), page("/a"), page("/b", days=1)]
    first = archive(tmp_path / name, *pages).read_bytes()
    assert archive(tmp_path / name, *pages).read_bytes() == first
    ids = [one.record_id for one in records(tmp_path / name)]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("<urn:uuid:") for one in ids)


def test_a_request_names_the_response_that_it_belongs_to(tmp_path: Path) -> None:
    _, response, request = records(archive(tmp_path / "a.warc", page("/a b?c=1")))
    assert request.fields["warc-concurrent-to"] == response.record_id
    assert request.block.startswith(b"GET /a%20b?c=1 HTTP/1.1\r\nHost: outlet.example\r\n")


def test_line_breaks_in_an_address_or_header_add_no_header(tmp_path: Path) -> None:
    url = "https://outlet.example/a\r\nWARC-Type: metadata\r\n\r\nx"
    headers = [("X-One", "1\r\nX-Two: 2"), ("X\r\nY", "3")]
    evil = Exchange(url=url, date=DAY, headers=headers, request_headers=headers, body=b"text")
    found = records(archive(tmp_path / "a.warc", evil))
    assert [one.kind for one in found] == ["warcinfo", "response", "request"]
    assert found[1].url == "https://outlet.example/a%0D%0AWARC-Type:%20metadata%0D%0A%0D%0Ax"
    assert all(b"\nX-Two" not in one.block and b"\nY" not in one.block for one in found)


def test_who_asked_is_not_recorded(tmp_path: Path) -> None:
    headers = [("Cookie", "session=1"), ("Authorization", "Bearer x"), ("User-Agent", "crawler")]
    *_, request = records(archive(tmp_path / "a.warc", page("/a", request_headers=headers)))
    assert b"session" not in request.block
    assert b"Bearer" not in request.block
    assert b"User-Agent: crawler" in request.block


def test_a_body_that_is_not_whole_says_so(tmp_path: Path) -> None:
    response = records(archive(tmp_path / "a.warc", page("/a", truncated="length")))[1]
    assert response.cut
    assert response.fields["warc-truncated"] == "length"


def test_a_name_that_is_no_archive_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.warc\.gz"):
        write_records(tmp_path / "a.zip", [page("/a")])
    assert not list(tmp_path.iterdir())


def test_an_archive_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    with pytest.raises(AttributeError):
        write_records(tmp_path / "a.warc", [page("/a"), None])  # type: ignore[list-item]
    assert not (tmp_path / "a.warc").exists()
