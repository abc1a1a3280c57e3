"""What an address gives: lines to show and files to write, or why not, with the exit status that says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.items import Article
from crawler.onboarding.addition import (
    USAGE,
    WRONG,
    Addition,
    Wanted,
    home_address,
    make_addition,
    refuse_address,
    summary_lines,
    write_files,
)
from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.findings import SiteFindings, TriedArticle, TriedSource
from crawler.onboarding.outlet_package import OutletPackage


class Loader:
    """A loader of two outlets, one of them broken."""

    broken = {"broken": "no"}

    def list(self) -> list[str]:
        return ["elcomercio"]


def findings(host: str = "larne.example", **values: object) -> SiteFindings:
    home = f"https://{host}/"
    articles = {f"{host}:{n}": f"{home}news/{48213 + n}-the-harbour-wall-{n}" for n in range(8)}
    source = TriedSource(candidate=SourceCandidate("feed", f"{home}feed/", "x"), articles=articles)
    return SiteFindings(**{"home": home, "asked": home, "tags": ["es-PE"], "sources": [source], **values})


@pytest.fixture
def add(tmp_path: Path):
    """Makes an addition for a package in `tmp_path`; those of one test are of one run."""
    (tmp_path / "outlets").mkdir()
    (tmp_path / "outlets" / "__init__.py").touch()
    package = OutletPackage("outlets", tmp_path / "outlets")
    added: dict[str, str] = {}

    def make(found: SiteFindings, **wanted: str) -> Addition:
        given = Wanted(**{"tests": tmp_path / "tests", **wanted})
        return make_addition(found, wanted=given, package=package, loader=Loader(), added=added)

    return make


@pytest.mark.parametrize(
    ("address", "home"),
    [
        ("larne.example", "https://larne.example/"),
        ("http://larne.example", "http://larne.example/"),
        ("https://larne.example/es/", "https://larne.example/es/"),
        ("ftp://larne.example/", None),
        ("https://", None),
        ("http://[larne/", None),
        ("http://larne.example:port/", None),
        ("", None),
    ],
)
def test_an_address_becomes_that_of_a_home_page(address: str, home: str | None) -> None:
    assert home_address(address) == home


def test_an_address_that_is_none_is_wrong_usage() -> None:
    addition = refuse_address("ftp://larne.example/")
    assert addition.status == USAGE
    assert "no http(s) address" in str(addition.problem)


def test_a_site_gives_the_file_of_its_outlet(add, tmp_path: Path) -> None:
    addition = add(findings())
    assert (addition.name, addition.problem, addition.status) == ("larne", None, 0)
    assert list(addition.files) == [tmp_path / "outlets" / "larne.py"]
    assert "There is no folder" not in addition.lines
    assert [line for line in addition.lines if "No test is written: there is no folder" in line]


def test_a_site_that_was_not_reached_gives_its_trouble(add) -> None:
    addition = add(SiteFindings(home="https://larne.example/", trouble="no such name"))
    assert (addition.problem, addition.status, addition.lines) == ("no such name", WRONG, [])


def test_a_site_without_sources_gives_none(add) -> None:
    addition = add(findings(sources=[]))
    assert addition.status == WRONG
    assert "No source of articles" in str(addition.problem)


def test_a_name_that_is_taken_gets_its_country(add) -> None:
    assert add(findings("elcomercio.example")).name == "elcomercio_pe"
    assert add(findings("broken.example")).name == "broken_pe"


def test_two_sites_of_one_name_in_one_run_are_told_apart(add) -> None:
    assert add(findings("larne.example")).name == "larne"
    assert add(findings("larne.test")).name == "larne_pe"


def test_one_site_twice_in_one_run_is_one_outlet(add) -> None:
    add(findings("larne.example"))
    again = add(findings("www.larne.example"))
    assert again.status == USAGE
    assert "the site of 'larne'" in str(again.problem)
    edition = add(findings("larne.example", asked="https://larne.example/en/"))
    assert edition.name == "larne_en"


def test_an_outlet_that_is_declared_is_no_new_one_but_its_edition_is(add) -> None:
    declared = add(findings("www.radiohc.cu"))
    assert "scrapy outlet check radiohc" in str(declared.problem)
    assert add(findings("en.radiohc.cu")).name == "radiohc_en"
    assert add(findings("www.radiohc.cu"), name="other").name == "other"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"name": "no-name"}, "can't name a file"),
        ({"country": "Cuba"}, "two capital letters"),
        ({"timezone": "Mars/Base"}, "give an IANA zone"),
    ],
)
def test_what_is_wrong_with_what_was_said_is_wrong_usage(add, wanted: dict[str, str], said: str) -> None:
    addition = add(findings(), **wanted)
    assert addition.status == USAGE
    assert said in str(addition.problem)


def test_a_file_that_is_there_is_left(add, tmp_path: Path) -> None:
    (tmp_path / "outlets" / "larne.py").touch()
    assert add(findings()).name == "larne_pe"
    assert "exists already" in str(add(findings("other.example"), name="larne").problem)


def test_where_no_article_is_read_no_test_is_written(add, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    now = datetime(2026, 11, 20, tzinfo=UTC)
    url = "https://larne.example/news/48213-x"
    article = Article(url=url, key=url, outlet="larne", fetched_at=now)
    addition = add(findings(articles=[TriedArticle(url=url, html=b"", fetched_at=now, article=article)]))
    assert [line for line in addition.lines if "no article that was read" in line]


def test_files_are_written_with_their_folders(tmp_path: Path) -> None:
    write_files({tmp_path / "a" / "b.py": b"b", tmp_path / "c": b""})
    assert (tmp_path / "a" / "b.py").read_bytes() == b"b"
    assert (tmp_path / "c").is_file()


def test_the_account_of_a_list_names_each_address() -> None:
    well = Addition(address="https://a.example/", name="a")
    ill = Addition(address="b", problem="no address", status=USAGE)
    written, shown = summary_lines([well, ill], written=True), summary_lines([well], written=False)
    assert written[-1] == "2 addresses: 1 written, 1 not"
    assert "  https://a.example/  a written" in written
    assert "  b  no address" in written
    assert shown[-1] == "Nothing was written: look at it, and say --yes."
