"""A key is its own key, whatever the address; and no address takes long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.normalization.urls import KeyRules, make_article_key, rules_by_host
from tests.growth import check_linear, check_moment

RADIOHC = KeyRules(
    outlet="radiohc",
    article_url=r"/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]+$",
    hosts=("radiohc.cu",),
    drop_prefixes=("/index.php",),
)

PIECES = """
amp print index.html index.php 2024/01/15 una-nota-de-prueba .. . %2e%2E %41 x.amp.html nota~amp.html
google-amp ;jsessionid=A1 %%34%31 a-68000001 158008-y comment-page-2 é 12345 a%2Fb ..;jsessionid=1
default.aspx x_amp.html (S(lit3py55t21z5v55vlm25s55)) articleshow/12345.cms
a-0b1c2d3e-0000-4000-8000-abcdefabcdef-amp
"""
HOSTS = """
www.radiohc.cu m.a.org www.m.www.a.co.uk amp.cnn.com www.bbc.co.uk amp.dw.com m.people.cn a.org. www.com [::1]
127.0.0.1:8000 amp.kompas.com m.folha.uol.com.br пример.рф m.spiegel.de www2.eluniversal.com.mx guardian.co.uk
"""
PARAMS = """
id=5 amp;id=5 amp print=1 utm_source=x sid=0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a page=2 share=x nb=1 ref=rss b
a=b?utm_source=x layout=default tmpl=component q=%%34%31 cfid=1 cftoken=2 []=é| page=all outputType=amp
service=amp amp;amp
"""


def one_of(words: str) -> st.SearchStrategy[str]:
    return st.sampled_from(words.split())


@st.composite
def addresses(draw: st.DrawFn) -> str:
    path = "/".join(draw(st.lists(one_of(PIECES) | st.just(""), max_size=6)))
    query = "&".join(draw(st.lists(one_of(PARAMS) | st.just(""), max_size=5)))
    fragment = draw(st.sampled_from(["", "#", "#!/a", "#/b?x=1", "#c", "&#038;id=3"]))
    return f"http://{draw(one_of(HOSTS))}/{path}" + (f"?{query}" if query else "") + fragment


def is_stable(url: str) -> bool:
    """Whether the key of `url`, if it has one, is its own key, with and without the rules of outlets."""
    try:
        bare, owned = make_article_key(url), make_article_key(url, rules=rules_by_host([RADIOHC]))
    except ValueError:
        return True
    return make_article_key(bare) == bare and make_article_key(owned, rules=rules_by_host([RADIOHC])) == owned


@given(addresses())
def test_a_key_of_a_made_up_address_is_its_own_key(url: str) -> None:
    assert is_stable(url)


@given(st.text() | st.text().map("https://a.org/".__add__) | st.text(max_size=20).map("http://".__add__))
def test_a_key_of_any_text_is_its_own_key_or_an_error_that_says_so(text: str) -> None:
    assert is_stable(text)


@given(addresses(), st.sampled_from(["utm_source=a", "fbclid=b", "gclid=c", "mc_eid=d"]))
def test_tracking_never_changes_a_key(url: str, tracking: str) -> None:
    base, mark, fragment = url.replace("&#038;", "&").partition("#")
    tracked = base + ("&" if "?" in base else "?") + tracking + mark + fragment
    assert make_article_key(tracked) == make_article_key(base + mark + fragment)


#: Head, unit and end of addresses that go on and on.
HOSTILE = [
    ("https://a.org", "/amp", ""),
    ("https://a.org/2024/01/15/una-nota", "/amp", "/x"),
    ("https://a.org", "/index.html", ""),
    ("https://a.org/", "a-", ""),
    ("https://a.org/", "1", "x"),
    ("https://www.bbc.co.uk/news/", "1", "x"),
    ("https://www.spiegel.de/", "a-/", ""),
    ("https://", "www.", "org/x"),
    ("https://a.org/x?", "sid&", ""),
    ("https://a.org/x?", "amp;", ""),
    ("https://a.org/x?", "&#0", ""),
    ("https://a.org/", ";jsessionid=", ""),
    ("https://a.org/", "(S(", ""),
    ("https://a.org/", "%", ""),
    ("radio:", "x", "?"),
]


@pytest.mark.parametrize(("head", "unit", "end"), HOSTILE)
def test_a_megabyte_of_anything_has_a_stable_key_in_linear_time(head: str, unit: str, end: str) -> None:
    def address(size: int) -> str:
        return head + unit * (size // len(unit)) + end

    assert is_stable(address(1_000_000))
    check_linear(is_stable, address)


@pytest.mark.parametrize(
    ("unit", "end"), [("1", "x"), ("a-", ""), ("/amp", ""), ("a/", ""), ("-1234567", "x"), ("articles/a", "")]
)
@pytest.mark.parametrize(
    "host", ["a.org", "www.bbc.co.uk", "www.faz.net", "www.rt.com", "news.detik.com", "apnews.com"]
)
def test_addresses_as_long_as_rules_are_tried_on_take_a_moment(host: str, unit: str, end: str) -> None:
    check_moment(make_article_key, f"https://{host}/{unit * (4_000 // len(unit))}{end}")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield str(name)
            yield from _strings(each)


def corpus_inputs(corpora: Path) -> Iterator[str]:
    """Every string of the URL corpora: as an address, and as host, path and query of one."""
    for file in sorted((corpora / "urls").iterdir()):
        text = file.read_text(encoding="utf-8")
        strings = set(_strings(json.loads(text)) if file.suffix == ".json" else text.splitlines())
        for string in strings:
            yield from (
                string,
                f"https://{string}/x",
                f"http://www.m.{string}",
                f"https://a.org/{string}?{string}",
            )


def test_every_input_of_the_corpora_has_a_stable_key_or_a_plain_error(corpora: Path) -> None:
    assert [text for text in corpus_inputs(corpora) if not is_stable(text)] == []
