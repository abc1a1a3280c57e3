"""The rules that stand as data are sourced, sound and final."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crawler.normalization.urls.key_rules as key_rules
from crawler.normalization.urls import make_article_key
from crawler.normalization.urls.key_rules import known_rules, param_rules, rules_of

DATA: dict[str, Any] = tomllib.loads(Path(key_rules.__file__).with_name("key_rules.toml").read_text("utf-8"))
GROUPS = [*DATA["tracking"], *DATA["platform"], *DATA["outlet"]]


def test_every_rule_says_where_it_comes_from() -> None:
    assert [group for group in GROUPS if not group.get("source", "").strip()] == []


def test_no_rule_has_a_key_that_nothing_reads() -> None:
    assert {name for group in DATA["tracking"] for name in group} <= {
        "vendor", "source", "params", "prefixes", "spared", "on_article",
    }  # fmt: skip
    assert {name for group in DATA["platform"] for name in group} <= {
        "name",
        "source",
        "params",
        "prefixes",
        "when",
        "paths",
    }
    assert {name for group in DATA["outlet"] for name in group} <= {
        "hosts",
        "source",
        "rewrite",
        "article",
        "drop",
        "when",
    }
    conditions = [row for group in GROUPS for row in group.get("when", ())]
    assert {name for row in conditions for name in row} <= {"param", "value", "on", "with"}
    assert {row["on"] for row in conditions if "on" in row} <= {"article", "identified"}
    paths = [row for group in GROUPS for row in group.get("paths", ())]
    assert {row["on"] for row in paths if "on" in row} <= {"article", "slug"}


def test_names_are_lower_case_and_stand_once() -> None:
    names = [
        name
        for group in GROUPS
        for kind in ("params", "on_article", "prefixes", "spared")
        for name in group.get(kind, ())
    ]
    assert names == [name.lower() for name in names]
    assert len(names) == len(set(names))
    assert all(row["param"] == row["param"].lower() for group in GROUPS for row in group.get("when", ()))


def test_hosts_are_bare_real_and_stand_once() -> None:
    hosts = [host for group in DATA["outlet"] for host in group["hosts"]]
    assert len(hosts) == len(set(hosts))
    assert [
        host for host in hosts if host != host.lower() or host.startswith("www.") or host.endswith(".example")
    ] == []


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "p",
        "nota",
        "source",
        "from",
        "cid",
        "mc",
        "tid",
        "clickid",
        "source_id",
        "ref",
        "utmost",
        "gclid_doc",
        "utm",
    ],
)
def test_names_that_may_be_an_id_never_go_everywhere(name: str) -> None:
    params = known_rules().params
    assert name not in params.always
    assert not (name.startswith(params.prefixes) and name not in params.spared)


def test_a_rewriting_starts_from_a_host_that_has_the_rules_and_each_is_anchored() -> None:
    for group in DATA["outlet"]:
        for pattern, _ in group.get("rewrite", ()):
            assert pattern.startswith("^"), pattern
            assert pattern.endswith("$"), pattern
            re.compile(pattern)


REWRITES = [(pattern, to) for group in DATA["outlet"] for pattern, to in group.get("rewrite", ())]


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in REWRITES])
@settings(max_examples=30, deadline=None)
@given(st.data())
def test_what_a_rewriting_gives_is_final(pattern: str, data: st.DataObject) -> None:
    place = data.draw(st.from_regex(re.compile(pattern, re.A), fullmatch=True))
    try:
        key = make_article_key(f"https://www.{place}")
    except ValueError:
        return
    assert make_article_key(key) == key


def test_rules_of_a_domain_hold_on_the_subdomains_it_names() -> None:
    assert rules_of("roma.corriere.it") is rules_of("corriere.it") is not None
    assert rules_of("sport.theguardian.com") is None
    assert rules_of("corriere.it.evil.org") is None


def test_a_star_makes_a_name_a_beginning() -> None:
    rules = param_rules(["Ref", "lmd_*"])
    assert (rules.always, rules.prefixes) == (frozenset({"ref"}), ("lmd_",))
