"""A whole crawl over real HTTP, on SQLite and on PostgreSQL."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from tests.crawls import counts
from tests.site import Site

EVERYTHING = {
    "feeds": ["/rss.xml", "/atom.xml", "/feed.json"],
    "sitemaps": ["/robots.txt", "/sitemap.txt"],
    "listings": ["/", "/section/news"],
}


def test_a_crawl_stores_what_the_site_published_each_once(project, news_site):
    project.outlet(news_site, **EVERYTHING)
    ended = project.crawl()
    assert ended.status == 0, ended.err
    truth = {url: record.headline for url, record in news_site.published().items()}
    assert project.stored() == truth
    run = project.last_run()
    assert run.accounting_ok
    assert run.status == "finished"
    assert counts(run) == {"taken": len(truth), "done": len(truth)}


def test_a_second_crawl_polls_the_sources_and_fetches_no_known_article(project, news_site):
    project.outlet(news_site, **EVERYTHING)
    assert project.crawl().status == 0
    before = project.stored()
    asked = len(news_site.requests)
    assert project.crawl().status == 0
    polled = {urlsplit(request.path).path for request in news_site.requests[asked:]}
    assert {"/rss.xml", "/atom.xml", "/feed.json", "/sitemap.txt", "/", "/section/news"} <= polled
    assert not [path for path in polled if path.count("/") == 2 and path.split("/")[2][:1].isdigit()]
    assert project.stored() == before
    assert counts(project.last_run()) == {}


def test_validators_make_the_second_poll_a_304(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    sqlite_project.crawl()
    sqlite_project.crawl()
    assert [request.status for request in news_site.asked("/rss.xml")] == [200, 304]
    assert counts(sqlite_project.last_run(), "source") == {"taken": 1, "unchanged": 1}


def test_an_index_of_sitemaps_is_read_whole_so_that_its_children_are_polled(sqlite_project, news_site):
    sqlite_project.outlet(news_site, sitemaps=["/sitemap.xml"])
    sqlite_project.crawl()
    new = news_site.publish()
    sqlite_project.crawl()
    assert news_site.url(new) in sqlite_project.stored()


def test_each_trouble_ends_its_page_as_the_table_says(project):
    with Site(articles=6).serve() as site:
        project.outlet(site, feeds=["/trouble.xml"])
        ended = project.crawl(hanging="slow-headers|hanging-body|oversize")
        assert ended.status == 0, ended.err
        assert "Traceback" not in ended.err
        states = project.pages()
        for path, trouble in site.troubles.items():
            if trouble.linked:
                assert states[site.url(path)] in trouble.ends, trouble.name
        assert project.last_run().accounting_ok
        assert not site.foreign_requests


def test_an_article_is_stored_once_whichever_form_of_its_address_leads_there(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    article = news_site.articles[3]
    forms = " ".join([*news_site.forms(article), news_site.url(f"/?p={article.number}")])
    ended = sqlite_project.run("crawl", "article", "-a", f"url={forms}")
    assert ended.status == 0, ended.err
    assert len(sqlite_project.stored()) == 1


def test_an_edit_is_a_version_and_a_deleted_article_stays(project, news_site):
    project.outlet(news_site, feeds=["/rss.xml"])
    edited, deleted = news_site.articles[:2]
    urls = f"{news_site.url(edited)} {news_site.url(deleted)}"
    project.run("crawl", "article", "-a", f"url={urls}")
    news_site.edit(edited, headline="Otro titular para la misma noticia")
    news_site.delete(deleted, status=404)
    assert project.run("crawl", "article", "-a", f"url={urls}").status == 0
    assert counts(project.last_run()) == {"taken": 2, "done": 1, "gone": 1}
    store = project.store()
    found = store.article(news_site.url(edited))
    assert found is not None
    assert [version.number for version in store.versions(found.id)] == [1, 2]
    assert found.article.headline == "Otro titular para la misma noticia"
    assert store.article(news_site.url(deleted)) is not None
    store.close()


def test_a_known_article_that_is_asked_for_again_is_fetched_conditionally(sqlite_project, news_site):
    url = news_site.url(news_site.articles[0])
    for _ in range(2):
        assert sqlite_project.run("crawl", "article", "-a", f"url={url}").status == 0
    assert [request.status for request in news_site.asked(news_site.articles[0])] == [200, 304]
    assert counts(sqlite_project.last_run()) == {"taken": 1, "unchanged": 1}


def test_limit_takes_up_that_many_and_the_next_run_goes_on(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    sqlite_project.crawl("-a", "limit=5")
    assert len(sqlite_project.stored()) == 5
    sqlite_project.crawl()
    assert len(sqlite_project.stored()) == len(news_site.articles[:20])


def test_section_takes_only_its_articles(sqlite_project, news_site):
    sqlite_project.outlet(news_site, feeds=["/rss.xml"])
    sqlite_project.crawl("-a", "section=sport")
    stored = sqlite_project.stored()
    assert stored
    assert {urlsplit(url).path.split("/")[1] for url in stored} == {"sport"}


@pytest.mark.parametrize("source", ["/rss.xml", "/section/news"])
def test_since_leaves_what_its_source_dates_before_it(sqlite_project, source):
    with Site(articles=60, spacing=timedelta(hours=3)).serve() as site:
        kind = "feeds" if source == "/rss.xml" else "listings"
        sqlite_project.outlet(site, **{kind: [source]})
        newest = site.articles[0]
        day = site.truth(newest).date_published.date().isoformat()
        sqlite_project.crawl("-a", f"since={day}")
        stored = sqlite_project.stored()
        assert site.url(newest) in stored or kind == "listings"
        assert 0 < len(stored) < len(site.published())
        assert sqlite_project.last_run().counts["links"]["too-old"] > 0


def test_disallowed_pages_are_never_asked_for_even_when_many_wait_for_robots_txt(sqlite_project, news_site):
    urls = " ".join(news_site.url(f"/private/{number}-nota") for number in range(12))
    sqlite_project.run("crawl", "article", "-a", f"url={urls}")
    assert {request.path for request in news_site.requests} == {"/robots.txt"}
    assert counts(sqlite_project.last_run()) == {"taken": 12, "rejected": 12}
