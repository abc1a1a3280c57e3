"""What an outlet's spider does with addresses and responses, without a crawl."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Request, Response, XmlResponse

from crawler.items import Anchor, Article
from crawler.outlet import ArgumentError, OutletSpider, Source
from crawler.records import Draft, Link, PageRefused, PollHints

SITE = "https://courier.example"
STORY = f"{SITE}/region/88213-harbour-closes-for-repairs"
TEXT = [
    "The harbour of Port Larne will close for three weeks in May while divers repair the outer wall.",
    "Storms in February tore a gap of eleven metres into the wall, the harbour master said on Monday.",
    "Fishing boats are to land their catch at Glenmore instead, where the quay was lengthened last year.",
]
MORE = [
    "The council has set aside four million crowns for the work and expects the state to pay one half.",
    "Ferries to the islands will leave from the old railway pier, with two sailings a day until June.",
]


class Courier(OutletSpider):
    """An outlet whose addresses carry section and number."""

    name = "courier"
    allowed_domains = ("courier.example", "kurier.example:8080")
    country, languages, timezone = "IE", ("en",), "Europe/Dublin"
    feeds = (Source(f"{SITE}/feed", found="its home page"),)
    sitemaps = (f"{SITE}/robots.txt",)
    listings = (
        Source(f"{SITE}/", found="its home page"),
        Source(f"{SITE}/region", links="h2 a", next="a.older"),
    )
    article_url = r"^/(?:en/)?(?P<section>[a-z]+)/(?P<id>\d+)-[^/]+$"
    anchors = ((88000, "2024-03-01"),)
    agencies = {"PLN": "Port Larne News"}
    other_names = ("Larne Courier",)


class Plain(OutletSpider):
    """An outlet without a pattern."""

    name = "plain"
    allowed_domains = ("plain.example",)
    country, languages = "IE", ("en",)
    listings = ("https://plain.example/",)


def html(inner: str, url: str = STORY, head: str = "", kind: str = "text/html", **meta: Any) -> HtmlResponse:
    top = f"<head><title>Harbour closes | Larne Courier</title>{head}</head>"
    page = f"<html lang='en'>{top}<body>{inner}</body></html>"
    headers = {"Content-Type": kind}
    return HtmlResponse(
        url, body=page.encode(), headers=headers, request=Request(url, meta=meta), encoding="utf-8"
    )


def xml(text: str, url: str) -> XmlResponse:
    headers = {"Content-Type": "text/xml"}
    return XmlResponse(url, body=text.encode(), headers=headers, request=Request(url))


def story(*paragraphs: str, after: str = "") -> str:
    text = "".join(f"<p>{one}</p>" for one in paragraphs or TEXT)
    return f"<article><h1>Harbour closes for repairs</h1>{text}{after}</article>"


def canonical(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def only(outputs: Any) -> Any:
    [output] = list(outputs)
    return output


def context_of(head: str = "", url: str = STORY, **meta: Any) -> Any:
    return only(Courier().parse_article(html(story(), url, head, **meta))).context


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        (STORY, True),
        ("http://www.courier.example/x", True),
        ("https://COURIER.example/x", True),
        ("http://kurier.example:8080/x", True),
        ("http://kurier.example/x", False),
        ("http://kurier.example:8081/x", False),
        ("http://kurier.example:x/x", False),
        ("https://courier.example:8443/x", True),
        ("https://notcourier.example/x", False),
        ("https://courier.example.evil.example/x", False),
        ("https://courier.example@evil.example/x", False),
        ("mailto:desk@courier.example", False),
    ],
)
def test_an_outlet_owns_its_hosts(url: str, owned: bool) -> None:
    assert Courier.owns(url) is owned


@pytest.mark.parametrize(
    ("url", "is_article"),
    [
        (STORY, True),
        (f"{STORY}/", True),
        (f"{STORY}?utm_source=feed#top", True),
        (f"{SITE}/en/region/88213-f%C3%A4hre-im-hafen", True),
        (f"{SITE}/region", False),
        (f"{SITE}/", False),
        ("https://other.example/region/88213-harbour-closes-for-repairs", False),
    ],
)
def test_the_pattern_tells_articles(url: str, is_article: bool) -> None:
    assert Courier.is_article_url(url) is is_article


@pytest.mark.parametrize(
    ("path", "is_article"),
    [("/2024/04/18/harbour-closes-for-three-weeks-in-may", True), ("/region/", False), ("/about-us", False)],
)
def test_without_a_pattern_the_looks_of_an_address_tell(path: str, is_article: bool) -> None:
    assert Plain.is_article_url(f"https://plain.example{path}") is is_article


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (STORY, "courier:88213"),
        ("http://www.courier.example/en/region/88213-other-slug?utm_source=x", "courier:88213"),
        (f"{SITE}/region", "https://courier.example/region"),
    ],
)
def test_the_number_in_the_address_is_the_key(url: str, key: str) -> None:
    assert Courier.key(url) == key


def test_what_is_no_address_has_no_key() -> None:
    with pytest.raises(ValueError):
        Courier.key("javascript:void(0)")


def test_the_section_is_in_the_address() -> None:
    assert Courier.section_of(STORY) == "region"
    assert Courier.section_of(f"{SITE}/region") is None
    assert Plain.section_of("https://plain.example/sport/storm-hits-the-coast") == "sport"
    assert Plain.section_of("https://plain.example/storm-hits-the-coast") is None


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (Link(url=STORY), None),
        (Link(url="https://other.example/region/1-x"), "foreign-host"),
        (Link(url=f"{SITE}/about"), "not-an-article"),
        (Link(url=f"{SITE}/sitemap-2.xml", kind="sitemap"), None),
        (Link(url="https://other.example/sitemap.xml", kind="sitemap"), "foreign-host"),
    ],
)
def test_why_a_link_is_not_taken(link: Link, reason: str | None) -> None:
    assert Courier().link_refusal(link) == reason


def test_a_section_asked_for_leaves_out_the_others() -> None:
    spider = Courier(section="/sport/")
    assert spider.link_refusal(Link(url=f"{SITE}/sport/7-cup-final")) is None
    assert spider.link_refusal(Link(url=STORY)) == "other-section"


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(ArgumentError, match="sektion"):
        Courier(sektion="sport")


def test_the_sources_are_asked_feeds_first() -> None:
    async def started() -> list[Request]:
        return [request async for request in Courier().start()]

    requests = asyncio.run(started())
    assert [(request.url, request.meta["kind"]) for request in requests] == [
        (f"{SITE}/feed", "feed"),
        (f"{SITE}/robots.txt", "sitemap"),
        (f"{SITE}/", "listing"),
        (f"{SITE}/region", "listing"),
    ]


def test_a_feed_gives_its_articles_as_current() -> None:
    text = f"""<rss version="2.0"><channel><title>Courier</title>
    <item><title>Harbour closes</title><link>{STORY}</link>
    <pubDate>Thu, 18 Apr 2024 06:30:00 GMT</pubDate></item>
    <item><title>Ad</title><link>https://shop.example/1-boat</link></item></channel></rss>"""
    link, ad = Courier().parse_feed(xml(text, f"{SITE}/feed"))
    assert link == Link(
        url=STORY, title="Harbour closes", date="Thu, 18 Apr 2024 06:30:00 GMT", kind="article", current=True
    )
    assert isinstance(ad, Link)
    assert (ad.url, ad.refusal) == ("https://shop.example/1-boat", "foreign-host")


