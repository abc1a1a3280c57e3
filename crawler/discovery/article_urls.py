"""Whether an address looks like an article's, for an outlet that declares no pattern of its own.

Across sites, article addresses end in many words, carry a number or a date, or stand under a word for
"article". Lists, tools and pages about the site are known by their own words.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.normalization.urls.path_words import (
    ARTICLES,
    FILES,
    FILLERS,
    ID_PARAMS,
    LIST_PARAMS,
    LISTS,
    NEWS,
    NOTICES,
    PAGES,
    SECTIONS,
    STATIC,
)

#: Points that make an article.
_ENOUGH = 3
_LONGEST = 2000
#: Words of a name that is certainly a headline, and of one that is certainly short.
_HEADLINE = 6
_SHORT = 4
#: Points for none, one, two, and three or more words that carry meaning: sections have one or two.
_POINTS_BY_WORDS = (0, 0, 1, 3)

_ENDING = re.compile(r"\.([a-z0-9]{2,11})$")
_SPLIT = re.compile(r"[\W_]+")
_MONTHS = "0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY = re.compile(rf"(?:19|20)\d\d[/._-]?(?:{_MONTHS})[/._-]?(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(rf"/(?:19|20)\d\d[/_-]?(?:{_MONTHS})/")
_YEAR = re.compile(r"/(?:19|20)\d\d/")
_PAGE = re.compile(r"/(?:page|pagina|seite|strona|strana|sayfa|sida)[/=-]?\d{1,5}$")
_NUMBER = re.compile(r"\d{5,}")
#: A number that may be an article's, if it is no year; from so many digits on it is one by itself.
_SHORT_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{4,20}")
_LONG = 5
_INNER_CAPITAL = re.compile(r"[a-z\d][A-Z]")
_MONTH_NUMBER = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?")
_CODE = re.compile(r"[a-z\d]{9,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_ID_VALUE = re.compile(r"[\w.-]{0,40}\d{2}[\w.-]{0,40}")
#: Scripts without spaces: four letters are about a word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def looks_like_article(url: str) -> bool:
    """Tell whether `url` (absolute) is more likely an article's than a list's, a tool's or a file's."""
    try:
        parts = urlsplit(url[:_LONGEST])
        host = (parts.hostname or "").split(".")[0]
    except ValueError:
        return False
    path, ending = _plain_path(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if parts.scheme not in ("http", "https") or ending in FILES:
        return False
    if {host, *segments} & LISTS or _PAGE.search(path):
        return False
    query = _query_points(parts.query)
    if query <= 0 and _is_about_the_site(segments):
        return False
    points = _path_points(segments, path) + _code_points(segments, parts.path) + query
    return points + (ending in PAGES) - 2 * (host in SECTIONS) >= _ENOUGH


def _plain_path(path: str) -> tuple[str, str]:
    """Return the path decoded, in lower case, without accents and ending, and the ending."""
    plain = unquote(path).lower().rstrip("/")
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain)
        plain = unicodedata.normalize(
            "NFC", "".join(char for char in spread if not unicodedata.combining(char))
        )
    found = _ENDING.search(plain)
    if found and found.group(1) in PAGES | FILES:
        return plain[: found.start()], found.group(1)
    return plain, ""


def _is_about_the_site(segments: list[str]) -> bool:
    """Tell whether the last segment names a section, or a page such as "privacy-policy" alone."""
    last = segments[-1] if segments else ""
    words = _words(last)
    if last in SECTIONS or (len(words) <= _SHORT and NOTICES.intersection(words) and not _DAY.search(last)):
        return True
    words = [word for word in words if word not in FILLERS]
    return bool(words) and STATIC.issuperset(words) and not _id_points(last)


def _words(segment: str) -> list[str]:
    return [word for word in _SPLIT.split(segment) if word.isalpha()]


def _path_points(segments: list[str], path: str) -> int:
    name = _name(segments)
    ids = [*name, *(segment for segment in segments[-2:-1] if segment.isdigit())]
    points = max(map(_word_points, name), default=0) + max(map(_id_points, ids), default=0)
    return points + _date_points(path, segments[-1:]) + _place_points({*segments[:-1], *name[1:]})


def _name(segments: list[str]) -> list[str]:
    """Return what names the page: the last segment, and the one before where the last is short beside it."""
    if len(segments) > 1 and len(_words(segments[-1])) <= 2 and _is_long(segments):
        return segments[-2:]
    return segments[-1:]


def _is_long(segments: list[str]) -> bool:
    """Tell whether the segment before the last is a headline, or the last is no name by itself."""
    return len(_words(segments[-1])) <= 1 or len(_words(segments[-2])) >= _HEADLINE


def _word_points(segment: str) -> int:
    found = _words(segment)
    words = sum(word not in FILLERS for word in found) + len(_UNSPACED.findall(segment)) // 4
    return 5 if len(found) >= _HEADLINE else _POINTS_BY_WORDS[min(words, 3)]


def _id_points(segment: str) -> int:
    """Count an id: a code of letters and digits, as editorial systems make them, or a long number."""
    if any(sum(map(str.isdigit, code)) > 2 and not code.isdigit() for code in _CODE.findall(segment)):
        return 3
    return 2 if _NUMBER.search(segment) and not _MONTH_NUMBER.fullmatch(segment) else 0


def _code_points(segments: list[str], printed: str) -> int:
    """Count a last segment that is nothing but a number, or a code below a word for "article".

    A number of five digits or six is enough alone, and one of four below such a word or one for news; a
    year, a month and a day are none. A code holds a digit or a capital among small letters, as printed.
    """
    if not segments:
        return 0
    last, above = segments[-1], {*segments[:-1]}
    if _SHORT_NUMBER.fullmatch(last) and not _MONTH_NUMBER.fullmatch(last):
        return 1 if len(last) >= _LONG else 2 * bool(above & (ARTICLES | NEWS))
    is_code = last.isalnum() and len(last) >= _LONG
    return int(is_code and segments[-2:-1] != [] and segments[-2] in ARTICLES and _is_coded(printed))


def _is_coded(path: str) -> bool:
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return any(map(str.isdigit, last)) or _INNER_CAPITAL.search(last) is not None


def _date_points(path: str, last: list[str]) -> int:
    """Count a date in the path, if more follows: "/2024/05/03" by itself is an archive."""
    if not last or not (_NUMBER.search(last[0]) or any(map(str.isalpha, last[0]))):
        return 0
    return 3 if _DAY.search(path) else 2 if _MONTH.search(path) or _YEAR.search(path) else 0


def _place_points(above: set[str]) -> int:
    points = 2 if above & ARTICLES else 1 if above & NEWS else 0
    return points - 2 * bool(above & SECTIONS)


def _query_points(query: str) -> int:
    """Count an id in the query; a search or a page of a list counts against."""
    points = 0
    for name, value in parse_qsl(query)[:30]:
        if name.lower() in LIST_PARAMS:
            return -_ENOUGH
        if name.lower() in ID_PARAMS and _ID_VALUE.fullmatch(value):
            points = _ENOUGH
    return points
