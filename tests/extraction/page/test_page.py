"""A page is parsed once, whatever was sent, and answers what all places of the ladder ask of it."""

import re

import pytest

from crawler.extraction.page.page import (
    LONGEST_META,
    MAX_CHARACTERS,
    MAX_LINKED,
    MOST_ALIKE,
    MOST_METAS,
    HtmlPage,
    as_page,
    join_url,
    read_page,
)

URL = "https://www.larne-courier.example/news/88213"


def read(html: str | bytes, **options: str) -> HtmlPage:
    return read_page(html, url=URL, **options)


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("<p>Storm</p>", "html"),
        ("Storm", "html"),
        ("", "empty"),
        (" \n\ufeff", "empty"),
        (b"%PDF-1.7", "other"),
        (b"\x89PNG\r\n", "other"),
        ("<?xml version='1.0'?><rss></rss>", "other"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><p>Storm</html>", "html"),
        ('{"headline": "Storm"}', "other"),
        ("\x01\x02\x03\x04 storm", "other"),
        ("\x00" * 100 + "<p>Storm</p>", "other"),
    ],
)
def test_what_was_sent_is_told(sent: str | bytes, kind: str) -> None:
    page = read(sent)
    assert page.kind == kind
    assert (page.root is not None) == (kind == "html")


def test_relative_addresses_are_resolved_against_the_page_or_its_base() -> None:
    assert read("<p>x").absolute("/img/a.jpg") == "https://www.larne-courier.example/img/a.jpg"
    based = read("<base href='https://cdn.example/2024/'><p>x")
    assert based.absolute("a.jpg") == "https://cdn.example/2024/a.jpg"
    assert read("<base href='javascript:1'><p>x").base == URL
    assert based.absolute(None) is None


@pytest.mark.parametrize("address", ["mailto:a@b.example", "javascript:void(0)", "data:,x", "https://[x"])
def test_what_is_no_web_address_is_none(address: str) -> None:
    assert join_url(URL, address) is None


def test_metas_are_found_by_any_of_their_names_in_order() -> None:
    page = read(
        "<meta property='og:title' content=' Storm  over Larne '><meta NAME='Author' value='Ines'>"
        "<meta name='author' content='Tom'><meta name='empty' content=''>"
    )
    assert page.metas == {"og:title": ["Storm over Larne"], "author": ["Ines", "Tom"]}
    assert page.meta("empty", "author", "og:title") == "Ines"
    assert page.meta("none") is None


def test_elements_are_found_by_tag_property_and_class() -> None:
    page = read("<p class='a b' itemprop='author name'>x</p><div class='byline-top'>y</div><p>z</p>")
    one, two = page.all("p")
    assert [e.index for e in page.elements] == sorted(e.index for e in page.elements)
    assert page.properties["author"] == page.properties["name"] == [one]
    assert page.classes["a b"] == [one]
    assert page.all("span") == []
    assert two in page.elements


def test_marked_elements_are_those_whose_class_matches_in_order() -> None:
    page = read("<p class='Byline'>1</p><p class='x'>2</p><b class='byline'>3</b><p class='Byline'>4</p>")
    found = page.marked(re.compile("byline", re.IGNORECASE), words=("byline", "line"))
    assert [element.text for element in found] == ["1", "3", "4"]


def test_the_title_is_the_pages_and_not_that_of_a_drawing() -> None:
    page = read("<svg><title>Logo</title></svg><title></title><title>Storm</title>")
    assert page.title == "Storm"


def test_scripts_are_those_of_linked_data() -> None:
    html = (
        "<script type='Application/LD+JSON'>{}</script><script>x</script><script type='x/ld+json'></script>"
    )
    assert read(html).scripts == ["{}"]


def test_an_element_of_a_selector_is_found_in_the_pages_own_tree() -> None:
    page = read("<div><p>one</p><!-- x --><p class='b'>two</p></div><p>three</p>")
    (chosen,) = page.selector.css("p.b")
    assert page.own(chosen.root) is page.all("p")[1]


def test_bytes_are_decoded_by_what_declares_them() -> None:
    cyrillic = "<title>Новости</title>".encode("windows-1251")
    assert read(cyrillic, content_type="text/html; charset=windows-1251").title == "Новости"


def test_text_that_was_encoded_twice_is_mended_and_told() -> None:
    twice = "<p>Der Bürgermeister läßt die Straße für die Fußgänger öffnen.</p>".encode().decode("latin-1")
    page = read(twice)
    assert "Bürgermeister läßt die Straße" in page.all("p")[0].text
    assert page.warnings == ["page: UTF-8 that was encoded twice mended"]


def test_what_is_too_long_is_read_in_part_and_told() -> None:
    page = read("<p>storm</p>" + " " * MAX_CHARACTERS + "<p>end</p>")
    assert len(page.text) == MAX_CHARACTERS
    assert [p.text for p in page.all("p")] == ["storm"]
    assert page.warnings == ["page: too long or nested too deep, read in part"]


def test_a_page_that_is_parsed_already_is_taken_as_it_is() -> None:
    page = read("<p>x")
    assert as_page(page, url="https://other.example/") is page
    assert as_page("<p>x", url=URL).url == URL


def test_a_closed_page_has_let_its_tree_go() -> None:
    page = read("<p>x")
    root = page.root
    page.close()
    page.close()
    assert page.root is None
    assert root is not None
    assert len(root.nodes) == 0


def test_elements_alike_are_bounded() -> None:
    page = read("<p class=byline>x</p>" * (MOST_ALIKE + 1))
    assert len(page.all("p")) == MOST_ALIKE
    assert len(page.marked(re.compile("byline"), words=("byline",))) == MOST_ALIKE


def test_metas_of_one_name_are_bounded() -> None:
    page = read(
        f"<meta name=author content={'a' * (LONGEST_META + 1)}>" + "<meta name=author content=b>" * 999
    )
    assert [len(page.metas["author"]), len(page.metas["author"][0])] == [MOST_METAS, LONGEST_META]


def test_linked_data_is_bounded() -> None:
    script = f'<script type="application/ld+json">"{"a" * (MAX_LINKED // 2)}"</script>'
    assert len(read(script * 3).scripts) == 1


def test_a_selector_finds_nothing_behind_the_part_that_was_read() -> None:
    page = read("<i>x</i>" * 100_000 + "<p>Last</p><i id=last>x</i>")
    assert page.warnings
    assert page.select("//p | //i[@id='last']") == []
    assert page.own(page.select("//i")[0].root) is page.all("i")[0]
