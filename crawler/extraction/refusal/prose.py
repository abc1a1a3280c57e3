"""How much prose of its own a page has: the most text in paragraphs that stand together.

The paragraphs of an article stand side by side in one element. Those of a listing stand each in a card of
their own, beside the link to their article. So menus and teasers don't add up, however many they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import BLOCKS, UNSEEN, text_nodes

#: Characters of a paragraph that is more than a label or a date.
_SENTENCE = 30
#: Below this the paragraphs may be wrapped one by one, or be no `p`: it is looked for more widely.
ENOUGH = 450
#: What a letter of a script without spaces counts for, beside one of an alphabet.
_DENSE_WEIGHT = 2.5
#: Scripts that have no spaces between words.
DENSE = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Characters among which a text in such a script has some of its letters.
_OPENING = 50
#: Elements that a loose text belongs to: blocks, and the page itself.
_AROUND_TEXT = BLOCKS | {"body", "html"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
#: What a wrapper of a paragraph and nothing else does not hold.
_OF_A_CARD = frozenset({*_HEADINGS, "img", "time", "button", "input", "li"})


@dataclass
class Prose:
    """Paragraphs that stand together in `parent`; `alike` counts such groups in elements of its class."""

    parent: Element | None = None
    texts: list[str] = field(default_factory=list)
    #: Groups of two paragraphs or more with half of this one's text, in elements of its tag and class.
    alike: int = 0

    @cached_property
    def size(self) -> int:
        """Characters of all texts, those of scripts without spaces weighed as `weigh_text` does."""
        return int(sum(map(weigh_text, self.texts)))


def weigh_text(text: str) -> float:
    """Return the number of characters of a text; those of scripts without spaces count 2.5 each."""
    if text.isascii() or not DENSE.search(text[:_OPENING]):
        return len(text)
    return len(text) + (_DENSE_WEIGHT - 1) * len(DENSE.findall(text))


def main_prose(page: HtmlPage) -> Prose:
    """Return the largest group of paragraphs of a page; an empty one where it has no sentence."""
    groups = _grouped((p.parent, text) for p in page.all("p") if (text := _own_text(p)))
    best = _largest(groups)
    if best.size >= ENOUGH:
        return best
    loose = _grouped(_loose_texts(page))
    wider = [*map(_merged, (groups, loose)), loose]
    return max(best, *map(_largest, wider), key=lambda prose: prose.size)


def _merged(groups: list[Prose]) -> list[Prose]:
    """Return the groups of paragraphs that each stand in a wrapper of its own as groups around these."""
    around = [(_outside(group.parent), group.texts) for group in groups]
    return _grouped((parent, text) for parent, texts in around for text in texts)


def _own_text(paragraph: Element) -> str:
    """Return a paragraph's text without its links; "" where it is no sentence, or the links are longer."""
    own, linked = [], 0
    nodes, at = paragraph.nodes, paragraph.index + 1
    while at < paragraph.end:
        node = nodes[at]
        at += 1
        if isinstance(node, str):
            own.append(node.strip())
        elif node.tag == "a":
            linked += sum(len(text.strip()) for text in node.texts())
            at = node.end
        elif node.tag in UNSEEN:
            at = node.end
    text = " ".join(filter(None, own))
    is_sentence = len(text) >= _SENTENCE or weigh_text(text) >= _SENTENCE
    return text if is_sentence and len(text) > linked else ""


def _grouped(texts: Iterable[tuple[Element | None, str]]) -> list[Prose]:
    found: dict[int, Prose] = {}
    for parent, text in texts:
        if parent is not None:
            found.setdefault(parent.index, Prose(parent)).texts.append(text)
    return list(found.values())


def _largest(groups: list[Prose]) -> Prose:
    """Return the group with the most text; of a list of teasers only the longest text counts."""
    best = max(groups, key=lambda group: sum(map(len, group.texts)), default=Prose())
    if best.parent is None:
        return best
    if _is_list(best):
        return Prose(best.parent, [max(best.texts, key=len)])
    look, half = _look(best.parent), sum(map(len, best.texts)) / 2
    best.alike = sum(
        len(g.texts) > 1 and g is not best and sum(map(len, g.texts)) >= half and _look(g.parent) == look
        for g in groups
    )
    return best


def _look(element: Element | None) -> tuple[str, str | None]:
    return (element.tag, element.get("class")) if element is not None else ("", None)


def _is_list(group: Prose) -> bool:
    """Tell whether nearly each paragraph of a group stands under a heading with a link, as teasers do."""
    children = list(group.parent) if group.parent is not None else []
    linked = sum(e.tag in _HEADINGS and any(True for _ in e.below("a")) for e in children)
    return linked >= 3 and linked >= 0.6 * len(group.texts)


def _outside(parent: Element | None) -> Element | None:
    """Return the element around a wrapper that holds nothing but paragraphs, else the wrapper itself."""
    if parent is None or parent.parent is None or parent.tag in ("body", "li", "td"):
        return parent
    return parent if any(e.tag in _OF_A_CARD for e in parent.below()) else parent.parent


def _loose_texts(page: HtmlPage) -> Iterator[tuple[Element | None, str]]:
    """Yield the sentences outside of paragraphs and links, each with the block that it stands in."""
    body = next(iter(page.all("body")), page.root)
    lines: dict[int, list[str]] = defaultdict(list)
    blocks: dict[int, Element] = {}
    for element, text in text_nodes(body) if body is not None else ():
        block = _block(element) if text and not text.isspace() else None
        if block is not None:
            lines[block.index].append(text.strip())
            blocks[block.index] = block
    for at, texts in lines.items():
        yield from ((blocks[at], text) for text in texts if weigh_text(text) >= _SENTENCE)


def _block(element: Element | None) -> Element | None:
    """Return the block that an element's text belongs to; None in a link, a heading or a paragraph."""
    while element is not None and element.tag not in _AROUND_TEXT:
        if element.tag == "a":
            return None
        element = element.parent
    return None if element is None or element.tag in ("p", "button", "nav", "footer", *_HEADINGS) else element
