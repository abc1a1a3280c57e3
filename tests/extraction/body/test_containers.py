"""The elements around the blocks: each once, with what it hands down and how much it holds."""

from __future__ import annotations

import numpy as np
import pytest

from crawler.extraction.body.blocks import Blocks, Measured, read_blocks
from crawler.extraction.body.containers import MARKS, Containers, containers_of
from crawler.extraction.body.features import measure_blocks
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.dom import parse_html
from crawler.extraction.page.page import read_page
from tests.extraction.pages import PARAGRAPHS, URL, body, page

HTML = (
    "<body><article class='story'><div class='text'><p class='x'>One</p><p class='x'>Two</p></div>"
    "<aside id='more'><ul><li>Three</li></ul></aside></article><footer><p>Four</p></footer></body>"
)


def boxes(html: str = HTML) -> tuple[Blocks, Containers]:
    root, _ = parse_html(html)
    assert root is not None
    blocks = read_blocks(root)
    return blocks, containers_of(blocks, root)


def marks_of(html: str) -> list[set[str]]:
    """The marks that each block of a page inherits."""
    _, box = boxes(html)
    return [{name for bit, name in enumerate(MARKS) if box.marks[number] >> bit & 1} for number in box.of]


def measured(html: str) -> Measured:
    read = read_page(html, url=URL)
    found = measure_blocks(read, linked_data(read))
    assert found is not None
    return found


def test_each_element_around_a_block_is_there_once_and_after_its_parent() -> None:
    _, box = boxes()
    assert len({element.index for element in box.elements}) == len(box.elements)
    assert all(box.parent[number] < number for number in range(1, len(box.elements)))
    assert all(box.level[number] == box.level[box.parent[number]] + 1 for number in range(1, len(box.level)))


def test_an_element_knows_the_first_and_the_last_of_its_blocks() -> None:
    blocks, box = boxes()
    held = {e.tag: blocks.texts[a:b] for e, a, b in zip(box.elements, box.first, box.last, strict=True)}
    assert held["article"] == ["One", "Two", "Three"]
    assert held["div"] == ["One", "Two"]
    assert held["footer"] == ["Four"]


def test_blocks_of_one_tag_and_class_are_of_one_kind_and_path() -> None:
    _, box = boxes()
    one, two, three, four = box.of
    assert box.kind[one] == box.kind[two] != box.kind[four]
    assert box.path[one] == box.path[two]
    assert len({box.kind[one], box.kind[three], box.kind[four]}) == 3


def test_words_are_those_of_class_and_id() -> None:
    _, box = boxes()
    words = {e.tag: words for e, words in zip(box.elements, box.words, strict=True)}
    assert (words["article"], words["aside"]) == (("story",), ("more",))


def test_elements_hand_their_marks_down() -> None:
    assert marks_of(HTML) == [{"article"}, {"article"}, {"article", "aside", "list"}, {"footer"}]


@pytest.mark.parametrize(
    ("attributes", "mark"),
    [
        ("role=main", "main"),
        ("role=navigation", "apart"),
        ("role=complementary", "aside"),
        ("itemprop=articleBody", "body"),
        ("hidden", "hidden"),
        ("aria-hidden=true", "hidden"),
        ("style='display: none'", "hidden"),
    ],
)
def test_attributes_mark_as_tags_do(attributes: str, mark: str) -> None:
    assert marks_of(f"<body><div {attributes}><p>One</p></div></body>") == [{mark}]


def test_the_element_with_the_prose_is_found_and_the_rest_stands_outside() -> None:
    found = measured(page())
    inside = np.array([text in PARAGRAPHS for text in found.blocks.texts])
    assert (found.columns["main_far"][inside] == 0).all()
    assert (found.columns["main_far"][~inside] > 0).sum() >= 3
    assert (found.columns["main_direct"][inside] == 2).all()


def test_blocks_of_a_kind_share_its_figures() -> None:
    found = measured(page("", f"<h1>A</h1>{body(*PARAGRAPHS * 2)}"))
    paragraphs = np.array([text in PARAGRAPHS for text in found.blocks.texts])
    assert set(found.columns["siblings_n"][paragraphs]) == {np.log1p(10)}
    assert found.columns["siblings_prose"][paragraphs] == pytest.approx(1.0)


def test_articles_are_numbered_each_with_its_share_of_the_prose() -> None:
    two = f"<body><article>{body(*PARAGRAPHS[:3])}</article><article>{body(PARAGRAPHS[3])}</article></body>"
    found = measured(two)
    assert list(found.columns["article_number"]) == [1, 1, 1, 2]
    shares = found.columns["article_share"]
    assert shares[0] > shares[3] > 0
    assert shares[0] + shares[3] == pytest.approx(1.0)
    assert set(found.columns["articles"]) == {2.0}
