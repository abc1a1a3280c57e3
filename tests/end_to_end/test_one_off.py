"""One-off pages: `crawl article` fetches what it was asked for, and leaves the rest alone."""

import pytest

from crawler.exit_status import EXIT_CODES
from tests.crawls import counts
from tests.site import Site
from tests.site.answer import Answer


@pytest.fixture
def site():
    with Site(articles=8).serve() as served:
        yield served


def asked_pages(site, since=0):
    """The articles' paths that were asked for."""
    paths = (request.path.partition("?utm")[0] for request in site.requests[since:])
    return [path for path in paths if path != "/robots.txt"]


def test_several_addresses_and_a_list_with_comments_and_bad_lines(sqlite_project, site):
    urls = [site.url(article) for article in site.articles]
    listed = sqlite_project.folder / "list"
    listed.write_text(
        f"\ufeff{urls[2]}\n# addresses\n\nnot an address\n  {urls[3]}  \nftp://a.example/1\n"
        f"http:a.example/2\nhttps:///a.example/3\nhttp://[::1/4\nhttps://me:secret@a.example/5\n{urls[2]}\n",
        "utf-8",
    )
    ended = sqlite_project.run(
        "crawl", "article", "-a", f"url={urls[0]}\n {urls[1]}\t", "-a", f"file={listed}", LOG_LEVEL="ERROR"
    )
    assert ended.status == 0, ended.err
    assert set(sqlite_project.stored()) == set(urls[:4])
    assert "'not an address' is no http(s) address" in ended.err
    run = sqlite_project.last_run()
    assert counts(run) == {"taken": 4, "done": 4}
    assert run.counts["links"]["no-url"] == 6
    assert ended.err.count("is no http(s) address") == 5
    assert "'https://***@a.example/5' holds a user's name" in ended.err
    assert "secret" not in ended.err
    assert {article.article.discovered_via for article in sqlite_project.articles()} == {"asked"}


def test_a_list_from_standard_input_fetches_known_pages_only_if_pending_or_due(sqlite_project, site):
    first, second, third = (site.url(article) for article in site.articles[:3])
    assert sqlite_project.run("crawl", "article", "-a", f"url={first}").status == 0
    before = len(site.requests)
    ended = sqlite_project.run("crawl", "article", "-a", "file=-", stdin=f"{first}\n{second}\n{third}\n")
    assert ended.status == 0, ended.err
    run = sqlite_project.last_run()
    assert counts(run) == {"taken": 2, "done": 2}
    assert run.counts["links"]["known"] == 1
    assert site.articles[0].path not in asked_pages(site, before)
    ended = sqlite_project.run("crawl", "article", "-a", f"url={first}")
    assert site.asked(site.articles[0])[-1].status == 304
    assert counts(sqlite_project.last_run()) == {"taken": 1, "unchanged": 1}


def test_a_pending_page_is_resumed_by_whoever_asked_for_it_alone(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    assert sqlite_project.crawl("-a", "limit=1").status == 0
    waiting = {url for url, state in sqlite_project.pages().items() if state == "pending"}
    assert len(waiting) == 7
    asked = site.articles[4]
    hanging, other = site.articles[5], f"{site.origin}/?p={site.articles[6].number}"
    site.script(hanging, Answer(status=500), times=1)
    before = len(site.requests)
    assert sqlite_project.run("crawl", "article", "-a", f"url={site.url(asked)} {other}").status == 0
    assert set(asked_pages(site, before)) == {
        asked.path,
        f"/?p={site.articles[6].number}",
        site.articles[6].path,
    }
    outlets = sqlite_project.query("SELECT DISTINCT outlet, asked_by FROM pages WHERE kind = 'article'")
    assert ("local", "local") in [tuple(row) for row in outlets]
    assert sqlite_project.crawl().status == 0
    assert len(sqlite_project.stored()) == 8


def test_an_address_of_a_declared_outlet_gets_its_rules_name_and_id_and_any_other_its_host(
    sqlite_project, site
):
    url = site.url(site.articles[0])
    assert sqlite_project.run("crawl", "article", "-a", f"url={url}").status == 0
    (as_host,) = sqlite_project.articles()
    assert as_host.article.outlet == site.origin.removeprefix("http://")
    assert as_host.article.outlet_article_id is None
    due = "SELECT due_at FROM pages WHERE kind = 'article' AND due_at IS NOT NULL"
    assert sqlite_project.query(due) == []
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    other = site.url(site.articles[1])
    assert sqlite_project.run("crawl", "article", "-a", f"url={other}").status == 0
    found = {one.article.url: one.article for one in sqlite_project.articles()}[other]
    assert (found.outlet, found.outlet_article_id) == ("local", str(site.articles[1].number))
    assert found.key == f"local:{site.articles[1].number}"
    assert found.article_section == site.articles[1].section
    assert len(sqlite_project.query(due)) >= 1


def test_failures_of_a_host_without_an_outlet_are_never_due_again(sqlite_project, site):
    gone, broken = site.articles[:2]
    site.script(gone, Answer(status=404))
    site.script(broken, Answer(status=500))
    urls = f"{site.url(gone)} {site.url(broken)} {site.url('/private/1-a')}"
    ended = sqlite_project.run("crawl", "article", "-a", f"url={urls}")
    assert ended.status == EXIT_CODES["nothing"], ended.err
    assert counts(sqlite_project.last_run()) == {"taken": 3, "gone": 1, "failed": 1, "rejected": 1}
    assert sqlite_project.query("SELECT url FROM pages WHERE due_at IS NOT NULL") == []


def test_limit_holds_for_one_off_pages_too(sqlite_project, site):
    urls = " ".join(site.url(article) for article in site.articles)
    assert sqlite_project.run("crawl", "article", "-a", f"url={urls}", "-a", "limit=3").status == 0
    assert len(sqlite_project.stored()) == 3
