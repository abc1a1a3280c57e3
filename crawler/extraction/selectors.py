"""An outlet's own selectors: CSS, or XPath where one starts with "/" or "("; the first that gives wins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cssselect import SelectorError
from lxml import etree
from parsel import Selector
from parsel.csstranslator import HTMLTranslator

from crawler.extraction.body.choose import container_body
from crawler.extraction.captions import caption_of, marked_captions
from crawler.extraction.media import image_source
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import squeeze_space, visible_text
from crawler.field_facts import Form
from crawler.items import ARTICLE_FIELDS, Image
from crawler.records import Found

Selectors = Mapping[str, list[str]]

#: Fields that a page can give; the others are the crawler's own account of it.
FIELDS = tuple(name for name, facts in ARTICLE_FIELDS.items() if facts.declared.on_page)
_FORMS = {name: facts.form for name, facts in ARTICLE_FIELDS.items()}
_ADDRESSES = {name for name, facts in ARTICLE_FIELDS.items() if facts.declared.address} | {"canonical_url"}
_TRUE, _FALSE = ("true", "1", "yes", "free"), ("false", "0", "no", "paid", "locked")


def check_selectors(selectors: object) -> list[str]:
    """Return what is wrong with an outlet's selectors, each problem as a sentence; [] where nothing is."""
    if not isinstance(selectors, Mapping):
        return [
            f"selectors must be a dict of field name to list of selectors, not {type(selectors).__name__}"
        ]
    return [problem for name, given in selectors.items() for problem in _problems(name, given)]


def _problems(name: object, given: object) -> list[str]:
    if name not in FIELDS:
        known = "it is filled by the crawler itself" if name in ARTICLE_FIELDS else "there is no such field"
        return [f"selectors[{name!r}]: {known}; use one of {', '.join(FIELDS)}"]
    if isinstance(given, str) or not isinstance(given, list | tuple):
        return [
            f"selectors[{name!r}] must be a list of selectors, not {type(given).__name__}: write [{given!r}]"
        ]
    if not given:
        return [f"selectors[{name!r}] is an empty list: give a selector or leave the field out"]
    return [problem for selector in given if (problem := _problem(str(name), selector))]


def _problem(name: str, selector: object) -> str | None:
    if not isinstance(selector, str) or not selector.strip():
        return (
            f"selectors[{name!r}]: {selector!r} is no selector; write CSS, or XPath that starts with / or ("
        )
    try:
        etree.XPath(_xpath(selector))
    except (SelectorError, etree.XPathError, ValueError) as error:
        kind = "XPath" if _is_xpath(selector) else "CSS"
        return f"selectors[{name!r}]: {selector!r} is not valid {kind}: {error}"
    return None


def _is_xpath(selector: str) -> bool:
    return selector.lstrip().startswith(("/", "("))


@lru_cache(maxsize=4096)
def _xpath(selector: str) -> str:
    return selector.strip() if _is_xpath(selector) else HTMLTranslator().css_to_xpath(selector)


def select_field(page: HtmlPage, selectors: Selectors, field: str) -> Found | None:
    """Return what the first of a field's selectors gives that gives something, or None."""
    for selector in selectors.get(field, ()) if page.root is not None else ():
        value = _value(page, field, page.select(_xpath(selector)))
        if value not in (None, "", []):
            return Found(value=value, origin="selector")
    return None


def body_containers(page: HtmlPage, selectors: Selectors) -> list[Element]:
    """Return the elements that the first of the body's selectors names that names any; [] without one."""
    for selector in selectors.get("body", ()) if page.root is not None else ():
        if found := _outermost(page, page.select(_xpath(selector))):
            return found
    return []


def _value(page: HtmlPage, field: str, found: Any) -> Any:
    if field == "body":
        return _body(page, found)
    if field == "images":
        return [image for one in found for image in _images(page, one)]
    texts = [text for one in found if (text := _text(page, field, one))]
    if _FORMS[field] is Form.TEXTS:
        return list(dict.fromkeys(texts))
    if _FORMS[field] is Form.FLAG:
        return _flag(texts)
    return texts[0] if texts else None


def _body(page: HtmlPage, found: Any) -> str:
    strings = [squeeze_space(one.get()) for one in found if isinstance(one.root, str)]
    return container_body(_outermost(page, found)) or "\n\n".join(filter(None, strings))


def _outermost(page: HtmlPage, found: Any) -> list[Element]:
    """Return the elements of a selection without those that stand within another one of it."""
    elements = [page.own(one.root) for one in found if not isinstance(one.root, str)]
    inside = set(elements)
    return [element for element in elements if not any(parent in inside for parent in element.above())]


def _text(page: HtmlPage, field: str, one: Selector) -> str:
    """Return the text of one match: a string, an address for media, else an attribute or visible text."""
    if isinstance(one.root, str):
        text = squeeze_space(one.root)
        return _address(page, field, text) if field in _ADDRESSES else text
    element = page.own(one.root)
    if field == "canonical_url":
        printed = element.get("href") or element.get("content") or visible_text(element)
        return _address(page, field, squeeze_space(printed))
    if field in _ADDRESSES:
        picture = next(element.iter("img"), element) if element.tag == "picture" else element
        return _address(page, field, image_source(picture) or picture.get("href") or picture.get("content"))
    if element.tag == "meta":
        return squeeze_space(element.get("content") or "")
    if _FORMS[field] is Form.INSTANT and (stated := element.get("datetime")):
        return squeeze_space(stated)
    return visible_text(element)


def _address(page: HtmlPage, field: str, printed: str | None) -> str:
    """Return a printed address made absolute; "" where it can't be, and a canonical one as it stands."""
    return page.absolute(printed) or (printed or "" if field == "canonical_url" else "")


def _images(page: HtmlPage, one: Selector) -> list[Image]:
    if isinstance(one.root, str):
        address = page.absolute(one.root)
        return [Image(url=address)] if address else []
    return [
        Image(url=address, caption=caption, credit=credit)
        for picture in page.own(one.root).iter("img")
        if (address := page.absolute(image_source(picture)))
        for caption, credit in [caption_of(picture, marked_captions(page))]
    ]


def _flag(texts: list[str]) -> bool | None:
    word = texts[0].casefold() if texts else ""
    return True if word in _TRUE else False if word in _FALSE else None
