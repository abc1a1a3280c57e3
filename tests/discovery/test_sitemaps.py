"""Sitemaps of every format, whole, damaged and hostile."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from functools import partial
from pathlib import Path

import pytest

from crawler.discovery.sitemaps import Sitemap, SitemapError, parse_sitemap, robots_sitemaps
from crawler.records import Link
from tests.growth import check_bounded

URL = "https://paper.example/sitemap.xml"
SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
NEWS = "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"


def urlset(entries: str, spaces: str = SPACE) -> str:
    return f"<?xml version='1.0' encoding='UTF-8'?>\n<urlset {spaces}>{entries}</urlset>"


def read(text: str | bytes) -> Sitemap:
    return parse_sitemap(text.encode() if isinstance(text, str) else text, url=URL)


def urls(text: str | bytes) -> list[str]:
    return [link.url for link in read(text).links]


def test_urlset_keeps_lastmod_apart() -> None:
    sitemap = read(
        urlset(
            "<url><loc> https://paper.example/a?x=1&amp;y=2\n</loc><lastmod> 2024-05-01 </lastmod></url>"
            "<url><loc>/b</loc></url>"
        )
    )
    assert sitemap.links == [
        Link(url="https://paper.example/a?x=1&y=2"),
        Link(url="https://paper.example/b"),
    ]
    assert sitemap.lastmod == {"https://paper.example/a?x=1&y=2": "2024-05-01"}
    assert (sitemap.total, sitemap.truncated) == (2, False)


def test_news_extension_gives_date_title_and_language() -> None:
    news = (
        "<news:news><news:publication><news:name>Paper</news:name><news:language>pt</news:language>"
        "</news:publication><news:publication_date>2024-05-01T10:00:00Z</news:publication_date>"
        "<news:title>Ponte &amp;amp; porto: reabertura &ccedil;</news:title></news:news>"
    )
    entry = f"<url><loc>https://paper.example/a</loc><lastmod>2024-06-01</lastmod>{news}</url>"
    sitemap = read(urlset(entry, f"{SPACE} {NEWS}"))
    assert sitemap.links == [
        Link(
            url="https://paper.example/a",
            title="Ponte & porto: reabertura ç",
            date="2024-05-01T10:00:00Z",
        )
    ]
    assert sitemap.languages == {"https://paper.example/a": "pt"}


def test_index_gives_links_of_kind_sitemap() -> None:
    sitemap = read(
        f"<sitemapindex {SPACE}><sitemap><loc>https://paper.example/1.xml.gz</loc><lastmod>2024</lastmod></sitemap>"
        "<sitemap>https://paper.example/2.xml</sitemap></sitemapindex>"
    )
    assert [(link.url, link.kind) for link in sitemap.links] == [
        ("https://paper.example/1.xml.gz", "sitemap"),
        ("https://paper.example/2.xml", "sitemap"),
    ]
    assert sitemap.lastmod == {"https://paper.example/1.xml.gz": "2024"}


def test_an_index_that_names_itself_is_reported_as_it_is() -> None:
    assert urls(f"<sitemapindex {SPACE}><sitemap><loc>{URL}</loc></sitemap></sitemapindex>") == [URL]


def test_pictures_and_videos_are_no_links() -> None:
    image = "<image:image><image:loc>https://cdn.example/1.jpg</image:loc><image:title>Caption</image:title></image:image>"
    video = "<v:video><v:title>Clip</v:title><v:publication_date>2020-01-01</v:publication_date></v:video>"
    alternate = "<xhtml:link rel='alternate' hreflang='de' href='https://paper.example/de'/>"
    spaces = (
        f"{SPACE} xmlns:image='http://www.google.com/schemas/sitemap-image/1.1' xmlns:xhtml='http://www.w3.org/1999/xhtml'"
        " xmlns:v='http://www.google.com/schemas/sitemap-video/1.1'"
    )
    text = urlset(f"<url>{image}{video}{alternate}<loc>https://paper.example/a</loc></url>", spaces)
    assert read(text).links == [Link(url="https://paper.example/a")]


@pytest.mark.parametrize(
    "text",
    [
        urlset("<url><loc>https://paper.example/a</loc></url>", ""),
        urlset(
            "<url><loc>https://paper.example/a</loc></url>",
            "xmlns='http://www.google.com/schemas/sitemap/0.84'",
        ),
        "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url><s:loc>https://paper.example/a</s:loc>"
        "</s:url></s:urlset>",
        urlset("<url><loc><![CDATA[https://paper.example/a]]></loc></url>"),
        urlset("<url><loc>https://paper.example/a</loc></url><url><loc>ftp://x.example/</loc></url><url/>"),
        "\ufeff" + urlset("<url><loc>https://paper.example/a</loc></url>"),
        "\n \n" + urlset("<url><loc>https://paper.example/a</loc></url>"),
        urlset(
            "<url><loc>https://paper.example/a</loc></url><url><loc>https://paper.example/a#x</loc></url>"
        ),
        urlset("<url><loc>https://paper.example/a</loc><image:x>undeclared</image:x></url>"),
        urlset("<url><loc>https://paper.example/a</loc><lastmod>a & b \x02</lastmod></url>"),
        urlset("<url><loc>https://paper.example/a</loc></url>").replace("</urlset>", ""),
        urlset("<url><loc>https://paper.example/a</loc></url><url><loc>"),
        "https://paper.example/a",
        "\ufeffhttps://paper.example/a\r\n\r\nnot an address\r\n",
        "<rss><channel><item><link>https://paper.example/a</link></item></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/></entry></feed>",
    ],
)
def test_every_form_gives_the_address(text: str) -> None:
    assert urls(text) == ["https://paper.example/a"]
    assert urls(gzip.compress(text.encode())) == ["https://paper.example/a"]


def test_feed_as_sitemap_keeps_title_and_date() -> None:
    item = "<item><title>T</title><link>/a</link><pubDate>Mon, 06 Sep 2010 00:01:00 GMT</pubDate></item>"
    assert read(f"<rss><channel>{item}</channel></rss>").links == [
        Link(url="https://paper.example/a", title="T", date="Mon, 06 Sep 2010 00:01:00 GMT")
    ]


@pytest.mark.parametrize("codec", ["utf-16", "windows-1251", "utf-8"])
def test_character_sets(codec: str) -> None:
    news = "<news:news><news:title>Мост открыт</news:title></news:news>"
    text = urlset(f"<url><loc>/a</loc>{news}</url>", f"{SPACE} {NEWS}").replace("UTF-8", codec)
    assert read(text.encode(codec)).links[0].title == "Мост открыт"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b"\x1f\x8b broken", "is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "an HTML page"),
        (b"<note/>", "root <note>"),
        (b"\x89PNG" + bytes(1000), "neither XML nor a list"),
        (b"no address here", "neither XML nor a list"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_the_reason(body: bytes, message: str) -> None:
    with pytest.raises(SitemapError, match=f"{message}.*"):
        read(body)


def test_empty_urlset_is_a_sitemap() -> None:
    assert read(urlset("")) == Sitemap()


def entries(count: int) -> str:
    return "".join(f"<url><loc>https://paper.example/news/{n}</loc></url>" for n in range(count))


def test_more_than_the_protocol_allows_is_counted_and_left_out() -> None:
    tracemalloc.start()
    sitemap = read(urlset(entries(50_001)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(sitemap.links), sitemap.total, sitemap.truncated) == (50_000, 50_001, True)
    assert peak < 60_000_000


def test_reading_ends_where_far_too_much_is_given() -> None:
    sitemap = parse_sitemap(urlset(entries(10_000)).encode(), url=URL, max_links=100)
    assert len(sitemap.links) == 100
    assert sitemap.truncated
    assert sitemap.total < 5_000


def test_truncated_gzip_gives_what_can_be_read() -> None:
    body = gzip.compress(urlset(entries(5_000)).encode())
    found = urls(body[: len(body) // 2])
    assert 1_000 < len(found) < 5_000


def bomb(head: bytes, piece: bytes, megabytes: int = 150) -> bytes:
    packer, million = zlib.compressobj(9, wbits=31), piece * (1_000_000 // len(piece))
    parts = [packer.compress(head), *(packer.compress(million) for _ in range(megabytes))]
    return b"".join([*parts, packer.flush()])


def read_bombs(head: bytes, piece: bytes) -> Sitemap:
    """What a bomb of 150 MB gives, once it is checked that it costs no more than one of 50."""
    read_last: list[Sitemap] = []
    check_bounded(lambda body: read_last.append(read(body)), partial(bomb, head, piece), since=50, most=150)
    return read_last[-1]


@pytest.mark.parametrize(
    "piece", [b"<a>", b"<a/>", b"<url/>", b"&", b"<url><loc>https://x.example/</loc></url>", b"x"]
)
def test_gzip_bomb_is_bounded(piece: bytes) -> None:
    sitemap = read_bombs(urlset(entries(3)).removesuffix("</urlset>").encode(), piece)
    assert [link.url for link in sitemap.links[:3]] == [f"https://paper.example/news/{n}" for n in range(3)]
    assert sitemap.truncated


def test_bomb_of_lines_is_bounded() -> None:
    assert len(read_bombs(b"", b"http://x.example/\n").links) == 1


@pytest.mark.parametrize("piece", [b"\x00", b"x"])
def test_bomb_of_anything_is_refused(piece: bytes) -> None:
    def refuse(body: bytes) -> None:
        with pytest.raises(SitemapError):
            read(body)

    check_bounded(refuse, partial(bomb, b"", piece), since=50, most=150)


def test_entities_are_never_declared() -> None:
    doctype = '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY l "https://evil.example/">]>'
    text = f"{doctype}<urlset><url><loc>&x;</loc></url><url><loc>&l;</loc></url></urlset>"
    assert all(url.startswith("https://paper.example/") for url in urls(text))


def test_robots_names_its_sitemaps() -> None:
    text = (
        "\ufeffSitemap: https://paper.example/1.xml\r\nUser-agent: *\nDisallow: /private\n"
        "  sitemap :/2.xml # news\nSITE-MAP: //cdn.example/3.xml\n# Sitemap: https://paper.example/no.xml\n"
        "Sitemap:\nSitemap: https://paper.example/1.xml\nSitemap: javascript:alert(1)\n"
    )
    assert robots_sitemaps(text, url="https://paper.example/robots.txt") == [
        "https://paper.example/1.xml",
        "https://paper.example/2.xml",
        "https://cdn.example/3.xml",
    ]


#: Links in each file of the corpus, counted by hand.
COUNTS = {
    "feed.rss": 3,
    "xmlRss_pubDate.xml": 7,
    "atom.xml": 1,
    "do-not-visit.txt": 1,
    "hebdenbridgetimes-articles-sitemap.xml": 74,
    "pagemaps-sitemap.xml": 2,
    "shinpaideshou-news-sitemap.xml": 3,
    "sitemap-images.xml": 1,
    "sitemap-links.xml": 3,
    "sitemap-mobile.xml": 3,
    "sitemap-news.xml": 2,
    "sitemap-videos-tvshow.xml": 1,
    "sitemap-videos.xml": 3,
    "sitemap-with-bom.txt": 2,
    "sitemap.badns.xml": 2,
    "sitemap.index.xml": 15,
    "sitemap.ns.xml": 2,
    "sitemap.txt": 2,
    "sitemap.txt.gz": 5,
    "xmlSitemap.gz": 5,
}


def test_every_sitemap_of_the_corpus_gives_all_its_links(corpora: Path) -> None:
    files = [path for path in (corpora / "sitemaps").rglob("*") if path.is_file()]
    found = {path.name: len(parse_sitemap(path.read_bytes(), url=URL).links) for path in files}
    assert found == COUNTS
