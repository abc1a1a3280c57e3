"""Texts that are kept as data give their paragraphs, whichever editor made them."""

import pytest

from crawler.extraction.metadata.rich_text import TextReader
from tests.extraction.pages import PARAGRAPHS
from tests.growth import check_linear

ONE, TWO = PARAGRAPHS[:2]


def read_paragraphs(text: object) -> list[str]:
    return TextReader().paragraphs(text)


#: The first paragraph in three pieces.
START, LINKED, END = ONE[:4], ONE[4:11], ONE[11:]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{ONE}</p><p>{TWO}</p>",
        f"{ONE}<br><br>{TWO}",
        f"&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;",
        f"{ONE}\n\n{TWO}",
        [ONE, TWO],
        [
            {"type": "paragraph", "text": ONE},
            {"type": "image", "caption": "A pier"},
            {"type": "p", "text": TWO},
        ],
        [
            {"_id": "1", "type": "text", "content": f"{ONE} "},
            {"_id": "2", "type": "text", "content": f"{TWO} "},
        ],
        [
            {"name": "core/paragraph", "attributes": {"content": ONE}},
            {"name": "core/heading", "content": TWO},
        ],
        {"blocks": [{"key": "a", "text": ONE, "type": "unstyled"}, {"text": TWO, "type": "header-two"}]},
        {"blocks": [{"type": "paragraph", "data": {"text": ONE}}, {"type": "header", "data": {"text": TWO}}]},
        [
            {"children": [{"text": START}, {"text": LINKED, "bold": True}, {"text": END}]},
            {"children": [{"text": TWO}]},
        ],
        [
            {
                "_type": "block",
                "children": [{"_type": "span", "text": START}, {"_type": "span", "text": LINKED + END}],
            },
            {"_type": "block", "children": [{"_type": "span", "text": TWO}]},
        ],
        {
            "nodeType": "document",
            "content": [
                {
                    "nodeType": "paragraph",
                    "content": [
                        {"nodeType": "text", "value": START},
                        {"nodeType": "hyperlink", "content": [{"nodeType": "text", "value": LINKED}]},
                        {"nodeType": "text", "value": END},
                    ],
                },
                {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": TWO}]},
            ],
        },
        [
            "$",
            "div",
            None,
            {
                "children": [
                    ["$", "nav", None, {"children": "Home"}],
                    ["$", "p", "1", {"children": [START, ["$", "a", None, {"children": LINKED}], END]}],
                    ["$", "p", "2", {"children": TWO}],
                ]
            },
        ],
        {"text": TWO[:20], "html": f"<p>{ONE}</p><p>{TWO}</p>"},
    ],
)
def test_paragraphs(text: object) -> None:
    assert read_paragraphs(text) == [ONE, TWO]


def test_what_holds_itself_ends() -> None:
    circle: dict[str, object] = {"text": ONE}
    circle["children"] = [circle, circle]
    assert read_paragraphs(circle)[0] == ONE
    assert read_paragraphs(None) == read_paragraphs(3) == read_paragraphs({}) == []


@pytest.mark.parametrize(
    "make", [lambda n: ["x y. "] * n, lambda n: "<" * n, lambda n: "<p" * n, lambda n: "&lt;p" * n]
)
def test_hostile_texts_take_linear_time(make: object) -> None:
    check_linear(read_paragraphs, make, most=300_000)  # type: ignore[arg-type]
