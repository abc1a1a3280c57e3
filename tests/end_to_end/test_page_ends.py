"""How a page ends: a test for each row of the table; what signals and kills leave is in `test_faults`."""

from datetime import timedelta
from threading import Event

import pytest

from tests.crawls import Ended as Finished
from tests.crawls import Project, counts
from tests.site import Site
from tests.site.answer import Answer, page, redirect
from tests.site.pages import frame

pytestmark = pytest.mark.system

HTML = {"Content-Type": "text/html; charset=utf-8"}
#: Callback and pipeline of an outlet that goes wrong on some of its articles.
BODY = """
from crawler.settings import ITEM_PIPELINES as _pipelines
custom_settings = {"ITEM_PIPELINES": {**_pipelines, "dropping.Dropping": 350}}

def parse_article(self, response, **arguments):
    if "/1003-" in response.url:
        return
    if "/1004-" in response.url:
        raise LookupError("no such thing")
    yield from super().parse_article(response, **arguments)
"""
DROPPING = """
from scrapy.exceptions import DropItem

class Dropping:
    def process_item(self, item):
        if "/1005-" in item.url:
            raise DropItem("Advert, not news")
        return item
"""


class Ended:
    """Two runs over one site: the outlet's own, then one for addresses that were asked for."""

    def __init__(self, project: Project, site: Site) -> None:
        self.project, self.site = project, site
        self.articles = {str(article.number): article for article in site.articles}
        self.runs = []

    def listed(self, number: int) -> str:
        """An article's path as the feed has it."""
        return f"{self.articles[str(number)].path}?utm_source=rss&utm_medium=feed"

    def run(self, *arguments: str) -> None:
        """Run, and keep how it ended."""
        self.note(self.project.run(*arguments))

    def note(self, ended: Finished) -> None:
        """Keep how a run ended."""
        assert ended.status in (0, 7), ended.err
        self.runs.append(self.project.last_run())

    def states(self) -> dict[str, tuple[str, str | None]]:
        """Number (or address) -> state and reason."""
        rows = self.project.query("SELECT key, url, state, reason FROM pages WHERE kind = 'article'")
        return {row.key.removeprefix("local:"): (row.state, row.reason) for row in rows}

    def due(self, number: int) -> timedelta | None:
        """How long after its fetch a page is due."""
        query = "SELECT interval FROM pages WHERE key = :key"
        seconds = self.project.query(query, key=f"local:{number}")[0].interval
        return None if seconds is None else timedelta(seconds=seconds)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """After the outlet's own run."""
    folder = tmp_path_factory.mktemp("ends")
    project = Project(folder, f"sqlite:///{folder}/crawler.db")
    with Site(articles=18, markups=("jsonld", "plain")).serve() as site:
        ended = Ended(project, site)
        project.plant("dropping", DROPPING)
        project.outlet(site, feeds=["/rss.xml"], body=BODY)
        other_is_stored = Event()
        lost = "<h1>Página no encontrada</h1><p>La página que busca no existe o ha sido retirada.</p>"
        other = site.respond("GET", ended.articles["1014"].path, {})
        scripts = {
            1006: Answer(status=404),
            1007: Answer(status=410),
            1008: page(frame("Página no encontrada", lost)),
            1009: Answer(status=500),
            1010: Answer(manner="silent"),
            1011: Answer(manner="reset"),
            1012: redirect(ended.articles["1013"].path),
            1015: Answer(other.body, headers=HTML, until=other_is_stored),
        }
        for number, answer in scripts.items():
            # an idle connection that is reset is tried again on a new one
            site.script(ended.listed(number), answer, times=None if number == 1011 else 1)
        running = project.start("crawl", "local", hanging="/1010-")
        running.wait_until(lambda: ended.states().get("1014") == ("done", "new"))
        other_is_stored.set()
        ended.note(running.wait())
        ended.first = ended.states()
        yield ended


