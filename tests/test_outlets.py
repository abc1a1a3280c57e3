"""Every outlet reads its own pages: one test for all of them, and what their definitions must hold."""

import gzip
import importlib.util
import json
import re
import sys
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import pytest

from crawler.outlet import OutletSpider
from crawler.outlet.attributes import as_source
from crawler.records import SOURCE_KINDS
from crawler.spiderloader import declared_outlets, owner_of_url
from tests.growth import check_linear
from tests.outlets import cases, read, read_case, record_for_test

OUTLETS = declared_outlets()
CASES = cases()
BY_NAME = {outlet.name: outlet for outlet in OUTLETS}
#: Publishers of the corpora whose pages go through the outlet's own spider.
PUBLISHERS = {
    "AnadoluAjansi": "aa",
    "HabariLeo": "habarileo",
    "LaVanguardia": "lavanguardia",
    "LRT": "lrt",
    "MalayMail": "malaymail",
    "TheNamibian": "namibian",
    "People": "people",
    "SeznamZpravy": "seznamzpravy",
    "TaipeiTimes": "taipeitimes",
    "Taz": "taz",
    "TokyoShimbun": "tokyo_np",
    "VnExpress": "vnexpress",
}


def sources(outlet):
    """Kind and source, one at a time."""
    return [(kind, as_source(one)) for kind in SOURCE_KINDS for one in getattr(outlet, f"{kind}s")]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_page_gives_the_record(case):
    made = read_case(case, BY_NAME)
    assert record_for_test(made) == case.data["article"], "if the new record is right: `make records`"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_article_is_known_by_all_its_addresses(case):
    outlet, data = BY_NAME[case.outlet], case.data
    assert outlet.is_article_url(data["url"])
    for url in data["same"]:
        assert outlet.is_article_url(url), url
        assert outlet.key(url) == outlet.key(data["url"]), url
        assert owner_of_url(url) is outlet, url


@pytest.mark.parametrize("case", CASES, ids=str)
def test_other_addresses_of_the_outlet_are_no_articles(case):
    outlet = BY_NAME[case.outlet]
    for url in [*case.data["refused"], *(source.url for _, source in sources(outlet))]:
        assert not outlet.is_article_url(url), url


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
def test_every_outlet_has_a_page(outlet):
    own = [case for case in CASES if case.outlet == outlet.name]
    assert own, f"add tests/outlets/{outlet.name}/<name>.html and <name>.json"
    assert any(case.data["refused"] for case in own), "name addresses of it that are no articles"


def test_every_page_has_an_outlet():
    assert {case.outlet for case in CASES} == {outlet.name for outlet in OUTLETS}


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
def test_every_source_says_where_it_was_found_and_is_the_outlets_own(outlet):
    for _, source in sources(outlet):
        assert source.found, source.url
        assert outlet.owns(source.url), source.url
    assert outlet.unverified is None or not any(source.verified for _, source in sources(outlet))


def test_the_outlets_are_of_many_countries_and_kinds():
    verified = [outlet for outlet in OUTLETS if outlet.unverified is None]
    assert len({outlet.country for outlet in verified} - {BY_NAME["radiohc"].country}) >= 9
    only = {kinds.pop() for outlet in verified if len(kinds := {kind for kind, _ in sources(outlet)}) == 1}
    assert only == set(SOURCE_KINDS)
    spoken = {language for outlet in verified for language in outlet.languages}
    assert {"zh", "ja"} & spoken
    unverified = {language for outlet in OUTLETS if outlet.unverified for language in outlet.languages}
    assert unverified == {"ar", "uk"}


@pytest.mark.parametrize("outlet", OUTLETS, ids=lambda outlet: outlet.name)
def test_the_pattern_is_linear(outlet):
    search = partial(re.search, outlet.article_url or "")
    for piece in ("/", "/a", "-1", "/1-", "a/", "/news", "1", "/!", "-", "/2024/01"):
        check_linear(search, lambda size, piece=piece: "/" + piece * (size // len(piece)))


@pytest.fixture(scope="session")
def score(corpora):
    """The corpora's own measure of an extracted article."""
    path = corpora.parent / "bench" / "score_articles.py"
    if not path.is_file():
        pytest.skip(f"no {path.name} beside the corpora")
    spec = importlib.util.spec_from_file_location("score_articles", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("publisher", PUBLISHERS)
def test_the_corpora_s_pages_give_title_date_and_body(publisher, corpora, score):
    folder = corpora / "articles" / "publishers"
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["publisher"] == publisher]
    assert rows
    for row in rows:
        scores = scored(BY_NAME[PUBLISHERS[publisher]], row, folder, score)
        assert scores["title"] == 1 or row["id"] in TITLES, row["url"]
        assert scores["date"] == 1 or row["id"] in DATES, row["url"]
        assert scores["f1"] >= 0.85, (row["url"], scores)


#: The gold has the page's <title> with the names of section and site, or a zero-width space.
TITLES = {"d76ba35157b0872b", "c5f698813aaaf038"}
#: The gold took 5 April for 4 May: the date lies after the capture.
DATES = {"f5ee72136d914527"}


def scored(outlet: type[OutletSpider], row, folder, score):
    """Scores of the record that the outlet makes of a page of the corpora."""
    fetched = datetime.fromisoformat(row["fetched_at"]).replace(tzinfo=UTC)
    body = gzip.decompress((folder / row["html"]).read_bytes())
    made = read(outlet, body, url=row["url"], archive_date=fetched)
    assert owner_of_url(row["url"]) is outlet
    assert urlsplit(made.url).hostname
    prediction = {"headline": made.headline, "date_published": str(made.date_published), "body": made.body}
    return score.score_page(row["gold"], prediction)
