"""The elements of a page that stand apart from its article, and those that seem to and hold it.

Menus, buttons and `noscript` hold no paragraph of an article, unless they are never closed: then all that
follows stands in them. Comments, consent tools and hidden elements are told by their names and attributes,
and count only beside a text that stands elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage
from crawler.extraction.page.text import UNSEEN

#: Elements that hold no paragraph of an article, whatever stands in them.
_WITHOUT_TEXT = frozenset({"script", "style", "head", "title"})
#: Elements that hold none as a rule.
PRUNED = UNSEEN | _WITHOUT_TEXT | {
    "nav", "dialog", "menu", "button", "datalist", "audio", "video", "iframe", "object",
}  # fmt: skip
#: Characters of a text that is more than a label, and of all texts of a page that has one of its own.
_SENTENCE, _ENOUGH = 40, 250
#: Long texts in an element that may be a whole article.
_PARAGRAPHS = 4
#: Nodes of the smallest element that may hold a page.
_SMALLEST = 8
_WHOLE = frozenset({"html", "body", "main"})
#: What ids and classes of consent tools begin with; "consent" and "privacy" name parts of articles, too.
CONSENT_TOOLS = (
    "onetrust-", "cybotcookiebot", "didomi-", "usercentrics-", "qc-cmp", "cmpbox", "sp_message_container",
    "truste-", "truste_", "cookie-law-info-", "cookiescript_", "iubenda-cs-", "tarteaucitron", "klaro",
    "borlabs-cookie", "borlabscookie", "cmplz-cookie", "cky-consent", "moove_gdpr", "osano-cm-",
    "fc-consent-root", "axeptio", "termly-", "evidon-", "ppms_cm_", "cc-window", "consent_blackbar",
)  # fmt: skip
#: Words for comments in names of elements; a singular may name a kind of article ("comment", "Kommentar").
_COMMENTS = frozenset({
    "comments", "commentlist", "commentarea", "commentsection", "disqus", "respond", "livefyre", "viafoura",
    "openweb", "giscus", "utterances", "fbcomments", "kommentare", "leserkommentare", "comentarios",
    "comentários", "commentaires", "commenti", "reacties", "kommentarer", "kommentarfelt", "kommentarsfält",
    "komentarze", "komentáře", "komentari", "diskuze", "diskuse", "hozzaszolasok", "kommentek",
    "comentarii", "yorumlar", "binhluan", "komentarai", "kommentaarid", "kommentit", "komentarji",
    "комментарии", "коментарі", "коментари", "σχόλια", "sxolia",
})  # fmt: skip
#: One of them stands in each such name.
_IN_COMMENTS = (
    "comment", "coment", "komment", "koment", "disqus", "respond", "livefyre", "viafoura", "openweb",
    "giscus", "utterances", "reacties", "diskuze", "diskuse", "hozzaszolas", "yorumlar", "binhluan",
    "коммент", "комент", "σχόλια", "sxolia",
)  # fmt: skip
#: Words that make a name of a comment, or of a list of them, out of "comment" before them.
_OF_COMMENT = frozenset({
    "list", "area", "section", "thread", "body", "content", "text", "wrapper", "item", "meta", "author",
    "form",
})  # fmt: skip
#: Words beside them in names that say something of an article, or of a way to its comments.
_ABOUT_COMMENTS = frozenset({
    "no", "has", "have", "with", "without", "open", "closed", "enabled", "disabled", "off", "on", "count",
    "counter", "number", "link", "button", "btn", "allow", "icon", "toggle", "status",
})  # fmt: skip
#: Style of an element that is not shown, or far off the screen.
_NOT_SHOWN = re.compile(
    r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden"
    r"|(?:left|top|text-indent)\s{0,9}:\s{0,9}-\d{3})", re.IGNORECASE,
)  # fmt: skip
#: Names of what a click or a subscription shows; React keeps what it has yet to place in "S:1".
_SHOWN_LATER = re.compile(
    r"^S:[0-9a-f]{1,6} |paywall|collaps|accordion|expand|toggle|tab-?pan|faq|read-?more", re.IGNORECASE
)
#: In classes that show an element to screen readers alone, far off the screen.
_FOR_SCREEN_READERS = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|(?:visually|assistive)-?hidden|screen-?reader(?:-only|-text)?|off-?screen|"
    r"assistive-text|element-invisible|a11y-hidden|only-screenreader)(?=\s|$)", re.IGNORECASE,
)  # fmt: skip
_IN_FOR_SCREEN_READERS = ("sr-only", "sronly", "hidden", "reader", "screen", "assistive", "invisible")
_NAME_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]{2,}")
_MOST_NAMES = 20
#: Characters of an element's names that are looked through.
_READ = 300


@dataclass(frozen=True, slots=True)
class Apart:
    """Places in the list of nodes: elements of which nothing is chosen, and pruned ones that are read.

    What is not chosen is measured all the same, since the classifier looks at what follows an article,
    unless it `outweighs` the rest of the page, and would be taken for the article itself.
    """

    foreign: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    outweighs: bool = False


class _LongTexts:
    """Where the long texts of a page stand outside links and scripts, and how many characters they have."""

    def __init__(self, root: Element) -> None:
        self.places: list[int] = []
        self.sums = [0]
        nodes, at = root.nodes, root.index + 1
        while at < root.end:
            node = nodes[at]
            at += 1
            if isinstance(node, Element):
                at = node.end if node.tag == "a" or node.tag in _WITHOUT_TEXT else at
            elif len(node) >= _SENTENCE and len(text := node.strip()) >= _SENTENCE:
                self.places.append(at - 1)
                self.sums.append(self.sums[-1] + len(text))

    @property
    def whole(self) -> int:
        """The characters on the whole page."""
        return self.sums[-1]

    def inside(self, element: Element) -> int:
        """Return the characters in an element."""
        first, last = self._bounds(element)
        return self.sums[last] - self.sums[first]

    def count(self, element: Element) -> int:
        """Return how many of the texts stand in an element."""
        first, last = self._bounds(element)
        return last - first

    def _bounds(self, element: Element) -> tuple[int, int]:
        return bisect_left(self.places, element.index), bisect_left(self.places, element.end)


def find_apart(page: HtmlPage, root: Element) -> Apart:
    """Return which elements below `root` hold nothing of the article, and which are read all the same."""
    pruned = [e for tag in PRUNED - _WITHOUT_TEXT for e in page.all(tag) if e.end - e.index > _SMALLEST]
    comments = _outermost(page.named(is_comments_name, words=_IN_COMMENTS))
    consent = _outermost(page.named(is_consent_name, words=CONSENT_TOOLS))
    hidden = _outermost(_find_hidden(page))
    if not (pruned or comments or consent or hidden):
        return Apart()
    texts = _LongTexts(root)
    opened = frozenset(e.index for e in pruned if _holds_page(e, texts, page))
    if texts.whole - sum(map(texts.inside, comments)) < _ENOUGH:
        comments = []
    unseen = [e for e in hidden if 2 * texts.inside(e) <= texts.whole]
    foreign = [e for e in (*comments, *consent, *unseen) if not _holds_heading(e, page)]
    outweighs = 2 * sum(map(texts.inside, foreign)) > texts.whole
    return Apart(frozenset(e.index for e in foreign), opened, outweighs)


def _find_hidden(page: HtmlPage) -> list[Element]:
    """Return the elements that no reader sees, by their attributes or as classes for screen readers."""
    by_class = page.marked(_FOR_SCREEN_READERS, words=_IN_FOR_SCREEN_READERS)
    return sorted({*filter(is_hidden, page.elements), *by_class}, key=lambda e: e.index)


def is_hidden(element: Element) -> bool:
    """Tell whether an element says that it is not shown, and not that a click or a script shows it."""
    attributes = element.attributes
    if "hidden" in attributes:
        hides = attributes["hidden"] != "until-found"
    elif "style" in attributes and _NOT_SHOWN.search(attributes["style"]):
        hides = True
    else:
        hides = attributes.get("aria-hidden") == "true"
    return hides and not any(_SHOWN_LATER.search(_names_of(e)) for e in (element, element.parent) if e)


def _names_of(element: Element) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"[:_READ]


def _outermost(elements: Iterable[Element]) -> list[Element]:
    """Return the elements (given in document order) that stand in none of the others, and are no page."""
    found: list[Element] = []
    for element in elements:
        if element.tag not in _WHOLE and not (found and found[-1].holds(element)):
            found.append(element)
    return found


def _holds_heading(element: Element, page: HtmlPage) -> bool:
    headings = page.all("h1")
    at = bisect_left(headings, element.index, key=lambda heading: heading.index)
    return at < len(headings) and element.holds(headings[at])


def _holds_page(element: Element, texts: _LongTexts, page: HtmlPage) -> bool:
    """Tell whether most of the page's text stands in an element, and its heading or all paragraphs, too."""
    inside = texts.inside(element)
    outside = texts.whole - inside
    if inside <= outside:
        return False
    return _holds_heading(element, page) or (outside < _ENOUGH and texts.count(element) >= _PARAGRAPHS)


def is_consent_name(names: str) -> bool:
    """Tell whether a class or an id is that of a consent tool's window."""
    return any(name.startswith(CONSENT_TOOLS) for name in names.lower().split())


def is_comments_name(names: str) -> bool:
    """Tell whether a class or an id is that of comments ("comments-area", "commentList", "disqus_thread")."""
    return any(_is_of_comments(name) for name in names.split()[:_MOST_NAMES])


def _is_of_comments(name: str) -> bool:
    words = [word.lower() for word in _NAME_WORD.findall(name[:80])]
    if not _ABOUT_COMMENTS.isdisjoint(words):
        return False
    is_list = any(word == "comment" and then in _OF_COMMENT for word, then in pairwise(words))
    return is_list or not _COMMENTS.isdisjoint(words)
