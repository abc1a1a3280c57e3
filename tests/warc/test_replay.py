"""Real crawls that an archive answers instead of the network."""

from __future__ import annotations

import brotli
import pytest
from scrapy.settings import Settings

from crawler.warc.members import gzip_compress, zstd_compress
from crawler.warc.replay import ReplayAddon, ReplayDownloadHandler, open_index
from crawler.warc.spans import ArchiveError
from crawler.warc.writer import Exchange
from tests.warc.crawl import crawl
from tests.warc.pages import DAY, archive, page

pytestmark = pytest.mark.system

SITE = "https://outlet.example"
TEXT = "<html><body><p>Año nuevo, 新年</p></body></html>"


def chunks(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:20], body[20:])) + b"0\r\n\r\n"


def moved(url: str, to: str, *, status: int) -> Exchange:
    return Exchange(url=url, date=DAY, status=status, headers=[("Location", to)])


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory):
    """What one crawl over four archives of different kinds was answered, by path, and all it printed."""
    folder = tmp_path_factory.mktemp("archives")
    body = TEXT.encode()
    tagged = [("ETag", '"v1"')]
    archive(
        folder / "one.warc.gz",
        page("/plain", body=body),
        page("/gzip", body=gzip_compress(body), headers=[("Content-Encoding", "gzip")]),
        page("/br", body=brotli.compress(body), headers=[("Content-Encoding", "br")]),
        page("/zstd", body=zstd_compress(body), headers=[("Content-Encoding", "zstd")]),
        page("/decoded", body=body, headers=[("Content-Encoding", "gzip")]),
        page("/chunked", body=chunks(body), headers=[("Transfer-Encoding", "chunked")]),
        page("/twice", "old"),
        Exchange(url="http://outlet.example/moved", date=DAY, status=301, headers=[("Location", "/plain")]),
        Exchange(url=f"{SITE}/away", date=DAY, status=302, headers=[("Location", "/gzip")]),
        Exchange(
            url="http://outlet.example/plain", date=DAY, status=301, headers=[("Location", f"{SITE}/plain")]
        ),
        page("/error", status=503),
        page("/tagged", "tagged", headers=tagged),
        page("/tagged", days=1, status=304, body=b"", headers=tagged),
        page("/cut", truncated="length"),
        page("/large", body=b"x" * 3000),
    )
    archive(
        folder / "two.warc.zst",
        page("/twice", "new", days=3),
        page("/same", days=2, repeats=page("/twice", "old")),
    )
    cut = archive(folder / "three.warc", page("/before", "before"), page("/lost", "y" * 500))
    cut.write_bytes(cut.read_bytes()[:-700])
    paths = [
        "plain",
        "gzip",
        "br",
        "zstd",
        "decoded",
        "chunked",
        "twice",
        "away",
        "error",
        "same",
        "before",
        "lost",
    ]
    more = [
        "http://outlet.example/moved",
        {
            "url": f"{SITE}/tagged",
            "headers": {"If-None-Match": '"v1"'},
            "meta": {"handle_httpstatus_all": True},
        },
        f"{SITE}/cut",
        {"url": f"{SITE}/large", "meta": {"download_maxsize": 1000}},
        {"url": f"{SITE}/plain", "method": "POST"},
    ]
    result = crawl(f"{folder}/*.warc* {folder}/one.warc.gz", *(f"{SITE}/{one}" for one in paths), *more)
    by_path = {
        one["url"].removeprefix(SITE): one for one in result["responses"] if one["url"] != f"{SITE}/plain"
    }
    return {**by_path, "all": result}


@pytest.mark.parametrize("path", ["/gzip", "/br", "/zstd", "/decoded", "/chunked"])
def test_a_body_is_decoded_once_however_it_was_recorded(answers, path: str) -> None:
    assert answers[path]["status"] == 200
    assert answers[path]["text"] == TEXT
    assert answers[path]["type"] == "HtmlResponse"


def test_the_newest_of_two_files_answers_and_tells_its_date(answers) -> None:
    assert "new" in answers["/twice"]["text"]
    assert answers["/twice"]["date"] == str(page("/", days=3).date)


def test_redirects_are_followed_as_recorded_also_from_http_to_https(answers) -> None:
    plain = [one for one in answers["all"]["responses"] if one["url"] == f"{SITE}/plain"]
    assert [one["text"] for one in plain if one["status"] == 200] == [TEXT, TEXT]
    assert answers["all"]["stats"]["downloader/response_status_count/301"] == 2
    assert answers["all"]["stats"]["downloader/response_status_count/302"] == 1


