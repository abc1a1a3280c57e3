"""Reads `key_rules.toml`: what an address may lose, by vendor, platform and well-known host."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

_FILE = files(__package__).joinpath("key_rules.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a parameter goes: its value fits, the address is of that kind, a companion is there."""

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
    """Rules that drop `names` (a trailing `*` makes one a beginning) and those that fit `when`."""
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
    """The rules of `key_rules.toml`, read once."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    groups = [*data["tracking"], *data["platform"]]
    hosts = {host: rules for row in data["outlet"] for rules in [_host_rules(row)] for host in row["hosts"]}
    return KnownRules(
        params=_general(groups), paths=tuple(map(_path_rule, _all(groups, "paths"))), hosts=hosts
    )


@lru_cache(maxsize=65536)
def rules_of(host: str) -> HostRules | None:
    """Rules of a bare host: its own, else those of the nearest domain above it that has some for all."""
    hosts = known_rules().hosts
    if host in hosts:
        return hosts[host]
    while "." in host:
        host = host[host.index(".") + 1 :]
        if "." + host in hosts:
            return hosts["." + host]
    return None
