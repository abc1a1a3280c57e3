"""Titles and dates around a link, on trees made by hand."""

from __future__ import annotations

from lxml import etree

from crawler.discovery.listing_cards import Place, date_links, name_link, text_in


def places(html: str) -> tuple[etree._Element, dict[str, Place]]:
    root = etree.fromstring(html, etree.HTMLParser())
    found = {a.get("href"): Place(key=a.get("href"), url=a.get("href"), anchors=[a]) for a in root.iter("a")}
    return root, found


def test_text_leaves_comments_out() -> None:
    assert text_in(etree.fromstring("<p>one <!-- no -->\n<b>two</b> three</p>")) == "one two three"


def test_rank_of_titles() -> None:
    _, found = places("<h2><a href=a>Head</a></h2><a href=b>Text</a><a href=c>»</a>")
    assert [found[key].title[0] for key in "abc"] == [2, 1, 0]
    assert name_link(found["c"]) is None


def test_date_belongs_to_the_headline_not_to_the_section_beside_it() -> None:
    root, found = places("<div><a href=s>Sport</a> <i>15/08/17</i> <h2><a href=a>Harbour</a></h2></div>")
    assert date_links(root, found) == {"a": "15/08/17"}


def test_dates_that_do_not_take_turns_are_left_alone() -> None:
    html = "<div><i>15/08/17</i><h2><a href=a>A</a></h2><h2><a href=b>B</a></h2></div>"
    assert date_links(*places(html)) == {}