def test_a_revisit_has_the_body_that_it_refers_to(answers) -> None:
    assert "old" in answers["/same"]["text"]
    assert answers["/same"]["date"] == str(page("/", days=2).date)


def test_validators_that_hold_get_a_304(answers) -> None:
    assert answers["/tagged"]["status"] == 304
    assert answers["/tagged"]["headers"]["Etag"] == ['"v1"']


def test_errors_are_answered_as_recorded_and_not_asked_for_again(answers) -> None:
    assert answers["/error"]["status"] == 503
    assert "retry/count" not in answers["all"]["stats"]


def test_what_is_before_a_cut_is_answered_and_what_is_lost_is_a_counted_miss(answers) -> None:
    assert "before" in answers["/before"]["text"]
    assert answers["/lost"]["status"] == 404
    assert answers["/lost"]["flags"] == ["replay-miss"]
    assert answers["/lost"]["date"] == str(page("/", days=3).date)
    posts = [
        one for one in answers["all"]["responses"] if one["url"] == f"{SITE}/plain" and one["status"] == 404
    ]
    assert len(posts) == 1
    stats = answers["all"]["stats"]
    assert stats["replay/miss"] == 2
    assert stats["replay/damage"] == 1
    assert stats["replay/not_modified"] == 1
    assert stats["replay/hit"] == 18
    assert "three.warc, byte" in answers["all"]["log"]


def test_a_cut_or_oversized_body_fails_as_it_would_from_the_network(answers) -> None:
    errors = sorted(answers["all"]["errors"])
    assert errors[0].startswith("DownloadCancelledError")
    assert errors[1].startswith("ResponseDataLossError")
    assert len(errors) == 2


def test_a_cut_body_is_taken_and_flagged_where_that_is_asked_for(tmp_path) -> None:
    path = archive(tmp_path / "a.warc", page("/cut", "half", truncated="length"))
    result = crawl(str(path), f"{SITE}/cut", DOWNLOAD_FAIL_ON_DATALOSS=False)
    assert [one["flags"] for one in result["responses"]] == [["dataloss"]]


def test_an_archive_of_which_nothing_can_be_read_ends_the_crawl(tmp_path) -> None:
    (tmp_path / "a.warc").write_bytes(b"filedesc://a.arc 0.0.0.0 20200101000000 text/plain 1\n")
    result = crawl(f"{tmp_path}/a.warc", f"{SITE}/a", f"{SITE}/b")
    assert result["reason"] == "archive_error"
    assert not result["responses"]
    assert "warcio recompress" in result["log"]


def test_a_setting_that_names_nothing_starts_no_crawl(tmp_path) -> None:
    result = crawl(f"{tmp_path}/missing/*.warc.gz", f"{SITE}/a")
    assert result["failed"]
    assert result["reason"] is None
    assert "no archive is there" in result["log"]


def test_an_archive_is_read_once_a_process_until_it_changes(tmp_path) -> None:
    path = archive(tmp_path / "a.warc", page("/a"))
    first = open_index(str(path))
    assert open_index(str(tmp_path)) is first
    archive(path, page("/a"), page("/b"))
    assert len(open_index(str(path))) == 2


def test_without_replay_nothing_is_set() -> None:
    settings = Settings({"DOWNLOAD_DELAY": 1})
    before = settings.copy_to_dict()
    ReplayAddon().update_settings(settings)
    assert settings.copy_to_dict() == before


def test_replay_beats_the_project_and_the_outlet_but_not_the_command_line(tmp_path) -> None:
    path = archive(tmp_path / "a.warc", page("/a"))
    settings = Settings({"REPLAY": str(path), "DOWNLOAD_DELAY": 1, "AUTOTHROTTLE_ENABLED": True})
    settings.set("DOWNLOAD_HANDLERS", {"ftp": None, "file": None}, priority="project")
    settings.set("DOWNLOAD_DELAY", 9, priority="spider")
    settings.set("RETRY_ENABLED", True, priority="cmdline")
    ReplayAddon().update_settings(settings)
    assert settings.getint("DOWNLOAD_DELAY") == 0
    assert not settings.getbool("AUTOTHROTTLE_ENABLED")
    assert not settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("RETRY_ENABLED")
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert handlers["http"] is handlers["https"] is ReplayDownloadHandler
    assert handlers["ftp"] is handlers["file"] is None


def test_a_setting_that_names_nothing_is_refused_before_anything_else(tmp_path) -> None:
    with pytest.raises(ArchiveError, match="no archive is there"):
        ReplayAddon().update_settings(Settings({"REPLAY": f"{tmp_path}/nothing"}))
