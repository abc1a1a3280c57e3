"""The query of an address: what is not part of the article's name goes, the rest gets one order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.normalization.urls.key_rules import Condition, HostRules, ParamRules, known_rules
from crawler.normalization.urls.paths import names_article, respell_escapes

#: "?" written for "&" before a parameter that some tool appended.
_SECOND_QUERY = re.compile(r"\?(?=(?:utm_(?:source|medium|campaign)|fbclid|gclid)=)")
#: An entity that a feed escaped twice: "&amp;id=1" arrives as the name "amp;id".
_ENTITY = re.compile(r"^(?:amp(?:;|%3B))+", re.I)
_DIGIT = re.compile(r"\d")
#: A page of an article or a list: never part of what is dropped by an outlet's `article` rule.
PAGING = frozenset(
    {"page", "pg", "pagina", "page_number", "pagenumber", "pagewanted", "seite", "start", "offset"}
    | {"limitstart", "part"}
)


@dataclass(frozen=True, slots=True)
class Param:
    """A query parameter as written, its name in lower case, its value."""

    text: str
    name: str
    value: str


def _param(text: str) -> Param:
    name, _, value = text.partition("=")
    return Param(text, name.lower(), value)


def split_query(query: str) -> list[Param]:
    """Parameters of a query (without `?`) in one spelling; empty ones and doubled entities go."""
    query = respell_escapes(query)
    if "?" in query:
        query = _SECOND_QUERY.sub("&", query)
    parts = (_ENTITY.sub("", part) if part[:3] in ("amp", "AMP") else part for part in query.split("&"))
    return [_param(part) for part in parts if part]


def _identified(path: str, param: Param, params: Sequence[Param]) -> bool:
    """Whether something beside `param` says which article: the path, or a number in another parameter."""
    if names_article(path) or _DIGIT.search(path[path.rfind("/") + 1 :]):
        return True
    return any(
        _DIGIT.search(other.value) and other.name not in PAGING for other in params if other is not param
    )


def _fits(condition: Condition, param: Param, path: str, params: Sequence[Param]) -> bool:
    if condition.value is not None and not condition.value.fullmatch(param.value):
        return False
    if condition.companions and not any(other.name in condition.companions for other in params):
        return False
    if condition.on == "any":
        return True
    return names_article(path) if condition.on == "article" else _identified(path, param, params)


def _goes(rules: ParamRules, param: Param, path: str, params: Sequence[Param]) -> bool:
    name = param.name
    if name in rules.always:
        return True
    if name.startswith(rules.prefixes) and name not in rules.spared:
        return True
    return any(_fits(condition, param, path, params) for condition in rules.when.get(name, ()))


def article_query(
    query: str,
    *,
    path: str,
    host: HostRules | None = None,
    drop: ParamRules | None = None,
    keep: frozenset[str] = frozenset(),
) -> str:
    """What of `query` names the article, with one order: by name, equal names as they came.

    `path` is the tidy path; `host` are the rules of a well-known host; `drop` and `keep` (lower case)
    are an outlet's own.
    """
    params = split_query(query)
    rules = [known_rules().params, *([host.params] if host else ()), *([drop] if drop else ())]
    named = host is not None and host.article is not None and host.article.search(path) is not None
    kept = [
        param
        for param in params
        if param.name in keep
        or not ((named and param.name not in PAGING) or any(_goes(r, param, path, params) for r in rules))
    ]
    if all("=" in param.text for param in kept):
        kept.sort(key=lambda param: param.text.partition("=")[0])
    return "&".join(param.text for param in kept)
