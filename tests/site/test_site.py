"""The site serves over real HTTP what it says is true."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
from datetime import UTC, datetime, timedelta
from html import unescape
from xml.etree import ElementTree

import pytest

from tests.site import Answer, Site, SiteArticle
from tests.site.article import MARKUPS
from tests.site.site import ARTICLE_URL
from tests.waiting import NET, run_to_end

pytestmark = pytest.mark.system


def fetch(
    site: Site, target: str, *, timeout: float = NET, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, and body as sent."""
    connection = http.client.HTTPConnection(site.origin.removeprefix("http://"), timeout=timeout)
    try:
        connection.request(
            "GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


def text_of(body: bytes, charset: str = "utf-8") -> str:
    """The paragraphs' letters as a reader sees them."""
    return unescape(body.decode(charset))


def of_markup(site: Site, markup: str) -> SiteArticle:
    return next(article for article in site.articles if article.markup == markup)


def trouble(site: Site, name: str) -> str:
    return next(path for path, one in site.troubles.items() if one.name == name)


@pytest.mark.parametrize("markup", MARKUPS)
def test_an_article_says_what_is_true_of_it(news_site: Site, markup: str) -> None:
    article = of_markup(news_site, markup)
    status, headers, body = fetch(news_site, article.path)
    charset = "iso-8859-1" if markup == "latin1" else "utf-8"
    assert (status, headers["content-type"]) == (200, f"text/html; charset={charset}")
    truth = news_site.truth(article)
    page = text_of(body, charset)
    assert truth.headline in page
    assert truth.authors[0] in page
    first_page = truth.body.split("\n\n")[: 2 if markup == "paged" else None]
    assert all(paragraph in page for paragraph in first_page)
    assert re.search(ARTICLE_URL, article.path)


def test_the_same_seed_makes_the_same_site() -> None:
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    sites = [Site(seed=seed, articles=12, now=now) for seed in (1, 1, 2)]
    records = [site.published() for site in sites]
    assert records[0] == records[1] != records[2]
    assert len(records[0]) == 12


def test_numbers_grow_with_time_and_times_lie_in_the_past() -> None:
    now = datetime(2026, 1, 15, 12, tzinfo=UTC)
    articles = Site(articles=30, now=now).articles
    assert [a.number for a in articles] == sorted((a.number for a in articles), reverse=True)
    assert [a.published for a in articles] == sorted((a.published for a in articles), reverse=True)
    assert articles[0].published < now


def test_parts_of_a_paged_article_lead_to_the_whole(news_site: Site) -> None:
    article = of_markup(news_site, "paged")
    target, pages = article.path, []
    while target:
        page = text_of(fetch(news_site, target)[2])
        pages.append(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        target = following[1] if following else ""
    assert len(pages) == 3
    assert all(any(paragraph in page for page in pages) for paragraph in article.paragraphs)


def test_a_paywalled_article_keeps_the_rest_to_itself(news_site: Site) -> None:
    article = of_markup(news_site, "paywalled")
    page = text_of(fetch(news_site, article.path)[2])
    assert article.paragraphs[-1] not in page
    assert news_site.truth(article).is_accessible_for_free is False


def test_gzip_is_sent_to_who_accepts_it(news_site: Site) -> None:
    article = of_markup(news_site, "gzip")
    _, headers, body = fetch(news_site, article.path, Accept_Encoding="gzip, deflate")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == fetch(news_site, article.path)[2]


def test_every_form_answers_with_the_article(news_site: Site) -> None:
    article = news_site.articles[0]
    for form in news_site.forms(article):
        target = form.removeprefix(news_site.origin).partition("#")[0]
        status, _, body = fetch(news_site, target)
        assert (status, article.headline in text_of(body)) == (200, True), form
    assert fetch(news_site, f"/?p={article.number}")[1]["location"] == article.path


@pytest.mark.parametrize("path", ["/rss.xml", "/atom.xml", "/sitemap.xml", "/sitemap-news.xml"])
def test_sources_are_well_formed_and_absolute(news_site: Site, path: str) -> None:
    status, _, body = fetch(news_site, path)
    assert status == 200
    root = ElementTree.fromstring(body)
    addresses = [e.get("href") or e.text for e in root.iter() if e.tag.split("}")[-1] in ("link", "loc")]
    assert addresses
    assert all(address and address.startswith(news_site.origin) for address in addresses)


def test_sources_together_name_every_article(news_site: Site) -> None:
    published = set(news_site.published())
    feed = json.loads(fetch(news_site, "/feed.json")[2])
    assert {item["url"] for item in feed["items"]} < published
    archive = gzip.decompress(fetch(news_site, "/sitemap-archive.xml.gz")[2]).decode()
    assert set(re.findall("<loc>(.*?)</loc>", archive)) == published
    assert set(fetch(news_site, "/sitemap.txt")[2].decode().split()) == published
    assert news_site.url(news_site.newsroom.hidden) not in published


def test_listings_lead_through_a_section() -> None:
    with Site(articles=150).serve() as site:
        found, target = [], "/section/news"
        while target:
            page = text_of(fetch(site, target)[2])
            found += re.findall(r'\d\d/\d\d/\d\d</span> <a href="([^"]+)"', page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            target = following[1] if following else ""
    assert found == [a.path for a in site.articles if a.section == "news"]


def test_what_has_not_changed_is_not_sent_again(news_site: Site) -> None:
    for path in (news_site.articles[0].path, "/rss.xml"):
        etag = fetch(news_site, path)[1]["etag"]
        status, headers, body = fetch(news_site, path, If_None_Match=etag)
        assert (status, headers["etag"], body) == (304, etag, b"")
    article = news_site.articles[0]
    changed = fetch(news_site, article.path)[1]["last-modified"]
    assert fetch(news_site, article.path, If_Modified_Since=changed)[0] == 304
    news_site.edit(article)
    assert fetch(news_site, article.path, If_Modified_Since=changed)[0] == 200


def test_an_edit_shows_at_the_same_address(news_site: Site) -> None:
    article = of_markup(news_site, "jsonld")
    before, url = news_site.truth(article), news_site.url(article)
    news_site.edit(article, headline="A second thought")
    news_site.edit(article)
    after = news_site.published()[url]
    assert (after.headline, after.date_published) == ("A second thought", before.date_published)
    assert after.body.startswith(before.body)
    assert len(after.body) > len(before.body)
    page = text_of(fetch(news_site, article.path)[2])
    assert "A second thought" in page
    assert after.body.split("\n\n")[-1] in page


@pytest.mark.parametrize("status", [404, 410, 200])
def test_a_deleted_article_is_gone_from_page_and_sources(news_site: Site, status: int) -> None:
    article = news_site.articles[0]
    news_site.delete(article, status=status)
    answered, _, body = fetch(news_site, article.path)
    assert (answered, article.headline in text_of(body)) == (status, False)
    assert article.path not in fetch(news_site, "/sitemap.txt")[2].decode()


def test_a_new_article_stands_first(news_site: Site) -> None:
    article = news_site.publish()
    assert news_site.articles[0] is article
    assert news_site.url(article) in fetch(news_site, "/atom.xml")[2].decode()


def test_requests_are_kept(news_site: Site) -> None:
    article = news_site.articles[0]
    fetch(news_site, article.path, User_Agent="a reader")
    fetch(news_site, "/nowhere")
    assert [(r.method, r.status) for r in news_site.requests] == [("GET", 200), ("GET", 404)]
    assert [r.headers["user-agent"] for r in news_site.asked(article)] == ["a reader"]


def test_scripted_answers_come_first(news_site: Site) -> None:
    article = news_site.articles[0]
    news_site.script(article, Answer(b"later", 503, {"Retry-After": "1"}), times=2)
    assert [fetch(news_site, article.path)[0] for _ in range(3)] == [503, 503, 200]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("needs-javascript", 200),
        ("consent-wall", 200),
        ("bot-wall", 200),
        ("soft-404", 200),
        ("empty", 200),
        ("binary", 200),
        ("forbidden", 403),
        ("not-found", 404),
        ("deleted", 410),
        ("server-error", 500),
        ("unavailable", 503),
        ("moved", 301),
        ("found", 302),
        ("off-site", 301),
    ],
)
def test_troubles_answer_with_their_status(news_site: Site, name: str, status: int) -> None:
    assert fetch(news_site, trouble(news_site, name))[0] == status


def test_every_trouble_a_source_may_name_is_in_its_feed(news_site: Site) -> None:
    feed = fetch(news_site, "/trouble.xml")[2].decode()
    assert all((path in feed) == one.linked for path, one in news_site.troubles.items())
    assert all(one.ends for one in news_site.troubles.values())


def test_redirects_chain_and_loop(news_site: Site) -> None:
    def follow(name: str, hops: int) -> str:
        target = trouble(news_site, name)
        for _ in range(hops):
            target = fetch(news_site, target)[1]["location"]
        return target

    assert follow("chain-1", 3) == news_site.newsroom.hidden.path
    assert follow("loop-1", 2) == trouble(news_site, "loop-1")
    assert follow("moved", 1) == follow("found", 1) == news_site.articles[0].path


def test_the_foreign_host_notes_who_comes(news_site: Site) -> None:
    address = fetch(news_site, trouble(news_site, "off-site"))[1]["location"]
    assert address.startswith("http://localhost:")
    port = int(address.split(":")[2].split("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=NET)
    connection.request("GET", "/news/77-elsewhere")
    assert connection.getresponse().status == 200
    connection.close()
    assert [r.path for r in news_site.foreign_requests] == ["/news/77-elsewhere"]


def test_broken_connections(news_site: Site) -> None:
    with pytest.raises(ConnectionError):
        fetch(news_site, trouble(news_site, "reset"))
    with pytest.raises(http.client.IncompleteRead):
        fetch(news_site, trouble(news_site, "cut-body"))
    with pytest.raises(EOFError):
        gzip.decompress(fetch(news_site, trouble(news_site, "truncated-gzip"))[2])
    for name in ("slow-headers", "hanging-body", "oversize"):
        with pytest.raises((socket.timeout, TimeoutError)):
            fetch(news_site, trouble(news_site, name), timeout=0.3)


def test_a_body_without_end_goes_on(news_site: Site) -> None:
    connection = http.client.HTTPConnection(news_site.origin.removeprefix("http://"), timeout=NET)
    connection.request("GET", trouble(news_site, "endless"))
    assert len(connection.getresponse().read(4_000_000)) == 4_000_000
    connection.close()


def test_closing_does_not_wait_for_hanging_clients() -> None:
    site = Site(articles=3)
    serving = site.serve()
    serving.__enter__()
    silent = socket.create_connection(("127.0.0.1", int(site.origin.rsplit(":", 1)[1])))
    silent.sendall(f"GET {trouble(site, 'hanging-body')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    silent.recv(100)
    run_to_end(lambda: serving.__exit__(None, None, None))
    silent.close()


def test_a_page_may_weigh_what_a_real_one_does() -> None:
    with Site(articles=3, page_bytes=88_000).serve() as site:
        body = fetch(site, site.articles[0].path)[2]
    assert 80_000 < len(body) < 100_000


def test_four_hundred_articles_are_served_over_one_connection() -> None:
    with Site(articles=400).serve() as site:
        connection = http.client.HTTPConnection(site.origin.removeprefix("http://"), timeout=NET)
        connection.auto_open = False
        connection.connect()
        for article in site.articles:
            connection.request("GET", article.path)
            assert article.headline in text_of(connection.getresponse().read(), charset_of(article))
        connection.close()


def charset_of(article: SiteArticle) -> str:
    return "iso-8859-1" if article.markup == "latin1" else "utf-8"


def test_an_article_is_published_and_edited_at_the_instant_that_is_asked_for() -> None:
    site, noon = Site(articles=3), datetime(2026, 3, 2, 12, tzinfo=UTC)
    article = site.newsroom.publish(at=noon)
    site.newsroom.edit(article, at=noon + timedelta(hours=2))
    assert article.published.isoformat() == "2026-03-02T07:00:00-05:00"
    assert article.modified == noon + timedelta(hours=2)
