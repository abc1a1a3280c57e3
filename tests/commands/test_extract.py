"""`scrapy extract`: one page from a file or the network, each field with where it came from."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime

import pytest

from crawler.commands.extract import extraction_as_json, format_extraction
from crawler.extraction import article_of, extract_draft
from crawler.items import Article
from crawler.records import Found
from crawler.terminal.columns import count_columns
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, linked, page
from tests.site import Site

CANONICAL = f'<link rel="canonical" href="{URL}">'


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    """One that is wide enough for a long address."""
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture(scope="module")
def site():
    with Site(articles=4).serve() as served:
        yield served


@pytest.fixture
def saved(tmp_path):
    """A page in a file."""
    path = tmp_path / "page.html"
    path.write_text(page(CANONICAL + linked()), "utf-8")
    os.utime(path, (1714564800, 1714564800))
    return path


def stated(out: str, name: str) -> str:
    """The line of a field, without its name."""
    return next(line[26:] for line in out.splitlines() if line.split(" ")[0] == name)


def test_a_file_is_shown_with_each_field_s_rung_and_the_body_last(sqlite_project, saved):
    ended = sqlite_project.run("extract", str(saved))
    assert ended.status == 0, ended.err
    assert stated(ended.out, "url") == URL
    assert stated(ended.out, "headline").startswith(f"{HEADLINE}   [")
    assert stated(ended.out, "authors").startswith("Ines Halvorsen; Tom Achebe   [")
    assert stated(ended.out, "date_published").startswith("2024-04-18T06:30:00+02:00   [")
    assert stated(ended.out, "fetched_at") == "2024-05-01T12:00:00+00:00"
    assert ended.out.rstrip().endswith(PARAGRAPHS[-1])
    assert all(len(line) <= 160 for line in ended.out.splitlines())
    assert "http_status" not in ended.out


def test_the_address_given_goes_before_the_page_s_own(sqlite_project, saved):
    ended = sqlite_project.run("extract", str(saved), "--url", "https://www.radiohc.cu/noticias/1-otra")
    assert stated(ended.out, "outlet") == "radiohc"


def test_a_file_without_an_address_is_read_all_the_same(sqlite_project, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(), "utf-8")
    ended = sqlite_project.run("extract", str(path))
    assert ended.status == 0, ended.err
    assert stated(ended.out, "headline").startswith(HEADLINE)
    assert "no http(s) address" in stated(ended.out, "warnings")


def test_json_has_the_whole_article_and_the_runners_up(sqlite_project, saved):
    ended = sqlite_project.run("extract", str(saved), "--json")
    whole = json.loads(ended.out)
    assert set(whole) == {"article", "refusal", "runners_up"}
    assert set(whole["article"]) == set(Article.__dataclass_fields__)
    assert whole["article"]["headline"] == HEADLINE
    assert whole["refusal"] is None


def test_an_address_is_fetched_by_the_outlet_s_rules_and_nothing_is_stored(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    truth = site.truth(site.articles[1])
    ended = sqlite_project.run("extract", site.url(site.articles[1]))
    assert ended.status == 0, ended.err
    assert stated(ended.out, "headline").startswith(truth.headline)
    assert stated(ended.out, "outlet") == "local"
    assert stated(ended.out, "outlet_article_id") == truth.outlet_article_id
    assert stated(ended.out, "http_status") == "200"
    assert not list(sqlite_project.folder.glob("*.db*"))


def test_a_page_that_is_no_article_says_why(sqlite_project, site):
    ended = sqlite_project.run("extract", site.url("/news/900001-needs-javascript"))
    assert ended.status == 0, ended.err
    assert ended.out.startswith("no article (javascript-needed): Scripts draw the text")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(gzip.compress(b"WARC/1.1\r\n", mtime=0), "not-html"), (b"%PDF-1.7", "not-html"), (b"", "empty")],
)
def test_a_file_that_is_no_page_ends_with_status_1(sqlite_project, tmp_path, content, reason):
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    ended = sqlite_project.run("extract", str(path))
    assert (ended.status, f"no article ({reason})" in ended.out) == (1, True)


@pytest.mark.parametrize(
    ("path", "why"),
    [("/news/1-none", "it answered 404"), ("http://10.0.0.1/news/1", "10.0.0.1 is a private address")],
    ids=["missing", "private"],
)
def test_what_can_t_be_fetched_is_told_with_status_1(sqlite_project, site, path, why):
    ended = sqlite_project.run("extract", path if path.startswith("http") else site.url(path))
    assert ended.status == 1
    assert f"could not be fetched: {why}" in ended.err
    assert "Traceback" not in ended.err
    assert not ended.out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "give one file or address"),
        (["none.html"], "none.html can't be read: No such file"),
        (["http://"], "'http://' is no http(s) address"),
        (["page.html", "--url", "page"], "'page' is no http(s) address"),
    ],
    ids=["nothing", "no-file", "no-host", "no-url"],
)
def test_wrong_usage_is_told_in_a_line(sqlite_project, arguments, why):
    ended = sqlite_project.run("extract", *arguments)
    assert ended.status == 2
    assert why in ended.err
    assert "Traceback" not in ended.err


def test_runners_up_stand_under_the_field_with_their_own_origin():
    draft = extract_draft(page(linked()), url=URL)
    draft.fields["headline"] = Found(value=HEADLINE, origin="heading", confidence=0.97)
    draft.runners_up = {
        "headline": [
            Found(value="Harbour \x1b[2Jcloses " + "long " * 50, origin="opengraph", confidence=0.41),
            Found(value="Courier", origin="title"),
        ],
        "license": [Found(value="CC BY", origin="meta", confidence=0.2)],
        "authors": [Found(value=["Ole Berg", "Bo"], origin="byline")],
    }
    del draft.fields["license"]
    lines = list(format_extraction(article_of(draft), draft, width=100))
    at = lines.index(f"{'headline':26}{HEADLINE}   [heading 0.97]")
    assert lines[at + 1].startswith(f"{'  rather than':26}Harbour \\x1b[2Jcloses long")
    assert lines[at + 1].endswith("…   [opengraph 0.41]")
    assert lines[at + 2] == f"{'  rather than':26}Courier   [title]"
    license_at = lines.index(f"{'license':26}-")
    assert lines[license_at + 1] == f"{'  rather than':26}CC BY   [meta 0.20]"
    assert f"{'  rather than':26}Ole Berg; Bo   [byline]" in lines
    assert max(map(len, lines)) <= 100
    assert json.loads(extraction_as_json(article_of(draft), draft))["runners_up"]["license"] == [
        {"value": "CC BY", "rung": "meta", "confidence": 0.2}
    ]


def test_a_page_that_goes_on_says_where():
    from scrapy.http import Request, Response

    from crawler.commands.extract import _of_response

    following = '<link rel="next" href="/news/2024/04/18/harbour-closes-for-repairs-88213?page=2">'
    request = Request(URL, meta={"archive_date": datetime(2024, 5, 1, tzinfo=UTC)})
    draft = _of_response(Response(URL, body=page(following + linked()).encode(), request=request))
    assert not isinstance(draft, str)
    assert draft.fields["headline"].value == HEADLINE
    assert any(warning.startswith("body: goes on at https://") for warning in draft.warnings)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_every_line_fits(width):
    draft = extract_draft(page(CANONICAL + linked()), url=URL)
    lines = list(format_extraction(article_of(draft), draft, width=width))
    assert max(map(count_columns, lines)) <= width
    assert any("[title" in line for line in lines)
