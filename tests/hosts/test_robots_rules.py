"""Case 20, and of 22 the bomb: how robots.txt is read before Protego matches it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.hosts.robots_rules import MAX_BYTES, is_html, product_token, read_rules

SITE = "http://lantern.example"
ROOT = Path(__file__).parents[2]
#: The RFC differs from Google's parser on these: escapes that need none are undone (section 2.2.2).
RFC_FIRST = 3


def test_case_20_googles_cases_are_decided_as_google_does(corpora):
    cases = json.loads((corpora / "robots" / "google_robots_cases.json").read_text("utf-8"))
    right = [c["allowed"] == allows(c["robots"].encode(), c["url"], token=c["agent"]) for c in cases]
    assert (len(right), sum(right)) == (145, 145 - RFC_FIRST)


def allows(body: bytes, url: str, *, token: str = "crawler") -> bool:
    return read_rules(body, token).allows(url)


@pytest.mark.parametrize(
    ("body", "path", "allowed"),
    [
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /x", "/x", False),
        ("\ufeffUser-agent: *\nDisallow: /x".encode("utf-16-le"), "/x", False),
        ("\ufeffUser-agent: *\nDisallow: /x".encode("utf-16-be"), "/x", False),
        (b"User-agent: *\rDisallow: /x\r", "/x", False),
        (b"User-agent: *\r\nDisallow: /x\r\n", "/x", False),
        (b"User-agent: *\nDisallow: /x\x0b/y\n", "/x", True),
        (b"  USER-AGENT :  * # all\n\tDisallow :/x#y", "/x", False),
        (b"User-agent *\nDisallow /x", "/x", False),
        (b"Disallow: /x", "/x", True),
        (b"User-agent: *\nDisallow:", "/x", True),
        (b"User-agent: other\nSitemap: /s\nFoo: bar\nUser-agent: *\nDisallow: /x", "/x", False),
        (b"User-agent: other\nCrawl-delay: 5\n\nUser-agent: *\nDisallow: /x", "/x", False),
        (b"User-agent: Crawler\nAllow: /\n\nUser-agent: *\nDisallow: /", "/x", True),
        (b"User-agent: crawler/0.1\nDisallow: /x\n\nUser-agent: *\nAllow: /", "/x", False),
        (b"User-agent: crawlers\nDisallow: /x", "/x", True),
        (b"User-agent: crawler4j\nDisallow: /x", "/x", True),
        (b"User-agent: 4crawler\nDisallow: /x", "/x", True),
        (b"User-agent: crawler 4j\nDisallow: /x", "/x", False),
        (b"User-agent: crawler\nDisallow: /a\n\nUser-agent: crawler\nDisallow: /x", "/x", False),
        (b"User-agent: crawler\n\nUser-agent: *\nDisallow: /x", "/x", False),
        (b"User-agent: *\nDisallow: /\nAllow: /x$", "/x", True),
        (b"User-agent: *\nDisallow: /\nAllow: /x$", "/xy", False),
        (b"User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        (b"User-agent: *\nDisallow: /caf\xc3\xa9", "/caf%C3%A9", False),
        (b"User-agent: *\nDisallow: /caf\xe9", "/caf%E9", False),
        (b"User-agent: *\nDisallow: /%7Eann", "/~ann", False),
        (b"User-agent: *\nDisallow: /", "/robots.txt", True),
        (b"", "/x", True),
        (b"\x00\xff\xfe", "/x", True),
    ],
)
def test_case_20_lines_are_read_by_the_rfc(body, path, allowed):
    assert allows(body, SITE + path) is allowed


@pytest.mark.parametrize(
    ("body", "delay"),
    [
        (b"User-agent: *\nCrawl-delay: 5", 5.0),
        (b"User-agent: *\nCrawl-delay: 0.5 # s", 0.5),
        (b"User-agent: crawler\nDisallow: /x\n\nUser-agent: *\nCrawl-delay: 5", None),
        (b"User-agent: other\nCrawl-delay: 5\nUser-agent: *\nDisallow: /x", None),
        (b"User-agent: *\nCrawl-delay: 5\nCrawl-delay: 9\nCrawl-delay: soon", 9.0),
        (b"User-agent: *\nCrawl-delay: -3", None),
        (b"User-agent: *\nCrawl-delay: .5", 0.5),
        (b"User-agent: *\nCrawl-delay: 0,5", 0.5),
        (b"User-agent: *\nCrawl-delay: 10s", 10.0),
        (b"User-agent: *\nCrawl-delay: .", None),
        (b"User-agent: *\nCrawl-delay: nan", None),
    ],
)
def test_case_23_the_delay_is_that_of_the_crawlers_own_group(body, delay):
    assert read_rules(body, "crawler").delay == delay


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("crawler/0.1 (+https://lantern.example)", "crawler"),
        ("Lantern-News_Bot", "Lantern-News_Bot"),
        (" crawler ", "crawler"),
        ("", ""),
    ],
)
def test_the_product_token_is_the_first_word_of_the_user_agent(agent, token):
    assert product_token(agent) == token


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html>", b"\n <HTML>", b"\xef\xbb\xbf<html><pre>", b"<?xml ?><html>"]
)
def test_case_22_a_web_page_is_told_from_rules(body):
    assert is_html(body)
    assert allows(body + b"\nUser-agent: *\nDisallow: /\n", SITE + "/x")


COUNT = range(60_000)
BOMBS = {
    "rules": b"".join(b"Disallow: /%d\n" % number for number in COUNT),
    "stars": b"".join(b"Disallow: /*%d*a$\n" % number for number in COUNT),
    "short": b"".join(b"Allow:*%c%c%c$\n" % (33 + n % 90, 33 + n // 90 % 90, 33 + n // 8100) for n in COUNT),
    "one": b"Disallow: /" + b"*a" * 300_000,
    "names": b"".join(b"User-agent: a%d\n" % number for number in COUNT),
    "lines": b"\n" * 600_000,
}  # fmt: skip
MEASURE = """
import sys
from pathlib import Path
from crawler.hosts.robots_rules import read_rules
def peak():
    return next(int(x.split()[1]) for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x)
body = sys.stdin.buffer.read()
read_rules(b"User-agent: *\\nDisallow: /*$", "crawler")
before = peak()
read_rules(body, "crawler")
print(peak() - before)
"""


@pytest.mark.system
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("name", BOMBS)
def test_case_22_a_bomb_costs_less_than_50_mb(name):
    body = (b"User-agent: *\n" + BOMBS[name])[:MAX_BYTES]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", MEASURE], input=body, capture_output=True, env=environment)
    assert int(done.stdout) < 50_000, done.stderr


@pytest.mark.parametrize("stars", ["*a", "a*", "*a*b", "**"])
def test_case_22_matching_comes_to_an_end_whatever_the_stars_of_a_pattern(stars):
    rules = read_rules(b"User-agent: *\nDisallow: /" + stars.encode() * 5_000 + b"x$", "crawler")
    assert rules.allows(f"{SITE}/{'ab' * 4_000}")
