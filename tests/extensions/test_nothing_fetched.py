"""A run that fetched nothing says why in one line, and has an exit status of its own."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace

import pytest

from crawler.exit_status import EXIT_CODES
from crawler.extensions.nothing_fetched import NothingFetched, describe_troubles, explain_nothing
from crawler.records import STATES, Arguments
from tests.crawls import Ended, Project
from tests.site import Site
from tests.site.answer import document
from tests.terminals import open_terminal

NOTHING = EXIT_CODES["nothing"]


def explained(
    *,
    article: dict[str, int] | None = None,
    source: dict[str, int] | None = None,
    links: dict[str, int] | None = None,
    troubles: dict[str, int] | None = None,
    sections: str = "",
    only_due: bool = False,
    one_off: bool = False,
    backlog: int = 0,
    **arguments: object,
) -> NothingFetched | None:
    """What is said of a run whose pages ended so."""
    counts = {name: dict.fromkeys(STATES, 0) | (of or {}) for name, of in
              (("article", article), ("source", source))}  # fmt: skip
    for of in counts.values():
        of["taken"] = sum(of.values())
    account = SimpleNamespace(
        troubles=Counter(troubles or {}),
        examples=dict.fromkeys(troubles or {}, "https://larne.example/1"),
        sections=Counter(sections.split()),
    )
    session = SimpleNamespace(account=account, only_due=only_due)
    spider = SimpleNamespace(one_off=one_off, arguments=Arguments(**arguments))
    return explain_nothing(counts, links or {}, session, spider, backlog=backlog)


@pytest.mark.parametrize(
    "run",
    [
        {"article": {"done": 1}},
        {"article": {"unchanged": 1}, "source": {"failed": 3}},
        {"source": {"unchanged": 2}},
        {"source": {"done": 1}, "links": {"known": 20}},
        {"source": {"done": 1}, "links": {"known": 1, "other-section": 20}, "section": "sport"},
        {"source": {"done": 1}, "links": {"new": 20}, "backlog": 20},
        {"source": {"unchanged": 1}, "only_due": True},
        {"article": {"rejected": 9}, "source": {"done": 1}, "troubles": {"no-body": 8, "robots": 1}},
    ],
    ids=str,
)
def test_a_run_that_fetched_something_or_has_no_news_says_nothing(run):
    assert explained(**run) is None


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (
            {"source": {"done": 1}, "links": {"other-section": 9}, "section": "sprot",
             "sections": "news news sport"},
            "no link is of the section 'sprot' (did you mean 'sport'?); the sections there are: news, sport",
        ),
        (
            {"source": {"done": 1}, "links": {"other-section": 9}, "section": "sprot"},
            "no link is of the section 'sprot': the addresses of its articles name none",
        ),
        ({"source": {"failed": 2}, "troubles": {"dns": 2}},
         "the name larne.example can't be resolved (DNS): look at its spelling, and whether the site still"
         " exists (so with 2 pages)"),
        ({"article": {"rejected": 1}, "troubles": {"paywall": 1}, "one_off": True},
         "https://larne.example/1 ended with the reason paywall"),
        ({"source": {"done": 1}, "links": {"not-an-article": 4, "foreign-host": 2}},
         "its sources name no article to take: 2 foreign-host, 4 not-an-article"),
        (
            {"article": {"failed": 2}, "source": {"done": 1}, "troubles": {"refused": 2}},
            "larne.example refuses the connection: look whether the site answers in a browser"
            " (so with 2 pages)",
        ),
        ({"source": {"done": 1}}, "its sources name no article to take: they are empty"),
        ({"one_off": True}, "no address was given: the list, or the archive, holds none"),
        ({"one_off": True, "links": {"no-url": 2}}, "none of the addresses is one to fetch: 2 no-url"),
    ],
)  # fmt: skip
def test_what_is_not_usual_has_the_status(run, why):
    assert explained(**run) == NothingFetched(why)


@pytest.mark.parametrize(
    ("run", "why"),
    [
        (
            {"source": {"pending": 1}, "troubles": {"retry-after": 1}},
            "larne.example asks to be left alone for now",
        ),
        ({"only_due": True}, "no source is due, and no page waits"),
        ({"one_off": True, "links": {"known": 3}}, "all 3 addresses are known already"),
        ({"source": {"failed": 1}, "troubles": {"http-503": 1}, "only_due": True}, "HTTP 503"),
        ({"article": {"rejected": 1}, "source": {"done": 1}, "links": {"known": 19, "new": 1},
          "troubles": {"robots": 1}}, "forbids https://larne.example/1"),
    ],
)  # fmt: skip
def test_what_is_usual_is_said_without_it(run, why):
    found = explained(**run)
    assert found.is_usual
    assert why in found.why


def test_the_most_frequent_reason_is_in_words_and_the_others_are_counted():
    said = describe_troubles(
        Counter(dns=1, robots=3), {"dns": "https://a.example", "robots": "https://b.example/"}
    )
    assert said.startswith("robots.txt of b.example forbids https://b.example/")
    assert said.endswith("(so with 3 pages); besides: 1 dns")


def why_of(ended: Ended) -> str:
    """The line that says why nothing was fetched."""
    lines = [line for line in ended.err.splitlines() if "nothing was fetched: " in line]
    assert len(lines) == 1, ended.err
    assert "Traceback" not in ended.err
    return lines[0].partition("nothing was fetched: ")[2]


@pytest.fixture
def outlet(sqlite_project: Project, news_site: Site) -> Project:
    """The project with an outlet of the site."""
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    return sqlite_project


def test_a_section_that_is_not_there_is_answered_with_those_there_are(outlet):
    ended = outlet.crawl("-a", "section=nosuch")
    assert ended.status == NOTHING
    said = why_of(ended)
    assert said.startswith("no link is of the section 'nosuch'; the sections there are: ")
    assert "news" in said.partition("there are: ")[2].split(", ")
    assert outlet.last_run().status == "finished"


def test_an_address_that_robots_txt_forbids_is_told(sqlite_project, news_site):
    news_site.script("/robots.txt", document("User-agent: *\nDisallow: /\n", "text/plain"))
    url = news_site.url(news_site.articles[0])
    ended = sqlite_project.run("crawl", "article", "-a", f"url={url}")
    assert ended.status == NOTHING
    assert why_of(ended).startswith("robots.txt of 127.0.0.1 forbids ")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "private.test"])
def test_a_host_that_the_guard_stops_is_told(sqlite_project, host):
    sqlite_project.plant(
        "resolving",
        """
        from twisted.internet.defer import succeed
        from crawler.middlewares.guard import GuardedResolver

        class Resolver(GuardedResolver):
            def getHostByName(self, name, timeout=()):
                return succeed("10.1.2.3").addCallback(self._checked, name)
        """,
    )
    settings = {"GUARD_ALLOWED_HOSTS": "", "TWISTED_DNS_RESOLVER": "resolving.Resolver"}
    ended = sqlite_project.run("crawl", "article", "-a", f"url=http://{host}/1", **settings)
    assert ended.status == NOTHING
    assert why_of(ended).startswith(f"{host} is a private address, or leads to one, which the guard")


def test_where_every_source_failed_it_is_said_why(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/no.xml", "/neither.xml"])
    ended = sqlite_project.crawl()
    assert ended.status == EXIT_CODES["unreachable"]
    assert why_of(ended).startswith("HTTP 404 from http://127.0.0.1:")
    assert "(so with 2 pages)" in why_of(ended)


def test_a_list_that_is_known_already_is_no_fault(outlet):
    urls = [row.article.url for row in outlet.articles()] if outlet.crawl("-a", "limit=2").status == 0 else []
    assert len(urls) == 2
    (outlet.folder / "list").write_text("\n".join(urls), "utf-8")
    ended = outlet.run("crawl", "article", "-a", f"file={outlet.folder}/list", LOG_LEVEL="INFO")
    assert ended.status == 0
    assert "all 2 addresses are known already" in why_of(ended)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_on_a_terminal_it_stands_below_the_account_and_fits(outlet, columns):
    with open_terminal(outlet, "crawl", "local", "-a", "section=nosuch", columns=columns) as terminal:
        assert terminal.wait() == NOTHING
    assert "local: nothing was fetched: no link is of the section 'nosuch'" in terminal.text
    assert "Traceback" not in terminal.text
