"""What an address may lose, as `key_rules.toml` says by vendor, platform and well-known host.

Of a query all goes that is no part of the article's name, and the rest gets one order.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from crawler.normalization.urls.address import names_article, respell_escapes

_FILE = files(__package__).joinpath("key_rules.toml")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a parameter goes: its value fits, the address is of a kind, another parameter is there."""

    value: re.Pattern[str] | None = None
    #: "any", "article" (the path names an article) or "identified" (the path or a parameter does).
    on: str = "any"
    companions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamRules:
    """Which query parameters go; every name is in lower case."""

    always: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    spared: frozenset[str] = frozenset()
    when: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRule:
    """A rewriting of the path, tried where `hint` is in it; `on` says what the rest must name."""

    hint: str
    pattern: re.Pattern[str]
    to: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostRules:
    """What is known of one well-known host."""

    rewrite: tuple[tuple[re.Pattern[str], str], ...] = ()
    article: re.Pattern[str] | None = None
    params: ParamRules = field(default_factory=ParamRules)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRules:
    """All that `key_rules.toml` holds, compiled."""

    params: ParamRules
    paths: tuple[PathRule, ...]
    hosts: Mapping[str, HostRules]


def _conditions(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Condition, ...]]:
    found: dict[str, tuple[Condition, ...]] = {}
    for row in rows:
        value = re.compile(row["value"], re.I) if "value" in row else None
        condition = Condition(
            value=value, on=row.get("on", "any"), companions=frozenset(map(str.lower, row.get("with", ())))
        )
        found[row["param"]] = (*found.get(row["param"], ()), condition)
    return found


def param_rules(names: Iterable[str], *, when: Iterable[Mapping[str, Any]] = ()) -> ParamRules:
    """Return rules that drop `names` and those that fit `when`; a trailing `*` makes a name a beginning."""
    lowered = [name.lower() for name in names]
    return ParamRules(
        always=frozenset(name for name in lowered if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in lowered if name.endswith("*")),
        when=_conditions(when),
    )


def _all(groups: Iterable[Mapping[str, Any]], name: str) -> Iterator[Any]:
    for group in groups:
        yield from group.get(name, ())


def _general(groups: list[Mapping[str, Any]]) -> ParamRules:
    named = [{"param": name, "on": "article"} for name in _all(groups, "on_article")]
    return ParamRules(
        always=frozenset(_all(groups, "params")),
        prefixes=tuple(_all(groups, "prefixes")),
        spared=frozenset(_all(groups, "spared")),
        when=_conditions([*named, *_all(groups, "when")]),
    )


def _path_rule(row: Mapping[str, str]) -> PathRule:
    pattern = re.compile(row["from"], re.I)
    return PathRule(hint=row["hint"], pattern=pattern, to=row["to"], on=row.get("on", "any"))


def _host_rules(row: Mapping[str, Any]) -> HostRules:
    return HostRules(
        rewrite=tuple((re.compile(pattern), to) for pattern, to in row.get("rewrite", ())),
        article=re.compile(row["article"]) if "article" in row else None,
        params=param_rules(row.get("drop", ()), when=row.get("when", ())),
    )


@lru_cache(maxsize=1)
def known_rules() -> KnownRules:
    """Return the rules of `key_rules.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    groups = [*data["tracking"], *data["platform"]]
    hosts = {host: rules for row in data["outlet"] for rules in [_host_rules(row)] for host in row["hosts"]}
    return KnownRules(
        params=_general(groups), paths=tuple(map(_path_rule, _all(groups, "paths"))), hosts=hosts
    )


@lru_cache(maxsize=65536)
def rules_of(host: str) -> HostRules | None:
    """Return the rules of a bare host: its own, else those of the nearest domain above it, or None."""
    hosts = known_rules().hosts
    if host in hosts:
        return hosts[host]
    while "." in host:
        host = host[host.index(".") + 1 :]
        if "." + host in hosts:
            return hosts["." + host]
    return None


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
    """Return the parameters of a query (without `?`) in one spelling, without empty ones.

    An entity that a feed escaped twice is dropped from the name.
    """
    query = respell_escapes(query)
    if "?" in query:
        query = _SECOND_QUERY.sub("&", query)
    parts = (_ENTITY.sub("", part) if part[:3] in ("amp", "AMP") else part for part in query.split("&"))
    return [_param(part) for part in parts if part]


def _is_identified(path: str, param: Param, params: Sequence[Param]) -> bool:
    """Tell whether the path, or a number in another parameter, says already which article it is."""
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
    return names_article(path) if condition.on == "article" else _is_identified(path, param, params)


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
    """Return the part of a query that names the article, ordered by name; equal names stay as they came.

    `path` is the tidy path; `host` are the rules of a well-known host; `drop` and `keep` (lower case) are
    an outlet's own.
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
