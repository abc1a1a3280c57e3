"""What is remembered of hosts: the last copy of their files, and until when they want to be left alone."""

from datetime import UTC, datetime, timedelta

import pytest

from crawler.storage import Store
from crawler.storage.hosts import HostFile, KeepHostFile, KeepPause, Pause, find_host_file, list_pauses
from crawler.storage.writing.thread import Writer
from tests.waiting import NET

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ROBOTS = HostFile(
    origin="https://a.example", path="/robots.txt", tried_at=NOW, body=b"a\0\xff", fetched_at=NOW
)


@pytest.fixture
def writer(store: Store):
    made = Writer(store, patience=1)
    yield made
    made.close()


def keep(writer: Writer, *files: HostFile) -> None:
    for file in files:
        writer.submit(KeepHostFile(file=file, now=NOW)).result(NET)


def pause(writer: Writer, host: str, minutes: int, reason: str = "http-429") -> None:
    writer.submit(KeepPause(pause=Pause(host, NOW + timedelta(minutes=minutes), reason), now=NOW)).result(NET)


def test_a_file_is_kept_byte_for_byte_and_replaced_by_the_next(store, writer):
    later = HostFile(origin="https://a.example", path="/robots.txt", tried_at=NOW, failures=2, reason="dns")
    other = HostFile(origin="https://a.example", path="/.well-known/tdmrep.json", tried_at=NOW)
    keep(writer, ROBOTS, other)
    assert store.read(lambda c: find_host_file(c, ROBOTS.origin, ROBOTS.path)) == ROBOTS
    keep(writer, later)
    assert store.read(lambda c: find_host_file(c, ROBOTS.origin, ROBOTS.path)) == later
    assert store.read(lambda c: find_host_file(c, other.origin, other.path)) == other
    assert store.read(lambda c: find_host_file(c, "http://a.example", "/robots.txt")) is None


def test_the_later_of_two_pauses_stands_and_one_that_has_ended_is_not_listed(store, writer):
    pause(writer, "a.example", 60)
    pause(writer, "a.example", 5, "http-503")
    pause(writer, "b.example", 5)
    pause(writer, "b.example", 10)
    pause(writer, "c.example", 1)
    found = store.read(lambda c: list_pauses(c, now=NOW + timedelta(minutes=2)))
    assert {(one.host, one.until - NOW, one.reason) for one in found} == {
        ("a.example", timedelta(minutes=60), "http-429"),
        ("b.example", timedelta(minutes=10), "http-429"),
    }
