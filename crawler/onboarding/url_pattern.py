"""The pattern of an outlet's article addresses, inferred from some of them and some of other pages.

A pattern is proposed only where it tells the two apart, and a number counts as the article's own id only
where no two articles share it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: Articles needed to say anything of their addresses.
FEWEST = 4
#: Share of the articles that a pattern must match, and of the others that it may.
MATCHED = 0.9
MISTAKEN = 0.02
#: Folders that a pattern names at most.
_FEW_FOLDERS = 5

_DAY = r"(?:19|20)\d\d/\d{1,2}/\d{1,2}"
#: Ends of article paths with the outlet's own number or code, the surest first.
_WITH_ID = (
    r"/(?P<id>\d{4,})-[^/]+$",
    r"/(?P<id>\d{4,})/[^/]+$",
    r"-(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"[_.,](?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"/(?:[a-z]{1,10}-?|!)(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"/(?P<id>\d{4,})(?:\.[a-z]{3,5})?$",
    r"-(?P<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
    r"[-_/](?P<id>[0-9a-f]{24,40})(?:\.[a-z]{3,5})?$",
    r"/(?P<id>\d{4,})[/_][^/]+(?:/[^/]+)?$",
    r"[-_/,.](?P<id>(?=[A-Za-z]*\d)[A-Za-z\d]{6,40})(?:_\d{1,2})?(?:\.[a-z]{3,5})?$",
)
#: Ends without one: a day before the name, a month, the name of several words alone.
_WITHOUT_ID = (
    rf"/{_DAY}/[^/]+$",
    r"/(?:19|20)\d\d-\d\d-\d\d/[^/]+$",
    r"/(?:19|20)\d\d/\d{1,2}/[^/]+$",
    r"/[^/-]+(?:-+[^/-]+){3,}-*$",
    r"/(?:19|20)\d{4}(?:\d\d)?/(?:\d\d/)?[^/]+$",
    r"/[^/-]+(?:-+[^/-]+){2,}-*$",
    r"/[^/_]+(?:_+[^/_]+){3,}$",
    r"/[^/-]+(?:-+[^/-]+){2,}-*(?:\.[a-z]{3,5}|/[^/]+)$",
    r"/(?:articles?|story|stories|post|posts|news|noticias?|artikel|p|a|art)/[^/]+$",
)
#: Forms that an outlet's addresses have at once, at most: an old system's and a new one's.
_FORMS = 3
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")
_SECTION = re.compile(r"[^\W\d][\w-]{0,40}")


def article_pattern(articles: Sequence[str], others: Sequence[str]) -> str | None:
    """Return a pattern for `Outlet.article_url`, or None where the addresses have no form in common.

    `articles` are addresses of articles (best from a feed), `others` of the outlet's other pages. Where those
    have the same form, the folders that only the one or the other stand in are named.
    """
    paths, other_paths = _paths(articles, others)
    if len(paths) < FEWEST:
        return None
    found = (_first_that_tells(ends, paths, other_paths) for ends in (_WITH_ID, _WITHOUT_ID))
    return next(filter(None, found), None) or _several_forms(paths, other_paths)


def _several_forms(paths: Sequence[str], others: set[str]) -> str | None:
    """Return a pattern of a few ends at once, where no single one will do; it names no id.

    The end that fits most of what is left is added, until the articles are told from the other pages.
    """
    ends = [end.replace("(?P<id>", "(?:") for end in (*_WITH_ID, *_WITHOUT_ID)]
    clear = [end for end in ends if len(_fit(end, (), others).mistaken) <= MISTAKEN * len(others)]
    chosen: list[str] = []
    left = list(paths)
    while clear and left and len(chosen) < _FORMS:
        best = max(clear, key=lambda end: len(_fit(end, left, set()).fitting))
        chosen.append(best)
        left = [path for path in left if not re.search(best, path)]
        pattern = f"(?:{'|'.join(chosen)})"
        if len(chosen) > 1 and _tells(pattern, paths, others):
            return pattern
    return None


def _first_that_tells(ends: Sequence[str], paths: Sequence[str], others: set[str]) -> str | None:
    for end in ends:
        if _tells(end, paths, others):
            longer = (start + end for start in _starts(paths, end))
            return next((pattern for pattern in longer if _tells(pattern, paths, others)), end)
    narrower = (start + end for end in ends for start in _folders(end, paths, others))
    return next((pattern for pattern in narrower if _tells(pattern, paths, others)), None)


def why_no_pattern(articles: Sequence[str], others: Sequence[str]) -> str:
    """Return in words why `article_pattern` gives none: too few, no common form, or that of others."""
    paths, other_paths = _paths(articles, others)
    if len(paths) < FEWEST:
        return f"{len(paths)} addresses of articles are known, and {FEWEST} are needed"
    fits = [_fit(end, paths, other_paths) for end in (*_WITH_ID, *_WITHOUT_ID)]
    common = [fit for fit in fits if len(fit.fitting) >= MATCHED * len(paths)]
    if not common:
        return _no_common_form(max(fits, key=lambda fit: len(fit.fitting)), paths)
    least = min(common, key=lambda fit: len(fit.mistaken))
    if least.mistaken:
        return (
            f"pages that are no articles have the same form: {len(least.mistaken)} of {len(other_paths)},"
            f" such as {least.mistaken[0]}"
        )
    return f"the number in addresses such as {least.fitting[0]} is no article's own: articles share it"


def _no_common_form(best: _Fit, paths: Sequence[str]) -> str:
    other = next(path for path in paths if path not in best.fitting)
    if not best.fitting:
        return f"none of {len(paths)} addresses has a number, a day or four words at its end, such as {other}"
    return (
        f"the addresses have no form in common: {len(best.fitting)} of {len(paths)} are like"
        f" {best.fitting[0]}, not {other}"
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """The paths that an end fits: of articles, and by mistake of other pages."""

    fitting: list[str]
    mistaken: list[str]


def _fit(end: str, paths: Sequence[str], others: set[str]) -> _Fit:
    fitting, mistaken = ([path for path in some if re.search(end, path)] for some in (paths, sorted(others)))
    return _Fit(fitting, mistaken)


def _paths(articles: Sequence[str], others: Sequence[str]) -> tuple[list[str], set[str]]:
    """The paths of the articles, each once, and those of the others without the home page's."""
    return sorted(set(map(path_of, articles))), set(map(path_of, others)) - {""}


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


def _folders(end: str, paths: Sequence[str], others: set[str]) -> Iterator[str]:
    """Yield beginnings that name the folders of articles, or those of other pages, where they are few."""
    fit = _fit(end, paths, others)
    if len(fit.fitting) < MATCHED * len(paths):
        return
    own, theirs = (
        {path.split("/")[1] for path in some if path.count("/") > 1} for some in (paths, fit.mistaken)
    )
    if 0 < len(own) <= _FEW_FOLDERS:
        yield rf"^/(?:{_either(own)}){_between(end)}"
    if 0 < len(theirs - own) <= _FEW_FOLDERS:
        yield rf"^(?!/(?:{_either(theirs - own)})/){_between(end)}"


def _either(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words))


def _between(end: str) -> str:
    """What stands between the beginning of a path and an end: whole segments, where that begins with one."""
    return "(?:/[^/]+)*" if end.startswith("/") else "(?:/[^/]+)*/[^/]*"


def _starts(paths: Sequence[str], end: str) -> Iterator[str]:
    """Yield beginnings that name the section in a path: behind a language, else at once."""
    between = _between(end)
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
