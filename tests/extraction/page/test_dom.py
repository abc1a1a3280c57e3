"""The tree is one list: elements know their subtree, neighbours and texts, and hostile pages cost little."""

import pytest

from crawler.extraction.page.dom import MAX_DEPTH, Element, parse_html

PAGE = "<body><p>one<b>two</b>three</p><!-- x --><p>fo&amp;ur<p>five<br>six</body>"


def root(html: str) -> Element:
    found, _ = parse_html(html)
    assert found is not None
    return found


def first(html: str, tag: str) -> Element:
    return next(root(html).iter(tag))


def test_the_list_holds_elements_and_texts_in_document_order() -> None:
    shown = [node if isinstance(node, str) else node.tag for node in root(PAGE).nodes]
    assert shown == ["html", "body", "p", "one", "b", "two", "three", "p", "fo&ur", "p", "five", "br", "six"]


def test_an_element_knows_its_subtree_and_the_texts_beside_it() -> None:
    bold = first(PAGE, "b")
    paragraph = bold.parent
    assert paragraph is not None
    assert (bold.text, bold.tail, paragraph.text, paragraph.tail) == ("two", "three", "one", "")
    assert paragraph.holds(bold)
    assert not bold.holds(paragraph)
    assert paragraph.texts() == ["one", "two", "three"]
    assert [e.tag for e in bold.above()] == ["p", "body", "html"]
    assert [e.tag for e in root(PAGE)] == ["body"]


def test_neighbours_have_the_same_parent() -> None:
    one, two, three = root(PAGE).iter("p")
    assert (one.previous, one.next, two.previous, two.next) == (None, two, one, three)
    assert three.next is None
    assert first(PAGE, "b").next is None
    assert first(PAGE, "b").previous is None


def test_attributes_without_a_value_are_empty() -> None:
    element = first("<p hidden class=a>x", "p")
    assert (element.get("hidden"), element.get("class"), element.get("id"), element.get("id", "-")) == (
        "",
        "a",
        None,
        "-",
    )


@pytest.mark.parametrize("html", ["", "<!-- nothing -->"])
def test_a_text_without_tags_or_words_has_no_root(html: str) -> None:
    assert parse_html(html) == (None, True)


def test_nesting_beyond_the_bound_is_flattened() -> None:
    deep = root("<div>" * 700 + "<p>end</p>")
    assert max(e.depth for e in deep.iter()) == MAX_DEPTH
    assert deep.texts() == ["end"]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<div>" * 50_000 + "</i>" * 50_000,
        "<div>" + "".join(f"<b a={i}>" for i in range(3_000)) + "</div>" + "<div>x</div>" * 3_000,
    ],
)
def test_nesting_that_no_page_has_is_read_in_part(html: str) -> None:
    found, whole = parse_html(html + "<p>end</p>")
    assert found is not None
    assert not whole or len(found.nodes) < 20_000


def test_a_text_in_a_million_portions_is_one() -> None:
    assert first("<p>" + "a&amp;" * 200_000, "p").texts() == ["a&" * 200_000]
