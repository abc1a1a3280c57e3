"""The path of an address: one spelling for each, and what it says of the article by itself."""

from __future__ import annotations

import re

from ada_url import URL

from crawler.normalization.urls.key_rules import PathRule, known_rules

#: An address beyond this is none that an outlet gives to an article: it names none, and only its host
#: is mended.
RULES_LIMIT = 4096

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|[%|^`{}\\]")
_SPELLED = {f"{code:02X}": chr(code) if chr(code) in _UNRESERVED else f"%{code:02X}" for code in range(256)}

_JSESSIONID = re.compile(r";jsessionid=[^/;]*", re.I)
_COOKIELESS = re.compile(r"/\([A-Za-z]\([0-9a-zA-Z_-]{20,}\)\)(?=/)")
_SLASHES = re.compile(r"/{2,}")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
_INDEX = re.compile(r"index\.(?:html?|shtml|xhtml|php|phtml|aspx?|jsp|cfm)|default\.(?:html?|aspx?)", re.I)

_SCRIPT = re.compile(r"\.(?:php\d?|aspx?|jsp|cfm|do|cgi|pl|dll)$", re.I)
_DATED = re.compile(r"(?:19|20)\d\d(?:[-/]?(?:0?[1-9]|1[0-2])|/[a-z]{3})(?![0-9a-z])|(?:19|20)\d{6}(?!\d)")
_NUMBER = re.compile(r"\d{5}")
_LETTER = re.compile(r"(?:^|[^%])[A-Za-z]{2}|%[89A-F]")
_EXTENSION = re.compile(r"\.[A-Za-z]{2,5}$")
_WORD = re.compile(r"(?:%[89A-F][0-9A-F]|[A-Za-z])+")
_SLUG_WORDS, _LAST_SLUG_WORDS = 4, 3


def _respell(match: re.Match[str]) -> str:
    code = match[1]
    return _SPELLED[code.upper()] if code else f"%{ord(match[0]):02X}"


def respell_escapes(text: str) -> str:
    """One spelling of percent escapes (RFC 3986, 6.2.2): upper case, none for unreserved characters.

    A reserved character keeps the form it came in, since a server may tell the two apart.
    """
    return _ESCAPE.sub(_respell, text)


def _shorten(path: str) -> str:
    """`path` without trailing slashes and index pages."""
    end = len(path)
    while end:
        start = path.rfind("/", 0, end)
        last = path[start + 1 : end]
        if last and not ("." in last and _INDEX.fullmatch(last)):
            break
        end = start
    return path[: max(end, 0)]


def tidy_path(path: str) -> str:
    """One spelling of a path: escapes, double slashes, session ids, index page, trailing slash.

    Takes the path of a WHATWG href; gives it without a trailing slash, so "" for the root.
    """
    path = respell_escapes(path)
    if "(" in path:
        path = _COOKIELESS.sub("", path)
    if ";" in path:
        path = _JSESSIONID.sub("", path)
    if "//" in path:
        path = _SLASHES.sub("/", path)
    if "/." in path and _DOTS.search(path):
        return tidy_path(URL("https://host" + path).pathname)
    return _shorten(path)


def _words(segment: str) -> int:
    return sum(len(word) > 1 for word in _WORD.findall(_EXTENSION.sub("", segment)))


def has_slug(path: str) -> bool:
    """Whether words in the path name an article: a slug, or a date and a word after it."""
    path = path.rstrip("/")
    last = path[path.rfind("/") + 1 :]
    if len(path) > RULES_LIMIT or _SCRIPT.search(last):
        return False
    if _words(last) >= _LAST_SLUG_WORDS:
        return True
    if _DATED.search(path) and (_LETTER.search(_EXTENSION.sub("", last)) or _NUMBER.search(last)):
        return True
    return any(_words(segment) >= _SLUG_WORDS for segment in path.split("/"))


def names_article(path: str) -> bool:
    """Whether the path alone names an article: by words, or by a number of five digits at its end."""
    path = path.rstrip("/")
    last = path[path.rfind("/") + 1 :]
    if has_slug(path):
        return True
    return len(path) <= RULES_LIMIT and bool(_NUMBER.search(last)) and not _SCRIPT.search(last)


def _holds(rule: PathRule, path: str) -> bool:
    if rule.on == "article":
        return names_article(path)
    return rule.on != "slug" or has_slug(path)


def plain_path(path: str) -> str:
    """`path` one step nearer to the article's own where it is that of its AMP or print page or the like."""
    lower = path.lower()
    for rule in known_rules().paths:
        if rule.hint in lower:
            short = rule.pattern.sub(rule.to, path, count=1)
            if short != path and _holds(rule, short):
                return _shorten(short)
    return path
