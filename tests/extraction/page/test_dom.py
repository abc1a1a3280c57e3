"""The tree is one list: elements know their subtree, neighbours and texts, and hostile pages cost little."""

import pytest

from crawler.extraction.page.dom import MAX_DEPTH, MAX_NODES, MAX_TEXT, Element, parse_html

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


@pytest.mark.parametrize(
    ("text", "most"),
    [
        pytest.param("<i>", 2 * MAX_NODES, id="elements"),
        pytest.param("<i a=b c=d e=f g=h>", MAX_NODES // 2, id="attributes"),
        pytest.param("&amp;", 2 * MAX_NODES, id="parts of a text"),
        pytest.param("a word ", 2 * MAX_NODES, id="characters"),
    ],
)
def test_a_page_is_read_up_to_a_bound(text: str, most: int) -> None:
    page = f"<p>First</p>{text * (8 * MAX_TEXT // len(text))}<p>Last</p>"
    found, whole = parse_html(page)
    assert found is not None
    assert not whole
    assert found.texts()[0] == "First"
    assert found.texts()[-1] != "Last"
    assert len(found.nodes) < most


def test_scripts_do_not_count_as_text() -> None:
    found, whole = parse_html(f"<script>{'a = b; ' * MAX_TEXT}</script><p>Last</p>")
    assert found is not None
    assert whole
    assert found.texts()[-1] == "Last"


def test_end_tags_without_a_start_are_read_up_to_a_bound() -> None:
    assert parse_html("<div>" * 900 + "</i>" * 100_000)[1]
    assert not parse_html("<div>" * 900 + "</i>" * 2_000_000)[1]


def test_a_tag_of_megabytes_ends_the_page() -> None:
    found, whole = parse_html("<p>First</p><p " + " ".join(f"a{at}=b" for at in range(400_000)) + ">Last</p>")
    assert found is not None
    assert (found.texts(), whole) == (["First"], False)