def test_people_are_shown_the_links_that_are_taken() -> None:
    text = f"""<rss version="2.0"><channel><title>Courier</title>
    <item><title>Ad</title><link>https://shop.example/1-boat</link></item>
    <item><title>Harbour closes</title><link>{STORY}</link></item></channel></rss>"""
    assert [link.url for link in Courier().parse(xml(text, f"{SITE}/feed"))] == [STORY]


def test_a_feed_says_how_it_wishes_to_be_polled() -> None:
    text = f"""<rss version="2.0"><channel><title>Courier</title><ttl>90</ttl>
    <skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
    <item><title>Harbour closes</title><link>{STORY}</link></item></channel></rss>"""
    hints, link = Courier().parse_feed(xml(text, f"{SITE}/feed"))
    assert hints == PollHints(min_interval=5400, skip_hours=(3,), skip_days=("Sunday",))
    assert isinstance(link, Link)
    assert list(Courier().parse(xml(text, f"{SITE}/feed"))) == [link]


def test_a_feed_that_is_html_is_refused_with_what_to_do() -> None:
    refusal = only(Courier().parse_feed(html(story(), f"{SITE}/feed")))
    assert isinstance(refusal, PageRefused)
    assert refusal.reason == "not-a-feed"
    assert refusal.detail


