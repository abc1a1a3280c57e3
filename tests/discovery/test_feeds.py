"""Feeds of every format: links with title and date of publication, and how the feed wants to be read."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest

from crawler.discovery.feeds import Feed, FeedError, parse_feed
from crawler.records import Link
from tests.growth import check_linear, check_moment

URL = "https://paper.example/rss/all.xml"
DC = "xmlns:dc='http://purl.org/dc/elements/1.1/'"


def rss(items: str, head: str = "", attributes: str = "") -> str:
    return f"<rss version='2.0' {attributes}><channel><title>Paper</title>{head}{items}</channel></rss>"


def atom(entries: str, attributes: str = "") -> str:
    return f"<feed xmlns='http://www.w3.org/2005/Atom' {attributes}><title>Paper</title>{entries}</feed>"


def read(text: str | bytes, url: str = URL) -> Feed:
    return parse_feed(text.encode() if isinstance(text, str) else text, url=url)


def only(text: str | bytes) -> Link:
    [link] = read(text).links
    return link


def test_rss_gives_links_with_title_and_date() -> None:
    feed = read(
        "<?xml version='1.0'?>"
        + rss(
            "<item><title>Harbour &amp; bridge reopen</title><link>\n https://paper.example/a/1 \n</link>"
            "<pubDate>Mon, 06 Sep 2010 00:01:00 +0000</pubDate></item>"
            "<item><link>https://paper.example/a/2</link></item>",
            head="<link>https://paper.example/</link><language>es-CU</language><ttl>15</ttl>",
        )
    )
    assert feed.links == [
        Link(
            url="https://paper.example/a/1",
            title="Harbour & bridge reopen",
            date="Mon, 06 Sep 2010 00:01:00 +0000",
        ),
        Link(url="https://paper.example/a/2"),
    ]
    assert (feed.title, feed.language, feed.min_interval) == ("Paper", "es-CU", 900)


@pytest.mark.parametrize("version", ["0.90", "0.91", "0.92", "0.93", "0.94", "2.0", "2.0.1"])
def test_each_version_of_rss(version: str) -> None:
    assert only(
        f"<rss version='{version}'><channel><item><link>https://x.example/a</link></item></channel></rss>"
    )


def test_rdf_with_items_beside_the_channel() -> None:
    text = (
        f"<rdf:RDF xmlns='http://purl.org/rss/1.0/' {DC}"
        " xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        " xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
        "<channel rdf:about='https://x.example/'><title>Heldere taal</title><dc:language>nl</dc:language>"
        "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel>"
        "<item rdf:about='https://x.example/a'><title>Eén</title><link>https://x.example/a</link>"
        "<dc:date>2024-05-01T10:00:00+02:00</dc:date></item>"
        "<item rdf:about='https://x.example/b'><title>Twee</title></item></rdf:RDF>"
    )
    feed = read(text)
    assert feed.links == [
        Link(url="https://x.example/a", title="Eén", date="2024-05-01T10:00:00+02:00"),
        Link(url="https://x.example/b", title="Twee"),
    ]
    assert (feed.title, feed.language, feed.min_interval) == ("Heldere taal", "nl", 1800)


def test_atom_takes_the_alternate_page_and_the_date_of_publication() -> None:
    entry = (
        "<entry><title type='html'>&lt;i&gt;Tide&lt;/i&gt; turns</title>"
        "<link rel='self' href='/e/1.atom'/><link rel='alternate' type='application/pdf' href='/1.pdf'/>"
        "<link rel='enclosure' href='/1.mp3'/><link rel='alternate' type='text/html' href='/a/1'/>"
        "<updated>2024-06-02T00:00:00Z</updated><published>2024-06-01T00:00:00Z</published></entry>"
    )
    assert only(atom(entry)) == Link(
        url="https://paper.example/a/1", title="Tide turns", date="2024-06-01T00:00:00Z"
    )


def test_atom_text_that_is_no_html_is_kept() -> None:
    assert (
        only(atom("<entry><link href='/a'/><title>The &lt;b&gt; tag</title></entry>")).title == "The <b> tag"
    )


def test_atom_xhtml_title() -> None:
    title = "<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>bold</b> step</div></title>"
    assert only(atom(f"<entry><link href='/a'/>{title}</entry>")).title == "A bold step"


def test_atom_03() -> None:
    text = (
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title>Old</title>"
        "<link rel='alternate' href='https://x.example/old'/><issued>2004-01-02T03:04:05Z</issued>"
        "<modified>2005-01-02T03:04:05Z</modified></entry></feed>"
    )
    assert only(text) == Link(url="https://x.example/old", title="Old", date="2004-01-02T03:04:05Z")


@pytest.mark.parametrize(
    "changed",
    [
        "<updated>2024-01-01T00:00:00Z</updated>",
        "<modified>2024</modified>",
        "<lastBuildDate>2024</lastBuildDate>",
        "<dcterms:modified xmlns:dcterms='http://purl.org/dc/terms/'>2024</dcterms:modified>",
    ],
)
def test_a_change_is_no_publication(changed: str) -> None:
    assert only(rss(f"<item><link>https://x.example/a</link>{changed}</item>")).date is None
    assert only(atom(f"<entry><link href='/a'/>{changed}</entry>")).date is None


@pytest.mark.parametrize(
    "stated",
    [
        "<pubDate>D</pubDate>",
        "<pubdate>D</pubdate>",
        f"<dc:date {DC}>D</dc:date>",
        "<published> D </published>",
        "<dcterms:issued xmlns:dcterms='http://purl.org/dc/terms/'>D</dcterms:issued>",
        "<a:published xmlns:a='http://www.w3.org/2005/Atom'>D</a:published>",
    ],
)
def test_dates_of_publication(stated: str) -> None:
    assert only(rss(f"<item><link>https://x.example/a</link>{stated}</item>")).date == "D"


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<guid>https://x.example/a</guid>", "https://x.example/a"),
        ("<guid isPermaLink='true'>/a</guid>", "https://paper.example/a"),
        ("<guid isPermaLink='false'>https://x.example/a</guid>", None),
        ("<guid>tag:x,1</guid>", None),
        ("<link/><guid>https://x.example/a</guid>", "https://x.example/a"),
        ("<link>https://x.example/l</link><guid>https://x.example/a</guid>", "https://x.example/l"),
        ("<link><![CDATA[ https://x.example/?a=1&b=2 ]]></link>", "https://x.example/?a=1&b=2"),
        ("<link>https://x.example/?a=1&b=2</link>", "https://x.example/?a=1&b=2"),
        ("<link href='/a'/>", "https://paper.example/a"),
        (
            "<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='alternate' href='/a'/>",
            "https://paper.example/a",
        ),
        ("<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='replies' href='/a/comments'/>", None),
        (
            "<link>https://feeds.example/~r/1</link><f:origLink xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'>"
            "https://x.example/a</f:origLink>",
            "https://x.example/a",
        ),
        (
            "<link>https://news.example/url?url=https://x.example/a</link>",
            "https://news.example/url?url=https://x.example/a",
        ),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[bad/</link>", None),
        ("<title>No address</title>", None),
        (
            "<source url='https://other.example/feed'>Other</source><comments>https://x.example/c</comments>",
            None,
        ),
    ],
)
def test_address_of_an_item(item: str, url: str | None) -> None:
    assert [link.url for link in read(rss(f"<item>{item}</item>")).links] == ([url] if url else [])


def test_relative_links_count_from_xml_base_then_feed() -> None:
    entries = "<entry><link href='b'/></entry><entry xml:base='deep/'><link href='c' xml:base='er/'/></entry>"
    feed = read(atom(entries, attributes="xml:base='/archive/'"))
    assert [link.url for link in feed.links] == [
        "https://paper.example/archive/b",
        "https://paper.example/archive/deep/er/c",
    ]


def test_a_feed_in_windows_1251_that_declares_utf8_is_read() -> None:
    body = rss("<item><title>Стену гавани отремонтируют к июню</title><link>/a</link></item>")
    data = b"<?xml version='1.0' encoding='UTF-8'?>" + body.encode("cp1251")
    feed = parse_feed(data, url=URL, content_type="application/rss+xml; charset=utf-8")
    assert [link.title for link in feed.links] == ["Стену гавани отремонтируют к июню"]


def test_the_link_of_the_feed_itself_is_no_entry() -> None:
    item = "<item><link>https://x.example/news/</link><guid>https://x.example/news/{}</guid></item>"
    feed = read(rss(item.format(1) + item.format(2), head="<link>https://x.example/news/</link>"))
    assert [link.url for link in feed.links] == ["https://x.example/news/1", "https://x.example/news/2"]


def test_relative_links_of_a_feed_on_another_host_count_from_the_site() -> None:
    feed = read(
        rss("<item><link>/a</link></item>", head="<link>https://site.example/</link>"),
        "https://feeds.example/x",
    )
    assert [link.url for link in feed.links] == ["https://site.example/a"]


def test_title_of_another_vocabulary_does_not_count() -> None:
    media = "<m:title xmlns:m='http://search.yahoo.com/mrss/'>Caption</m:title>"
    assert (
        only(rss(f"<item>{media}<title>Head</title><link>https://x.example/a</link></item>")).title == "Head"
    )


def test_the_same_link_twice_is_one() -> None:
    items = "<item><link>https://x.example/a</link></item><item><link>https://x.example/a#c</link><title>T</title></item>"
    assert read(rss(items)).links == [Link(url="https://x.example/a", title="T")]


def test_skip_hours_and_days() -> None:
    head = (
        "<skipHours><hour>0</hour><hour>24</hour><hour>7</hour><hour>x</hour><hour>99</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>sunday</day></skipDays>"
    )
    feed = read(rss("", head=head))
    assert (feed.skip_hours, feed.skip_days) == ((0, 7), ("Saturday", "Sunday"))


@pytest.mark.parametrize("ttl", ["", "0", "-5", "soon", "9" * 5000])
def test_ttl_that_says_nothing(ttl: str) -> None:
    assert read(rss("", head=f"<ttl>{ttl}</ttl>")).min_interval is None


def test_pages_of_a_feed() -> None:
    links = (
        "<link rel='next' href='?page=2'/><link rel='prev-archive' href='/2023.xml'/>"
        "<link rel='self' href=''/>"
    )
    feed = read(atom(links))
    assert feed.next == "https://paper.example/rss/all.xml?page=2"
    assert feed.previous_archive == "https://paper.example/2023.xml"
    assert read(atom(f"<link rel='next' href='{URL}'/>")).next is None


def test_json_feed() -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Paper",
        "language": "en",
        "next_url": "/feed.json?page=2",
        "items": [
            {
                "id": "1",
                "url": "/a/1",
                "title": "Rain &amp; wind",
                "date_published": "2024-05-01T00:00:00Z",
                "date_modified": "2024-05-02T00:00:00Z",
            },
            {"id": "https://paper.example/a/2", "external_url": "https://other.example/"},
            {"id": 3, "title": "no address"},
            "not an item",
            None,
            {"url": ["x"]},
        ],
    }
    feed = read(json.dumps(data))
    assert feed.links == [
        Link(url="https://paper.example/a/1", title="Rain & wind", date="2024-05-01T00:00:00Z"),
        Link(url="https://paper.example/a/2"),
    ]
    assert (feed.title, feed.language, feed.next) == ("Paper", "en", "https://paper.example/feed.json?page=2")


@pytest.mark.parametrize(
    "text", ['{"a": 1}', '{"items": 3}', "{broken", "{" * 100_000, '{"items":' + "[" * 100_000]
)
def test_other_json_is_no_feed(text: str) -> None:
    with pytest.raises(FeedError, match="no JSON Feed"):
        read(text)


def test_html_where_a_feed_was_expected_says_what_it_is() -> None:
    page = "<!DOCTYPE html><html><head><title>Page not found &ndash; Paper</title></head><body></body></html>"
    with pytest.raises(
        FeedError, match=r"all\.xml is an HTML page \(\"Page not found – Paper\"\).*look in it"
    ):
        read(page)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\x00", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "neither XML nor JSON"),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", "is a sitemap"),
        (b"<note>hello</note>", "root <note>"),
        (b"Just words.", "neither XML nor JSON"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(body: bytes, message: str) -> None:
    with pytest.raises(FeedError, match=message):
        read(body)


TWO = "<item><link>https://x.example/a</link><title>A</title></item><item><link>https://x.example/b</link><title>B</title></item>"


@pytest.mark.parametrize(
    "text",
    [
        "\n\n  <?xml version='1.0' encoding='utf-8'?>" + rss(TWO),
        "\ufeff<?xml version='1.0'?>" + rss(TWO),
        "<br />\n<b>Warning</b>: mysql in /x.php\n<?xml version='1.0'?>" + rss(TWO),
        rss(TWO.replace("<title>A", "<description>one<br>two</description><title>A")),
        rss(TWO.replace("A</title>", "A</titel>")),
        rss(TWO).replace("</channel></rss>", ""),
        rss(TWO) + "<!-- junk --><script>x</script>",
        rss(TWO, head="<media:thing>undeclared</media:thing>"),
        rss(TWO, head="<copyright>\x01\x0c&nbsp;&copy;&nothing; a & b</copyright>"),
        rss(TWO + "<item><title>Cut in the mid"),
        rss("<item><title>Cut & run</title>" + TWO[6:]),
        rss(TWO, head="<description><![CDATA[an <item> and an <entry> in text]]></description>"),
    ],
)
def test_ill_formed_feeds_give_what_can_be_read(text: str) -> None:
    assert [link.url for link in read(text).links] == ["https://x.example/a", "https://x.example/b"]


def test_truncated_feed_gives_the_entries_before_the_cut() -> None:
    whole = rss(
        "".join(f"<item><title>T{n}</title><link>https://x.example/{n}</link></item>" for n in range(100))
    )
    for cut in range(0, len(whole), 97):
        try:
            links = read(whole[:cut]).links
        except FeedError:
            assert cut < 100
            continue
        assert [link.url for link in links][:-1] == [f"https://x.example/{n}" for n in range(len(links) - 1)]


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "windows-1251", "koi8-r"])
def test_character_sets(codec: str) -> None:
    text = f"<?xml version='1.0' encoding='{codec}'?>" + rss(
        "<item><title>Мост открыт</title><link>/a</link></item>"
    )
    assert only(text.encode(codec)).title == "Мост открыт"


def test_gzipped_feed() -> None:
    assert len(read(gzip.compress(rss(TWO).encode())).links) == 2


def test_entities_are_never_declared() -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "lol"><!ENTITY x SYSTEM "file:///etc/passwd">{bomb}]>'
    link = only(doctype + rss("<item><title>&l9;&x;</title><link a='&l9;'>https://x.example/a</link></item>"))
    assert link.title == "&l9;&x;"


def test_quadratic_blow_up_costs_nothing() -> None:
    def blow_up(size: int) -> bytes:
        value, uses = "a" * size, "&a;" * size
        return f'<!DOCTYPE rss [<!ENTITY a "{value}">]>{rss(f"<item><title>{uses}</title></item>")}'.encode()

    check_linear(read, blow_up, most=100_000)
    tracemalloc.start()
    read(blow_up(100_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        (b"", b"<!a>"),
        (b"<rss>", b"<item>"),
        (b"<rss><title>", b"<b "),
        (b"<rss>", b"<![CDATA["),
        (b"<rss><title>", b"&a"),
        (b"<rss>", b"<a>"),
        (b"<?xml ", b" "),
        (b"", b"\x00"),
        (b"<!DOCTYPE x [", b"]  "),
        (b"<rss ", b"a='1' "),
        (b"", b"<html><title>"),
    ],
)
def test_a_megabyte_of_malice_takes_linear_time(head: bytes, unit: bytes) -> None:
    def try_to_read(body: bytes) -> None:
        with suppress(FeedError):
            read(body)

    check_linear(try_to_read, lambda size: head + unit * (size // len(unit)))


def test_ten_thousand_entries() -> None:
    items = "".join(
        f"<item><title>T{n}</title><link>https://x.example/{n}</link></item>" for n in range(10_000)
    )
    assert len(read(rss(items)).links) == 10_000


def corpus(corpora: Path) -> list[Path]:
    return sorted(path for path in (corpora / "feeds").rglob("*") if path.is_file())


def test_every_feed_of_the_corpus_parses(corpora: Path) -> None:
    refused = []
    for path in corpus(corpora):
        try:
            parse_feed(path.read_bytes(), url=URL)
        except FeedError:
            refused.append(path.name)
    assert refused == ["rss_empty_document.xml"]


def test_no_script_address_comes_out_of_the_sanitizer_cases(corpora: Path) -> None:
    for path in sorted((corpora / "feeds" / "wellformed" / "sanitize").iterdir()):
        for link in parse_feed(path.read_bytes(), url=URL).links:
            assert link.url.startswith(("http://", "https://"))


def test_xml_attacks_of_the_corpus_are_refused_in_a_moment(corpora: Path) -> None:
    def refuse(body: bytes) -> None:
        with pytest.raises(FeedError, match="not a feed"):
            parse_feed(body, url=URL)

    for path in sorted((corpora / "xml").iterdir()):
        check_moment(refuse, path.read_bytes())
