"""Articles over several pages: the address of the next one, and one draft of all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extraction.media import picture_name
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage, as_page
from crawler.extraction.page.text import fold_letters, visible_text
from crawler.records import Draft, Found

#: A repeated line of fewer letters may be there for good reason ("Yes.").
_SHORT = 20
#: No article has more pages; a larger number is an id.
MAX_PAGES = 60
_WORD = r"(?:page|seite|pagina|página|pag|part|teil|sida|side|strona|str|s|p|pg)"
_SUFFIXES = (
    re.compile(rf"[/,_.-]{_WORD}[/=_-]?(\d{{1,2}})(?=/?$|\.\w{{2,5}}$)", re.IGNORECASE),
    re.compile(r"[_,](\d{1,2})(?=\.\w{2,5}$)"),
    re.compile(r"[/,](\d{1,2})/?$"),
    re.compile(r"-(\d{1,2})(?=\.html?$)"),
)
_PARAMETERS = frozenset(
    ["page", "p", "pg", "seite", "pagina", "pag", "paged", "pagenumber", "page_number", "pageno", "part", "s"]
)
_WIDGET = re.compile(r"pagi|page-?(?:nav|num|link)|multipage|seiten|nextpage|wp-link-pages", re.IGNORECASE)
_NEXT = re.compile(
    r"^\W*(?:next(?: page)?|weiter|nächste(?: seite)?|siguiente|suivante?|(?:page )?suivante|prossima|"
    r"avanti|próxima|volgende|nästa|"
    r"neste|næste|seuraava|następna|další|следующая|далее|下一页|下一頁|"
    r"次へ|次のページ|다음|التالي)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Address:
    """An address without its page number, and the number."""

    base: tuple[str, str, tuple[tuple[str, str], ...]]
    number: int
    #: The number stands in the query, or behind a word that means page.
    in_query: bool = False
    named: bool = False


def next_page(html: str | bytes | HtmlPage, url: str) -> str | None:
    """Return the address of the same article's next page, or None.

    A link counts where the page calls it the next one (`rel=next`, a pagination widget) and where its
    address is this one's with the next page number. The next article, comment page or list page does not
    count.
    """
    page = as_page(html, url=url)
    if page.root is None:
        return None
    return next(
        (found for found, certain in _offered(page) if is_following_page(url, found, certain=certain)), None
    )


def _offered(page: HtmlPage) -> Iterator[tuple[str, bool]]:
    """Yield addresses that may be the next page, each with whether the page calls it so (`rel=next`)."""
    for element in [*page.all("link"), *page.all("a")]:
        if "next" in (element.get("rel") or "").lower().split() and (
            found := page.absolute(element.get("href"))
        ):
            yield found, True
    for element in page.all("a"):
        found = page.absolute(element.get("href")) if _is_widget(element) else None
        text = visible_text(element) if found else ""
        if found and (text.isdigit() or _NEXT.match(text) or _NEXT.match(element.get("aria-label") or "")):
            yield found, False


def _is_widget(link: Element) -> bool:
    near = [link, *link.above()][:5]
    return any(
        _WIDGET.search(f"{e.get('class') or ''} {e.get('id') or ''} {e.get('aria-label') or ''}")
        for e in near
    )


def is_following_page(url: str, candidate: str, *, certain: bool = False) -> bool:
    """Tell whether `candidate` is the page after `url` of one article, by the two addresses alone."""
    if "comment" in urlsplit(candidate).fragment or "comment-page" in candidate or "cpage=" in candidate:
        return False
    whole, steps = _whole(url), list(_readings(candidate))
    # Some sites count from 0: their second page is `?page=1`, which counts only where called "next".
    second = (1, 2) if certain and "?" in candidate else (2,)
    if any(step.base == whole.base and step.number in second for step in steps):
        return True
    owns = [own for own in _readings(url) if _is_story(own)]
    return any(own.base == step.base and step.number == own.number + 1 for own in owns for step in steps)


def _is_story(own: _Address) -> bool:
    """Tell whether an address is of a story's numbered page, not of a numbered article: a slug shows it."""
    last = own.base[1].rstrip("/").rsplit("/", 1)[-1]
    return own.in_query or own.named or last.count("-") >= 2 or len(last) > 25


def _whole(url: str) -> _Address:
    parts = urlsplit(url)
    query = tuple(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return _Address(base=(_host(parts.hostname), _path(parts.path), query), number=1)


def _readings(url: str) -> Iterator[_Address]:
    """Yield each way to read a page number out of an address, with the address that remains."""
    whole, parts = _whole(url), urlsplit(url)
    host, _, query = whole.base
    for key, value in query:
        if key.lower() in _PARAMETERS and value.isdigit() and len(value) < 3:
            rest = tuple(pair for pair in query if pair != (key, value))
            yield _Address(base=(host, whole.base[1], rest), number=int(value), in_query=True)
    path = unquote(parts.path)
    for place, suffix in enumerate(_SUFFIXES):
        found = suffix.search(path)
        if found and 0 < int(found.group(1)) <= MAX_PAGES:
            rest_path = path[: found.start()] + path[found.end() :]
            yield _Address(base=(host, _path(rest_path), query), number=int(found.group(1)), named=place == 0)


def _host(name: str | None) -> str:
    return (name or "").removeprefix("www.")


def _path(path: str) -> str:
    return unquote(path).rstrip("/")


def merge_drafts(first: Draft, later: Draft) -> Draft:
    """Return one draft of two pages of an article: the first one's record with the text and media of both.

    Paragraphs and pictures that the first page has are not repeated; fields that it lacks are filled.
    """
    fields = {**{k: v for k, v in later.fields.items() if k != "canonical_url"}, **first.fields}
    if body := _joined(first, later):
        fields["body"] = Found(value=body, origin=fields["body"].origin)
    for name in ("images", "videos", "audios"):
        if name in first.fields and name in later.fields:
            united = _united([*first.fields[name].value, *later.fields[name].value])
            fields[name] = Found(value=united, origin=first.fields[name].origin)
    return replace(first, fields=fields)


def _joined(first: Draft, later: Draft) -> str:
    """Return the paragraphs of both bodies, each once."""
    title = fold_letters(_text(later, "headline"))
    known: set[str] = set()
    kept: list[str] = []
    for paragraph in [*_text(first, "body").split("\n\n"), *_text(later, "body").split("\n\n")]:
        mark = fold_letters(paragraph)
        if mark != title and (mark not in known or len(mark) < _SHORT):
            kept.append(paragraph)
        known.add(mark)
    return "\n\n".join(kept)


def _text(draft: Draft, name: str) -> str:
    found = draft.fields.get(name)
    return found.value if found else ""


def _united(values: list[Any]) -> list[Any]:
    """Return values once each; pictures count as one where their addresses differ in the query only."""
    return list({picture_name(getattr(v, "url", v)): v for v in reversed(values)}.values())[::-1]
