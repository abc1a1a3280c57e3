"""XML is read as it comes, and nothing in it is opened or expanded."""

from __future__ import annotations

import pytest
from lxml import etree

from crawler.discovery.xml import bound_tree, find_root, name_of, parse_xml, repair_xml

ATOM = "http://www.w3.org/2005/Atom"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<rss>", "rss"),
        ("<?xml version='1.0'?>\n<!-- <html> --><!DOCTYPE rss [<!ENTITY a 'b'> ]>\n<RSS >", "rss"),
        ("<!DOCTYPE html><rss>", "rss"),
        ("<rdf:RDF xmlns:rdf='x'>", "rdf"),
        ("<a:feed>", "feed"),
        ("Warning: something\n<br /><b>Notice</b> <?xml version='1.0'?><rss>", "rss"),
        ("<!DOCTYPE html><html><body><feed>", "html"),
        ("<other><b/></other>", "other"),
        ("plain words", ""),
        ("", ""),
        ("<!-- never closed <x>", ""),
    ],
)
def test_root_is_found_behind_what_precedes_it(text: str, name: str) -> None:
    found, start = find_root(text)
    assert found == name
    assert text[start:].lower().lstrip("<").startswith((name, f"rdf:{name}", f"a:{name}")) or not name


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("a & b", "a &amp; b"),
        ("?a=1&b=2", "?a=1&amp;b=2"),
        ("&eacute;&nbsp;", "é\xa0"),
        ("&amp;&lt;&#233;&#xE9;", "&amp;&lt;&#233;&#xE9;"),
        ("&declared;", "&amp;declared;"),
        ("&LT;", "&lt;"),
        ("a\x00b\x0bc\ud800", "abc"),
    ],
)
def test_repair(text: str, fixed: str) -> None:
    assert repair_xml(text) == fixed


def test_names_carry_the_usual_prefix() -> None:
    assert name_of("{http://purl.org/dc/elements/1.1/}Date") == "dc:date"
    assert name_of(f"{{{ATOM}}}Title", ATOM) == "title"
    assert name_of(f"{{{ATOM}}}title") == "atom:title"
    assert name_of("{http://purl.org/rss/1.0/}item") == "item"
    assert name_of("{http://unknown.example/}title") == "?:title"
    assert name_of("dc:date") == "dc:date"


def test_ill_formed_text_is_read_as_far_as_it_goes() -> None:
    root = parse_xml("<rss><a>1</b><c>2</c>")
    assert root is not None
    assert "".join(root.itertext()) == "12"


def test_a_tree_is_bounded() -> None:
    assert bound_tree("<a/>" * 3_000_000).count("<") <= 1_000_000
    assert bound_tree("<a/>") == "<a/>"


def test_parser_declares_no_entity() -> None:
    root = parse_xml('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><r>&e;</r>')
    assert root is not None
    assert etree.tostring(root, encoding="unicode", with_tail=False) in ("<r>&e;</r>", "<r/>")
