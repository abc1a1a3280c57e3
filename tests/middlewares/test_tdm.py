"""What a host's tdmrep.json says of an address."""

import json

import pytest

from crawler.middlewares.tdm import read_reservations

SITE = "https://lantern.example"


def said(body: bytes, path: str) -> bool | None:
    rules = read_reservations(body)
    return next((rule.reserved for rule in rules if rule.covers(SITE + path)), None)


def rule(location: object, reserved: object) -> dict[str, object]:
    return {"location": location, "tdm-reservation": reserved, "tdm-policy": f"{SITE}/policy.json"}


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ([rule("/", 1)], "/news/1", True),
        ([rule("/news/*", 1)], "/news/1", True),
        ([rule("/news/*", 1)], "/sport/1", None),
        ([rule("/free/", 0), rule("/", 1)], "/free/1", False),
        ([rule("/free/", 0), rule("/", 1)], "/news/1", True),
        ([rule("*.pdf$", 1)], "/a.pdf", True),
        ([rule("*.pdf$", 1)], "/a.pdf?x", None),
        ([rule("/", "1")], "/news/1", True),
        ([rule("/", 2)], "/news/1", None),
        ([rule("/", None)], "/news/1", None),
        ([rule(7, 1)], "/news/1", None),
        ([rule("/a\nAllow: /", 1)], "/news/1", None),
        (["/", None], "/news/1", None),
        ({"location": "/"}, "/news/1", None),
    ],
)
def test_the_first_rule_that_covers_an_address_counts(rules, path, expected):
    assert said(json.dumps(rules).encode(), path) is expected


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 200_000, b"\xff\xfe"])
def test_what_is_no_such_file_reserves_nothing(body):
    assert read_reservations(body) == []
