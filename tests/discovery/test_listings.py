"""Listings: links in order, each once, with the title and the date of its card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from parsel import Selector

from crawler.discovery.listings import parse_listing
from crawler.records import Link
from tests.growth import check_bounded, check_linear

URL = "https://paper.example/news/"
LIST = "https://paper.example/news"


def links(html: str, **options: str) -> list[Link]:
    return parse_listing(html, url=URL, **options).links


def only(html: str) -> Link:
    [link] = links(html)
    return link


def dates(html: str) -> dict[str, str | None]:
    return {link.url.removeprefix("https://paper.example/"): link.date for link in links(html)}


CARD = """
<div class="card">
  <a href="/a/1"><img src="1.jpg" alt="A boat"></a>
  <h3><a href="/a/1">Harbour reopens</a></h3>
  <p class="excerpt">After two years <a class="more" href="/a/1">ver más</a></p>
  <span class="date">15/08/17</span> <a href="/a/1#comments">12 comentarios</a>
</div>"""


def test_card_is_one_link_with_its_heading_and_date() -> None:
    assert only(CARD) == Link(url="https://paper.example/a/1", title="Harbour reopens", date="15/08/17")


def test_selector_and_text_read_alike() -> None:
    assert parse_listing(Selector(CARD), url=URL) == parse_listing(CARD, url=URL)


def test_order_is_that_of_the_page() -> None:
    html = "<a href=b>Bee</a><a href=a>Ay</a><a href=b>Bee again</a>"
    assert [(link.url, link.title) for link in links(html)] == [
        ("https://paper.example/news/b", "Bee again"),
        ("https://paper.example/news/a", "Ay"),
    ]


def test_base_counts_for_relative_links() -> None:
    html = (
        "<base href='/en/'><a href=a>A</a><a href=/b>B</a><a href=//cdn.example/c>C</a><a href='../d'>D</a>"
    )
    assert [link.url for link in links(html)] == [
        "https://paper.example/en/a",
        "https://paper.example/b",
        "https://cdn.example/c",
        "https://paper.example/d",
    ]


@pytest.mark.parametrize(
    "href", ["javascript:void(0)", "mailto:a@b.example", "tel:+1", "#top", "", "http://[", "data:,x"]
)
def test_what_is_no_page_is_dropped(href: str) -> None:
    assert links(f"<a href='{href}'>x</a><a name=y>y</a>") == []


def test_nofollow_links_are_kept() -> None:
    assert only("<a rel='nofollow' href='/a'>Harbour</a>").title == "Harbour"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<a href=/a><h3>Head</h3><p>A much longer excerpt of the text</p></a>", "Head"),
        ("<h2><span><a href=/a>Head</a></span></h2><a href=/a>A much longer text than the head</a>", "Head"),
        ("<a href=/a>Short</a><a href=/a>The longer text</a>", "The longer text"),
        ("<a href=/a><img alt='A boat at sea'></a><a href=/a>Read more</a>", "A boat at sea"),
        ("<div><h3>Head of the card</h3><p>Words</p><a href=/a>Weiterlesen</a></div>", "Head of the card"),
        ("<a href=/a aria-label='Harbour reopens'>»</a>", "Harbour reopens"),
        ("<a href=/a> * Harbour\n reopens </a>", "Harbour reopens"),
        ("<a href=/a>Fish &amp; chips<!-- x --> again</a>", "Fish & chips again"),
        ("<a href=/a><img src=x></a>", None),
        ("<div><h3><a href=/b>Other</a></h3><a href=/a>more</a></div>", None),
    ],
)
def test_title(html: str, title: str | None) -> None:
    [link] = [link for link in links(html) if link.url.endswith("/a")]
    assert link.title == title


@pytest.mark.parametrize(
    "printed",
    [
        "15/08/17",
        "15.08.2017",
        "2017-08-15",
        "15-8-2017",
        "15 August 2017",
        "August 15, 2017",
        "15 de agosto de 2017",
        "15. August 2017",
        "le 15 août 2017",
        "15 серпня 2017",
        "2017年8月15日",
        "2017년 8월 15일",
        "15 أغسطس 2017",
        "1er mars 2017",
    ],
)
def test_printed_dates(printed: str) -> None:
    [link] = links(f"<li><a href=/a>Harbour and bridge reopen</a><em>{printed}</em></li>")
    assert link.date is not None
    assert link.date in printed
    assert link.date[0].isdigit() or link.date.startswith("August")


def test_time_of_day_goes_with_its_date() -> None:
    assert (
        only("<li><h4><a href=/a>Harbour</a></h4><p>15/08/2017 | 10:45</p></li>").date == "15/08/2017 | 10:45"
    )


def test_time_element_states_the_date() -> None:
    stated = "<time datetime='2017-08-15T10:00:00-04:00'>3 h ago</time>"
    assert (
        only(f"<article><h2><a href=/a>Harbour</a></h2>{stated}</article>").date
        == "2017-08-15T10:00:00-04:00"
    )
    assert only("<article><h2><a href=/a>Harbour</a></h2><time>15/08/17</time></article>").date == "15/08/17"


def test_date_inside_the_link() -> None:
    assert only("<a href=/a><h4>Harbour</h4><span>15/08/17</span></a>").date == "15/08/17"


def test_each_card_has_its_own_date() -> None:
    html = "".join(
        f"<li><span>{day}/08/17</span><a href=/tag/x>x</a><h3><a href=/a/{day}>Story {day}</a></h3></li>"
        for day in range(10, 15)
    )
    assert dates(f"<ul>{html}</ul>") == {"tag/x": None} | {
        f"a/{day}": f"{day}/08/17" for day in range(10, 15)
    }


@pytest.mark.parametrize(
    "html",
    [
        "<p><a href=/a>Harbour and bridge reopen</a> 15/08/17<br>"
        "<a href=/b>Rain in the western hills</a> 14/08/17</p>",
        "<p>15/08/17 <a href=/a>Harbour and bridge reopen</a><br>"
        "14/08/17 <a href=/b>Rain in the western hills</a></p>",
        "<dl><dt>15/08/17</dt><dd><a href=/a>Harbour and bridge reopen</a></dd><dt>14/08/17</dt>"
        "<dd><a href=/b>Rain in the western hills</a></dd></dl>",
        "<table><tr><td>15/08/17<td><a href=/a>Harbour and bridge reopen</a><tr><td>14/08/17"
        "<td><a href=/b>Rain in the western hills</a></table>",
    ],
)
def test_flat_lists_pair_dates_in_turns(html: str) -> None:
    assert dates(html) == {"a": "15/08/17", "b": "14/08/17"}


def test_published_counts_before_updated() -> None:
    html = "<li><h4><a href=/a>Harbour</a></h4><i>15/08/2017</i> <i>updated 16/08/2017</i></li>"
    assert only(html).date == "15/08/2017"


def test_a_date_of_the_page_is_nobodys() -> None:
    html = (
        "<header>Tuesday 15/08/17</header><main><a href=/a>Harbour and bridge reopen</a>"
        "<a href=/b>Rain in the western hills</a></main><footer>1999-2017</footer>"
    )
    assert dates(html) == {"a": None, "b": None}


def test_a_day_in_a_headline_is_no_date() -> None:
    assert only("<li><h4><a href=/a>What happened on 15/08/2017</a></h4></li>").date is None


def test_own_selector_narrows_the_links() -> None:
    html = f"<nav><a href=/sport>Sport</a></nav>{CARD}"
    expected = [Link(url="https://paper.example/a/1", title="Harbour reopens", date="15/08/17")]
    assert links(html, link_css="div.card") == expected
    assert [link.url for link in links(html, link_css="h3 a::attr(href)")] == ["https://paper.example/a/1"]


def test_wrong_selector_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="'div\\[' is no CSS selector"):
        links(CARD, link_css="div[")


@pytest.mark.parametrize("html", ["", " ", "plain words", "\x00", "<!-- -->", "<a href=/a>\ud800</a>"])
def test_nothing_to_read_is_no_error(html: str) -> None:
    assert all(link.url for link in links(html))


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda times: "<div>" * times + "<a href=/x>x</a>", 100_000),
        (lambda times: "<a href='/" + "x" * times + "'>t</a>", 3_000_000),
        (lambda times: "<a href='" + " " * times + "'>t</a>", 1_000_000),
        (lambda times: "".join(f"<a href=/{n}></a>" for n in range(times)), 20_000),
        (lambda times: "<p>15/08/17</p>" * times, 30_000),
        (lambda times: "<a href=/x>" + "- " * times + "</a>", 500_000),
    ],
    ids=["nested", "address", "spaces", "addresses", "days", "title"],
)
def test_a_hostile_page_takes_linear_time(make: Callable[[int], str], most: int) -> None:
    check_linear(links, make, most=most)


def test_dates_are_looked_for_in_a_bounded_part_of_a_page_of_dates_and_links() -> None:
    def page(times: int) -> str:
        return "".join(f"<p>15/08/17</p><a href=/{n}>A headline</a>" for n in range(times))

    check_bounded(links, page, since=3_000, most=10_000)


def following(url: str, *anchors: str, next_css: str | None = None) -> str | None:
    return parse_listing("<body>" + " ".join(anchors), url=url, next_css=next_css).next_page


@pytest.mark.parametrize(
    ("url", "anchors", "found"),
    [
        (LIST, ["<link rel=next href='?page=2'>"], "?page=2"),
        (LIST, ["<a rel='nofollow next' href='/news?after=x'>go</a>"], "?after=x"),
        (LIST, ["<a href='/news/page/3'>3</a>", "<a href='/news/page/2'>2</a>"], "/page/2"),
        (f"{LIST}/page/2", ["<a href='/news/page/1'>«</a>", "<a href='/news/page/3'>»</a>"], "/page/3"),
        (f"{LIST}/page/2/", ["<a href='/news/'>1</a>", "<a href='/news/page/3/'>3</a>"], "/page/3/"),
        (f"{LIST}?page=5", ["<a href='?page=4'>&lt;</a>", "<a href='?page=6'>&gt;</a>"], "?page=6"),
        (
            f"{LIST}?start=20",
            ["<a href='?start=0'>1</a>", "<a href='?start=40'>3</a>", "<a href='?start=60'>4</a>"],
            "?start=40",
        ),
        (f"{LIST}?a=1&page=2", ["<a href='?a=1&amp;page=3'>Próxima</a>"], "?a=1&page=3"),
        (LIST, ["<a href='?page=0'>1</a>", "<a href='?page=1'>2</a>"], "?page=1"),
        (LIST, ["<a href='/news/2'>2</a>"], "/2"),
        (f"{LIST}-2.html", ["<a href='/news-3.html'>3</a>"], "-3.html"),
        (LIST, ["<a href='/news?cursor=ab'>Older posts</a>"], "?cursor=ab"),
        (LIST, ["<a class='pager-next' href='?page=2'><i></i></a>"], "?page=2"),
        (LIST, ["<a aria-label='Nächste Seite' href='?page=2'><svg></svg></a>"], "?page=2"),
        (f"{LIST}?page=133", ["<a href='?page=134'>次へ</a>"], "?page=134"),
    ],
)
def test_found(url: str, anchors: list[str], found: str) -> None:
    assert following(url, *anchors) == LIST + found


@pytest.mark.parametrize(
    ("url", "anchor"),
    [
        (f"{LIST}?page=5", "<a href='?page=4'>next</a>"),
        (f"{LIST}?page=5", "<a rel=next href='?page=4'>x</a>"),
        (f"{LIST}?page=3", "<a href='/news'>next</a>"),
        (f"{LIST}?page=3", "<a href='?page=3'>next</a>"),
        (LIST, "<a href='/news#page2'>next</a>"),
        (LIST, "<a href='https://other.example/news?page=2'>next</a>"),
        (LIST, "<a rel=next href='https://other.example/news?page=2'>next</a>"),
        (LIST, "<a href='/news/2024/05/03/harbour-and-bridge-reopen'>Next</a>"),
        (LIST, "<a href='/2024/06'>›</a>"),
        (LIST, "<a href='/sport/page/2'>2</a>"),
        (LIST, "<a href='javascript:next()'>next</a>"),
        (LIST, "<a>next</a>"),
        (LIST, "<link rel=stylesheet href='?page=2'>"),
        (LIST, "<a href='?page=1'>1</a>"),
    ],
)
def test_not_found(url: str, anchor: str) -> None:
    assert following(url, anchor) is None


@pytest.mark.parametrize(
    "anchor",
    [
        "<link rel=next href='{}'>",
        "<a rel=next href='{}'>x</a>",
        "<a href='{}'>Next</a>",
        "<a href='{}'>2</a>",
        "<a href='{}'>›</a>",
    ],
)
@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"{LIST}/2", "/2?page=2"),
        (f"{LIST}/17", "/17?page=2"),
        (f"{LIST}/17", "/17?start=10"),
        (f"{LIST}/120", "/120?offset=20"),
        (f"{LIST}-5", "-5?page=2"),
        (f"{LIST}/17", "/17/page/2"),
        (f"{LIST}/17/", "/17/2/"),
        (f"{LIST}/17-sport", "/17-sport?start=10"),
        (f"{LIST}-5.html", "-5-2.html"),
        (f"{LIST}/17?page=2", "/17?page=3"),
    ],
)
def test_a_listing_whose_own_address_ends_in_a_number_has_a_next_page(
    url: str, found: str, anchor: str
) -> None:
    assert following(url, anchor.format(LIST + found)) == LIST + found


@pytest.mark.parametrize("target", ["/news/1?page=1", "/archive?page=1", "/news/2"])
def test_a_next_page_of_another_series_must_be_named_by_rel(target: str) -> None:
    assert (
        following(f"{LIST}/5?page=3", f"<a rel=next href='{target}'>2</a>")
        == LIST.removesuffix("/news") + target
    )
    assert following(f"{LIST}/5?page=3", f"<a href='{target}'>2</a>") is None


def test_own_selector_decides() -> None:
    anchors = ["<a rel=next href='?page=2'>next</a>", "<p class=on><a href='/news/old'>on</a></p>"]
    assert following(LIST, *anchors, next_css="p.on a") == f"{LIST}/old"
    assert following(LIST, *anchors, next_css="p.on a::attr(href)") == f"{LIST}/old"
    assert following(LIST, *anchors, next_css="p.none a") is None