def test_a_sitemap_gives_the_newest_first_and_no_lastmod_as_date() -> None:
    urls = "".join(
        f"<url><loc>{SITE}/region/{n}-harbour</loc><lastmod>2024-04-{day}</lastmod></url>"
        for n, day in ((1, "01"), (3, "03"), (2, "02"))
    )
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    links = list(Courier().parse_sitemap(xml(text, f"{SITE}/sitemap.xml")))
    assert [link.url.split("/")[-1] for link in links] == ["3-harbour", "2-harbour", "1-harbour"]
    assert {link.date for link in links} == {None}


def test_a_sitemap_index_and_robots_name_other_sitemaps() -> None:
    text = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>{SITE}/s1.xml</loc><lastmod>2024-04-01</lastmod></sitemap></sitemapindex>"""
    child = only(Courier().parse_sitemap(xml(text, f"{SITE}/sitemap.xml")))
    assert (child.url, child.kind, child.date) == (f"{SITE}/s1.xml", "sitemap", "2024-04-01")
    robots = Response(f"{SITE}/robots.txt", body=f"User-agent: *\nSitemap: {SITE}/sitemap.xml\n".encode())
    assert only(Courier().parse_sitemap(robots)) == Link(url=f"{SITE}/sitemap.xml", kind="sitemap")


def test_a_sitemap_that_is_none_is_refused() -> None:
    assert only(Courier().parse_sitemap(html(story(), f"{SITE}/sitemap.xml"))).reason == "not-a-sitemap"


LISTING = f"""<main><h2><a href="{STORY}">Harbour closes for three weeks in May</a></h2>
<h2><a href="/region/88214-ferry-pier">Ferries leave from the old pier</a></h2>
<p><a href="/sport/5-cup">Cup final moved to Saturday evening</a></p>
<a class="older" href="/region?page=2">Older</a></main>"""


def test_a_listing_gives_what_its_selectors_name_and_its_next_page() -> None:
    links = list(Courier().parse_listing(html(LISTING, f"{SITE}/region")))
    assert [(link.url, link.kind, link.current) for link in links] == [
        (STORY, "article", True),
        (f"{SITE}/region/88214-ferry-pier", "article", True),
        (f"{SITE}/region?page=2", "listing", False),
    ]
    assert links[0].title == "Harbour closes for three weeks in May"


def test_titles_of_a_listing_are_read_in_the_set_of_its_bytes() -> None:
    title = "Стену гавани отремонтируют к июню, сообщила мэр города"
    page = f"<html><body><h2><a href='/region/12-wall'>{title}</a></h2></body></html>"
    header = {"Content-Type": "text/html; charset=utf-8"}
    response = HtmlResponse(
        f"{SITE}/region", body=page.encode("cp1251"), headers=header, request=Request(SITE)
    )
    titles = [link.title for link in Courier().parse_listing(response) if isinstance(link, Link)]
    assert titles == [title]


def test_the_next_page_of_a_listing_has_its_sources_selectors_and_nothing_current() -> None:
    response = html(LISTING, f"{SITE}/region?page=2", discovered_via="listing")
    links = [link for link in Courier().parse_listing(response) if link.kind == "article"]
    assert [link.url for link in links] == [STORY, f"{SITE}/region/88214-ferry-pier"]
    assert not any(link.current for link in links)


def test_a_listing_that_is_no_text_is_refused() -> None:
    response = Response(f"{SITE}/region", body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    refusal = only(Courier().parse_listing(response))
    assert (refusal.reason, "application/pdf" in refusal.detail) == ("not-html", True)


def test_the_keys_that_led_to_an_article_stand_in_their_order() -> None:
    found = f"{SITE}/go/harbour-story-of-the-week"
    final = f"{SITE}/en/region/88213-old-slug"
    context = context_of(canonical(STORY.replace("88213", "88299")), final, found_url=found)
    assert context.alias_keys == (Courier.key(found), "courier:88213", "courier:88299")
    assert (context.key, context.outlet_article_id, context.section) == ("courier:88213", "88213", "region")
    assert context.url == final


@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"{SITE}/",
        "/region",
        f"{SITE}/en/",
        "https://other.example/region/88299-harbour-closes-for-repairs",
        "https://courier.example.evil.example/region/88299-harbour",
        "javascript:void(0)",
        "http://[",
        "",
    ],
)
def test_a_canonical_address_that_is_no_article_of_the_outlet_is_ignored(address: str) -> None:
    context = context_of(canonical(address))
    assert (context.key, context.alias_keys) == ("courier:88213", ("courier:88213",) * 2)


def test_the_context_holds_what_the_definition_and_the_link_say() -> None:
    day = datetime(2024, 5, 1, tzinfo=UTC)
    context = context_of(
        link_title="Harbour", link_date="18 April", current=True, discovered_via="feed", archive_date=day
    )
    assert (context.outlet, context.country, context.timezone) == ("courier", "IE", "Europe/Dublin")
    assert (context.languages, context.http_status, context.fetched_at) == (("en",), 200, day)
    assert (context.link_title, context.link_date, context.current) == ("Harbour", "18 April", True)
    assert (context.discovered_via, context.agencies) == ("feed", {"PLN": "Port Larne News"})
    assert context.anchors == (Anchor(number=88000, day=datetime(2024, 3, 1).date()),)
    assert {"courier", "Larne Courier", "courier.example"} <= set(context.outlet_names)


def test_what_the_metadata_say_on_every_page_counts_only_from_a_selector() -> None:
    class Motto(Courier):
        generic = ("description", "keywords")
        selectors = {"keywords": ["ul.tags li"]}

    head = '<meta name="description" content="News of the bay"><meta name="keywords" content="news, bay">'
    draft = only(Motto().parse_article(html(story(after="<ul class=tags><li>harbour</li></ul>"), head=head)))
    assert "description" not in draft.fields
    assert (draft.fields["keywords"].value, draft.fields["keywords"].origin) == (["harbour"], "selector")
    assert only(Courier().parse_article(html(story(), head=head))).fields["description"].origin == "meta"


def test_an_article_over_several_pages_is_one_draft() -> None:
    spider = Courier()
    request = only(spider.parse_article(html(story(), head=f'<link rel="next" href="{STORY}?page=2">')))
    assert (request.url, request.dont_filter) == (f"{STORY}?page=2", True)
    second = html(story(*MORE), f"{STORY}?page=2", head=canonical(f"{SITE}/region/9-other"))
    draft = only(spider.parse_article(second, **request.cb_kwargs))
    assert draft.fields["body"].value == "\n\n".join([*TEXT, *MORE])
    assert (draft.url, draft.context.url, draft.context.key) == (STORY, STORY, "courier:88213")


def test_a_next_page_on_a_foreign_host_is_not_followed() -> None:
    head = '<link rel="next" href="https://other.example/region/88213-harbour-closes-for-repairs?page=2">'
    assert isinstance(only(Courier().parse_article(html(story(), head=head))), Draft)


def test_a_page_that_is_no_article_says_why_and_has_no_next() -> None:
    draft = only(Courier().parse_article(html("<h1>Page not found</h1><a rel=next href='?page=2'>2</a>")))
    assert draft.refusal == "soft-404"


def test_a_picture_at_an_articles_address_is_refused() -> None:
    refusal = only(Courier().parse_article(html(story(), kind="image/jpeg")))
    assert refusal.reason == "not-html"


def test_parse_shows_the_article_itself_or_the_links_of_a_source() -> None:
    shown = only(Courier().parse(html(story())))
    assert isinstance(shown, Article)
    assert (shown.key, shown.headline, shown.body) == (
        "courier:88213",
        "Harbour closes for repairs",
        "\n\n".join(TEXT),
    )
    assert {type(link) for link in Courier().parse(html(LISTING, f"{SITE}/region"))} == {Link}
