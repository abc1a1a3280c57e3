"""A page in an outlet's markup with invented text: what a test may keep of a page that is somebody's work.

Tags, classes, addresses and the form of metadata stay. Words become invented ones, names too; dates move by
whole weeks; scripts, styles and comments are emptied.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Any

from crawler.extraction import read_page
from crawler.extraction.metadata.json_text import load_json_values
from crawler.extraction.page.text import visible_text
from crawler.items import Article
from crawler.onboarding.invented_text import TextInventor
from crawler.onboarding.invented_words import is_little, words_of
from crawler.onboarding.shifted_dates import DateShift

#: Elements whose content is no markup and no text.
_RAW = ("script", "style")
#: `meta` whose content is a term of the web and no text: it stays.
_TERMS = re.compile(
    r"viewport|robots|bot$|generator|referrer|format-detection|card$|type$|locale|language|charset|http-equiv"
    r"|verification|app-id|site_name|application-name|theme|color|csrf|token|rating|url$|image|:site$|geo\.|width"
    r"|height|x-ua-compatible|country|schema|refresh|tier",
    re.IGNORECASE,
)
#: Attributes that hold text, whatever it looks like.
_TEXTS = frozenset(
    {"alt", "title", "aria-label", "placeholder", "label", "summary", "data-title", "data-caption"}
)
#: Attributes that hold none.
_MARKUP = re.compile(
    r"class|id|href|src|srcset|style|rel|type|lang|dir|name|property|item(?:prop|type|scope)|role|sizes|media"
    r"|charset|http-equiv|action|method|target|width|height|for"
)
#: Keys of JSON-LD whose values are terms or addresses.
_TERM_KEYS = re.compile(
    r"^@|url$|logo|sameas|inlanguage|encoding|^image$|thumbnail|identifier|duration|isaccessible",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:https?:)?//|^/[\w-]|^(?:mailto|tel|javascript|data):", re.IGNORECASE)
#: Characters of a page that is worth it; a longer one is no news page.
_LONGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class InventedPage:
    """A page with invented text: its bytes in UTF-8, and how far its dates were moved."""

    html: bytes
    shift: DateShift


def invent_page(html: bytes, article: Article, *, url: str, names: Iterable[str], seed: str) -> InventedPage:
    """Return a page with invented text in place of its own; raises ValueError where it can't be written anew.

    `article` is what was read of it, `names` are the outlet's own names, `seed` gives other words.
    """
    page = read_page(html, url=url)
    if page.root is None or len(page.text) > _LONGEST:
        raise ValueError(f"{url} is no page of at most {_LONGEST:,} characters: no test is made of it")
    published = article.date_published
    shift = DateShift.of(published.date() if published else None, url=url)
    own = {*names, page.meta("og:site_name", "application-name") or "", *_publishers(page.scripts)}
    texts = TextInventor(visible_text(page.root), article, names=own, seed=seed)
    writer = _Writer(texts.invent, shift)
    try:
        writer.feed(page.text)
        writer.close()
    except AssertionError as error:  # what the standard library's parser has for marks that it does not know
        raise ValueError(f"{url} can't be written anew: {error}") from error
    finally:
        page.close()
    return InventedPage("".join(writer.written).encode("utf-8", "replace"), shift)


def _publishers(scripts: list[str]) -> set[str]:
    """The names of publishers in JSON-LD."""
    nodes = [node for script in scripts for node in load_json_values(script) if isinstance(node, dict)]
    found = [node.get("publisher") for node in nodes]
    return {str(one.get("name") or "") for one in found if isinstance(one, dict)}


class _Writer(HTMLParser):
    """Writes a page anew as it is read: the tags as they stand, and in them other text."""

    def __init__(self, invent: Callable[[str], str], shift: DateShift) -> None:
        super().__init__(convert_charrefs=True)
        self.invent, self.shift = invent, shift
        self.written: list[str] = []
        #: The element with raw content that is open, with its attributes, and that content so far.
        self.raw: tuple[str, dict[str, str | None]] | None = None
        self.content: list[str] = []

    def handle_decl(self, decl: str) -> None:
        """Keep the document type."""
        self.written.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag, its attributes of text with other text."""
        given = dict(reversed(attrs))  # of two of one name the first holds
        self.written.append(self._tag(tag, attrs, given) + ">")
        if tag in _RAW:
            self.raw, self.content = (tag, given), []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an empty tag."""
        self.written.append(self._tag(tag, attrs, dict(reversed(attrs))) + "/>")

    def _tag(self, tag: str, attrs: list[tuple[str, str | None]], given: dict[str, str | None]) -> str:
        kept = [(name, value) for name, value in attrs if not name.startswith("on")]
        parts = (_attribute(name, self._value(tag, name, value, given)) for name, value in kept)
        return "<" + " ".join([tag, *parts])

    def handle_endtag(self, tag: str) -> None:
        """Keep an end tag, behind what becomes of raw content."""
        if self.raw and tag == self.raw[0]:
            if "ld+json" in (self.raw[1].get("type") or "").lower():
                self.written.append(self._linked_data("".join(self.content)))
            self.raw = None
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write other text."""
        if self.raw:
            self.content.append(data)
        else:
            self.written.append(escape(self._text(data), quote=False))

    def _text(self, text: str) -> str:
        return self.shift.move_text(self.invent(text)) if text.strip() else text

    def _value(self, tag: str, name: str, value: str | None, given: dict[str, str | None]) -> str | None:
        if not value or name == "srcdoc" or (tag == "input" and name == "value"):
            return "" if value else value
        if name == "charset" and tag == "meta":
            return "utf-8"
        if value.lower().startswith("mailto:"):
            return "mailto:" + self.invent(value[len("mailto:") :])
        if _MARKUP.fullmatch(name):
            return value
        if tag == "meta" and name == "content":
            return self._content(value, given)
        if name in _TEXTS:
            return self._text(value)
        return self._unknown(value)

    def _content(self, value: str, given: dict[str, str | None]) -> str:
        names = " ".join(
            filter(None, (given.get(key) for key in ("property", "name", "itemprop", "http-equiv")))
        )
        if _ADDRESS.match(value):
            return value
        return (
            self._text(value)
            if names.endswith("alt") or not _TERMS.search(names)
            else self.shift.move_text(value)
        )

    def _unknown(self, value: str) -> str:
        """The value of an attribute that may hold anything: JSON, text, or a mark."""
        if value[0] in "{[" and (loaded := _loaded(value)) is not None:
            return json.dumps(self._json(loaded), ensure_ascii=False)
        if _ADDRESS.match(value):
            return value
        return self._text(value) if _is_prose(value) else self.shift.move_text(value)

    def _linked_data(self, text: str) -> str:
        values = [self._json(value) for value in load_json_values(text)]
        if not values:
            return ""
        written = json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False)
        return written.replace("</", "<\\/")

    def _json(self, value: Any, key: str = "") -> Any:
        """A value of JSON with other text, below the `key` at which it stands."""
        if isinstance(value, dict):
            return {name: self._json(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [self._json(one, key) for one in value]
        if not isinstance(value, str) or _ADDRESS.match(value) or _TERM_KEYS.search(key):
            return value
        if key.lower() in ("telephone", "faxnumber"):
            return re.sub(r"\d", "0", value)
        return self._text(value)


def _attribute(name: str, value: str | None) -> str:
    return name if value is None else f'{name}="{escape(value)}"'


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _is_prose(value: str) -> bool:
    """Whether a value is text rather than a mark: words between spaces, without the signs of code."""
    if re.search(r"[{}=;_<>\\]|\w:\w|\w/\w", value):
        return False
    return sum(1 for word in words_of(value) if not is_little(word)) > 1 and " " in value.strip()