@pytest.fixture(scope="module")
def second(first):
    """After the run for what was asked for."""
    site, known = first.site, first.articles
    same = site.respond("GET", known["1002"].path, {})
    site.script(first.listed(1002), Answer(same.body, headers=HTML), times=1)
    grown = site.respond("GET", known["1013"].path, {}).body.replace(b"</body>", b"<!-- ad 7 --></body>")
    site.script(first.listed(1013), Answer(grown, headers=HTML), times=1)
    site.edit(known["1016"])
    site.script(first.listed(1017), Answer(status=404), times=1)
    asked = [site.url(known[number]) for number in ("1001", "1002", "1013", "1016", "1017")]
    more = [site.url("/private/1-a"), "http://localhost:9/news/2-b", "http://10.0.0.1/news/3-c"]
    first.run("crawl", "article", "-a", f"url={' '.join([*asked, *more])}")
    first.second = first.states()
    return first


def test_row_item_stored_is_done(first):
    assert first.first["1001"] == ("done", "new")
    stored = [number for number, (state, _) in first.first.items() if state in ("done", "unchanged")]
    assert sorted(one.article.outlet_article_id for one in first.project.articles()) == sorted(stored)


def test_row_item_stored_with_the_same_text_is_unchanged(second):
    assert second.second["1013"] == ("unchanged", None)


def test_row_item_stored_with_another_text_is_done_and_a_version(second):
    assert second.second["1016"] == ("done", "edited")
    versions = {one.article.outlet_article_id: one.version for one in second.project.articles()}
    assert {number: version for number, version in versions.items() if version != 1} == {"1016": 2}


def test_row_304_is_unchanged(second):
    assert second.second["1001"] == ("unchanged", "not-modified")
    assert second.site.asked(second.listed(1001))[-1].status == 304


def test_row_the_same_body_is_unchanged(second):
    assert second.second["1002"] == ("unchanged", "same-body")


def test_row_callback_without_an_article_is_rejected(first):
    assert first.first["1003"] == ("rejected", "no-article")


def test_row_callback_that_raises_is_dead_with_its_letter(first):
    assert first.first["1004"] == ("dead", "LookupError")
    (letter,) = first.project.letters()
    assert (letter.letter.stage, letter.letter.reason) == ("callback", "LookupError: no such thing")


def test_row_dropped_item_is_rejected_with_its_reason(first):
    assert first.first["1005"] == ("rejected", "advert-not-news")


def test_row_404_410_and_soft_404_are_gone(first):
    assert first.first["1006"] == ("gone", "http-404")
    assert first.first["1007"] == ("gone", "http-410")
    assert first.first["1008"] == ("gone", "soft-404")


def test_row_gone_what_was_stored_stays(second):
    assert second.second["1017"] == ("gone", "http-404")
    assert "1017" in {one.article.outlet_article_id for one in second.project.articles()}


def test_row_another_status_a_timeout_or_a_lost_connection_is_failed_and_backs_off(first):
    assert first.first["1009"] == ("failed", "http-500")
    assert first.first["1010"] == ("failed", "timeout")
    assert first.first["1011"] == ("failed", "connection-lost")
    assert {first.due(number) for number in (1009, 1010, 1011)} == {timedelta(minutes=15)}


def test_row_robots_and_guard_are_rejected_with_the_reason(second):
    assert second.second["1"] == ("rejected", "robots")
    assert second.second["http://localhost:9/news/2-b"] == ("rejected", "private-address")
    assert second.second["https://10.0.0.1/news/3-c"] == ("rejected", "private-address")
    assert not [request for request in second.site.requests if request.path.startswith("/private")]


def test_row_a_final_or_canonical_address_that_is_another_pages_is_merged(first):
    assert first.first["1012"] == ("merged", "same article as local:1013")
    assert first.first["1015"] == ("merged", "same article as local:1014")
    stored = [one.article.outlet_article_id for one in first.project.articles()]
    assert sorted(stored) == sorted(set(stored))
    assert not {"1012", "1015"} & set(stored)


def test_the_account_of_each_run_adds_up(second):
    first, then = second.runs
    assert first.accounting_ok
    assert then.accounting_ok
    ends = counts(first)
    stored = ends.pop("done") + ends.pop("unchanged", 0)  # 1013 may be stored by way of 1012
    assert stored == 7
    assert ends == {"taken": 18, "rejected": 2, "gone": 3, "failed": 3, "dead": 1, "merged": 2}
    assert counts(then) == {"taken": 8, "done": 1, "unchanged": 3, "gone": 1, "rejected": 3}
