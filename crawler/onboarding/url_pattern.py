"""The pattern of an outlet's article addresses, inferred from some of them and some of other pages.

A pattern is proposed only where it tells the two apart, and a number counts as the article's own id only
where no two articles share it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote, urlsplit

#: Articles needed to say anything of their addresses.
FEWEST = 4
#: Share of the articles that a pattern must match, and of the others that it may.
MATCHED = 0.9
MISTAKEN = 0.02

_DAY = r"(?:19|20)\d\d/\d{1,2}/\d{1,2}"
#: Ends of article paths with the outlet's own number or code, the surest first.
_WITH_ID = (
    r"/(?P<id>\d{4,})-[^/]+$",
    r"/(?P<id>\d{4,})/[^/]+$",
    r"-(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"[_.,](?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"/[a-z]{1,10}-?(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"/(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"-(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
    r"[-_/](?P<id>[0-9a-f]{24,40})(?:\.[a-z]{3,5})?$",
)
#: Ends without one: a day before the name, a month, the name of several words alone.
_WITHOUT_ID = (
    rf"/{_DAY}/[^/]+$",
    r"/(?:19|20)\d\d-\d\d-\d\d/[^/]+$",
    r"/(?:19|20)\d\d/\d{1,2}/[^/]+$",
    r"/[^/-]+(?:-+[^/-]+){3,}-*$",
)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")
_SECTION = re.compile(r"[^\W\d][\w-]{0,40}")


def article_pattern(articles: Sequence[str], others: Sequence[str]) -> str | None:
    """Return a pattern for `Outlet.article_url`, or None where the addresses have no form in common.

    `articles` are addresses of articles (best from a feed), `others` of the outlet's other pages.
    """
    paths, other_paths = sorted(set(map(path_of, articles))), set(map(path_of, others)) - {""}
    if len(paths) < FEWEST:
        return None
    for end in (*_WITH_ID, *_WITHOUT_ID):
        if not _tells(end, paths, other_paths):
            continue
        longer = (start + end for start in _starts(paths, end))
        return next((pattern for pattern in longer if _tells(pattern, paths, other_paths)), end)
    return None


def path_of(url: str) -> str:
    """Return what a pattern is searched in: the decoded path without a trailing slash."""
    return unquote(urlsplit(url).path).rstrip("/")


def _tells(pattern: str, paths: Sequence[str], others: set[str]) -> bool:
    found = [match for path in paths if (match := re.search(pattern, path))]
    mistaken = sum(1 for path in others if re.search(pattern, path))
    return (
        len(found) >= MATCHED * len(paths)
        and mistaken <= MISTAKEN * len(others)
        and ("(?P<id>" not in pattern or _are_ids([match["id"] for match in found]))
    )


def _are_ids(values: list[str]) -> bool:
    """Tell numbers of articles from years, which repeat."""
    years = sum(1 for value in values if re.fullmatch(r"(?:19|20)\d\d", value))
    return len(set(values)) == len(values) and years < len(values) / 2


def _starts(paths: Sequence[str], end: str) -> Iterator[str]:
    """Yield beginnings that name the section in a path: behind a language, else at once."""
    between = "(?:/[^/]+)*" if end.startswith("/") else "(?:/[^/]+)*/[^/]*"
    heads = [path.split("/")[1:3] for path in paths if path.count("/") > 1]
    if len(heads) < MATCHED * len(paths):
        return
    languages = Counter(head[0] for head in heads if _LANGUAGE.fullmatch(head[0]))
    if sum(languages.values()) >= MATCHED * len(heads):
        if all(len(head) > 1 and _SECTION.fullmatch(head[1]) for head in heads):
            yield rf"^/(?P<language>[a-z]{{2}}(?:-[a-z]{{2}})?)/(?P<section>[\w-]+){between}"
        yield rf"^/(?P<language>[a-z]{{2}}(?:-[a-z]{{2}})?){between}"
    elif sum(bool(_SECTION.fullmatch(head[0])) for head in heads) >= MATCHED * len(heads):
        yield rf"^/(?P<section>[\w-]+){between}"
