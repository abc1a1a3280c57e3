"""What later runs find of a source that an earlier run read in part, narrowed, or not at all."""

from dataclasses import replace

from sqlalchemy import text

from tests.crawls import Project, counts
from tests.site import Site
from tests.site.answer import Answer


def test_what_a_narrowed_run_left_is_found_by_the_next(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    sqlite_project.crawl("-a", "section=sport")
    assert len(sqlite_project.stored()) < 20
    sqlite_project.crawl()
    assert [request.status for request in news_site.asked("/rss.xml")] == [200, 200]
    assert len(sqlite_project.stored()) == 20


def test_a_next_page_that_failed_is_asked_for_again_once_it_is_due(sqlite_project):
    with Site(articles=120).serve() as site:
        sqlite_project.outlet(site, listings=["/section/news"])
        site.script("/section/news?page=2", Answer(status=500), times=1)
        sqlite_project.crawl()
        before = len(sqlite_project.stored())
        assert before
        _make_due(sqlite_project)
        sqlite_project.crawl()
        assert [request.status for request in site.asked("/section/news?page=2")] == [500, 200]
        assert len(sqlite_project.stored()) > before


def test_a_page_that_reloads_itself_each_minute_is_read(sqlite_project, news_site):
    sqlite_project.outlet(news_site, listings=["/section/news"])
    reload = f'<meta http-equiv="refresh" content="60; url={news_site.url("/section/news")}">'
    usual = news_site.respond("GET", "/section/news", {})
    news_site.script(
        "/section/news", replace(usual, body=usual.body.replace(b"<head>", f"<head>{reload}".encode()))
    )
    assert sqlite_project.crawl().status == 0
    assert sqlite_project.stored()


def test_an_undated_sitemap_gives_its_newest_links_alone_also_when_they_are_known(sqlite_project, news_site):
    sqlite_project.outlet(news_site, sitemaps=["/sitemap.txt"])
    for number in range(2):
        listed = _listed(news_site)
        other = replace(listed, body=listed.body + b"\n" * number)  # the same body would not be read again
        news_site.script("/sitemap.txt", other, times=1)
        sqlite_project.crawl(UNDATED_SITEMAP_LIMIT=5)
    assert len(sqlite_project.stored()) == 5
    assert sqlite_project.last_run().counts["links"]["undated-limit"] == 15


def _make_due(project: Project) -> None:
    store = project.store()
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE pages SET due_at = '2000-01-01' WHERE due_at IS NOT NULL"))
    store.close()


def _listed(site: Site) -> Answer:
    lines = "\n".join(site.url(article) for article in site.articles[:20])
    return Answer(lines.encode(), headers={"Content-Type": "text/plain"})


def test_one_address_that_is_none_does_not_take_the_others_along(sqlite_project, news_site, tmp_path):
    good = [news_site.url(article) for article in news_site.articles[:2]]
    listed = tmp_path / "addresses.txt"
    listed.write_text("\n".join([good[0], "http://a%b.example/1", "http://256.256.256.256/", good[1]]))
    ended = sqlite_project.run("crawl", "article", "-a", f"file={listed}")
    assert ended.status == 0, ended.err
    assert "http://a%b.example/1" in ended.err
    assert counts(sqlite_project.last_run()) == {"taken": 2, "done": 2}
    refused = sqlite_project.run("crawl", "article", "-a", f"url=http://a%b.example/1 {good[0]}")
    assert refused.status == 2
    assert "is no http(s) address" in refused.err


def test_the_window_opens_with_the_first_poll_also_where_since_was_given(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    day = news_site.truth(news_site.articles[0]).date_published.date().isoformat()
    sqlite_project.crawl("-a", f"since={day}")
    store = sqlite_project.store()
    assert store.watch_since("local") is not None
    store.close()


def test_validators_go_to_the_address_alone_that_gave_them(sqlite_project, news_site):
    moved, other = news_site.articles[:2]
    url = news_site.url(moved)
    assert sqlite_project.run("crawl", "article", "-a", f"url={url}").status == 0
    news_site.script(moved, Answer(status=302, headers={"Location": other.path}))
    assert sqlite_project.run("crawl", "article", "-a", f"url={url}").status == 0
    asked = news_site.asked(other)
    assert len(asked) == 1
    assert not {"if-none-match", "if-modified-since"} & asked[0].headers.keys()
