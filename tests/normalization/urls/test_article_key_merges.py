"""The article key: what merges, and what never does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.normalization.urls import KeyRules, make_article_key, rules_by_host

RADIOHC = KeyRules(
    outlet="radiohc",
    article_url=r"/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]+$",
    hosts=("radiohc.cu",),
    drop_prefixes=("/index.php",),
)
ARTICLE = "https://www.diario.org/2024/01/15/una-nota/"


def same(*urls: str) -> bool:
    return len({make_article_key(url) for url in urls}) == 1


def test_the_key_is_a_readable_address_without_what_does_not_name_the_article() -> None:
    assert make_article_key("HTTP://www.Diario.org:80/2024/01/15/una-nota/?utm_source=x#top") == (
        "https://diario.org/2024/01/15/una-nota"
    )
    assert make_article_key("https://diario.org") == "https://diario.org/"


@pytest.mark.parametrize(
    "other",
    [
        "http://diario.org/2024/01/15/una-nota",
        "  https://diario.org/2024/01/15/una-nota\n",
        "https://diario.org./2024//01/15/./una-nota//",
        "https://diario.org/2024/01/15/una%2dnot%61?",
        "https://reader:secret@diario.org/2024/01/15/una-nota",
        "https://diario.org/2024/01/15/una-nota/index.html",
        "https://diario.org/2024/01/15/una-nota/Default.aspx",
        "https://diario.org/2024/01/15/una-nota;jsessionid=0A1B2C?PHPSESSID=0123456789",
        "https://diario.org/(S(lit3py55t21z5v55vlm25s55))/2024/01/15/una-nota",
        "https://diario.org/2024/01/15/una-nota#:~:text=hola",
        "https://diario.org/2024/01/15/una-nota?UTM_Source=x&amp;utm_medium=y&FBCLID=z&&",
        "https://diario.org/2024/01/15/una-nota?ref=rss&ocid=feed",
        "https://diario.org/2024/01/15/una-nota/amp/",
        "https://diario.org/2024/01/15/una-nota?amp",
        "https://diario.org/amp/2024/01/15/una-nota",
        "https://amp.diario.org/2024/01/15/una-nota/amp.html",
        "https://m.diario.org/2024/01/15/una-nota?m=1",
        "https://diario.org/index.php/2024/01/15/una-nota",
        "https://diario.org/2024/01/15/una-nota/print/",
        "https://diario.org/2024/01/15/una-nota/comment-page-2#comment-9",
        "https://diario.org/2024/01/15/una-nota?share=telegram&nb=1",
        "https://diario.org/2024/01/15/una-nota?print=1&tmpl=component&layout=default&page=",
    ],
)
def test_variants_of_one_article_share_its_key(other: str) -> None:
    assert same(ARTICLE, other)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://a.org/amp", "https://a.org/"),
        ("https://a.org/tag/amp/", "https://a.org/tag/"),
        ("https://a.org/2024/01/15/best-guitar-amp", "https://a.org/2024/01/15/best-guitar"),
        ("https://a.org/guitar_amp.html", "https://a.org/guitar.html"),
        ("https://a.org/electronics/amp/12345", "https://a.org/electronics/12345"),
        ("https://a.org/print", "https://a.org/"),
        ("https://a.org/view?print=2", "https://a.org/view?print=3"),
        ("https://a.org/view?amp=2", "https://a.org/view?amp=3"),
        ("https://a.org/view?sid=77", "https://a.org/view?sid=78"),
        ("https://a.org/view?sid=" + "0a" * 16, "https://a.org/view?sid=" + "0b" * 16),
        ("https://a.org/view?utm_zone=16", "https://a.org/view?utm_zone=17"),
        ("https://a.org/view?at_id=1", "https://a.org/view?at_id=2"),
        ("https://a.org/view?pk_id=1", "https://a.org/view?pk_id=2"),
        ("https://a.org/view.php?page=all", "https://a.org/view.php?page=1"),
        ("https://a.org/ver-nota-completa.php?scid=1", "https://a.org/ver-nota-completa.php?scid=2"),
        ("https://a.org/view?id=1&id=2", "https://a.org/view?id=2&id=1"),
        ("https://a.org/view?a=1&#038;id=2", "https://a.org/view?a=1&#038;id=3"),
        ("https://a.org/view?q=a+b", "https://a.org/view?q=a%2Bb"),
        ("https://a.org/a%252Fb", "https://a.org/a%2Fb"),
        ("https://a.org/index.php/blog", "https://a.org/blog"),
        ("https://a.org:8443/x", "https://a.org/x"),
        ("http://a.org:8080/x", "https://a.org:8080/x"),
        ("https://www.co.uk/x", "https://co.uk/x"),
        ("https://m.a.org/view?id=1", "https://a.org/view?id=1"),
        ("https://m.co.uk/2024/01/15/una-nota", "https://co.uk/2024/01/15/una-nota"),
        ("https://amp.dev/guia-de-paginas-web-rapidas", "https://dev/guia-de-paginas-web-rapidas"),
        ("https://blog.a.org/una-nota-de-prueba-larga", "https://a.org/una-nota-de-prueba-larga"),
        ("https://www2.a.org/view?id=1", "https://a.org/view?id=1"),
        ("https://a.org/app#/x", "https://a.org/app#/y"),
        ("https://www.theguardian.com/world?page=2", "https://www.theguardian.com/world?page=3"),
        (
            "https://www.heise.de/news/X-9600000.html?seite=2",
            "https://www.heise.de/news/X-9600000.html?seite=3",
        ),
        ("https://www.dw.com/en/x/a-1234567", "https://www.dw.com/en/x/video-1234567"),
        ("https://www.cnn.com/", "https://edition.cnn.com/"),
        ("https://abcnews.go.com/US/story?id=1", "https://abcnews.go.com/US/story?id=2"),
        ("https://www.spiegel.de/thema/kuba/p2/", "https://www.spiegel.de/thema/kuba/p3/"),
        ("https://a.org/archive/2024/01", "https://a.org/archive/2024/02"),
    ],
)
def test_what_may_be_another_article_keeps_a_key_of_its_own(a: str, b: str) -> None:
    assert not same(a, b)


@pytest.mark.parametrize(
    ("plain", "variant"),
    [
        (
            "https://www.theguardian.com/world/live/2023/oct/07/story",
            "https://amp.theguardian.com/world/live/2023/oct/07/story?page=with:block-65a4&CMP=share_btn",
        ),
        ("https://www.bbc.co.uk/news/uk-67890123", "https://www.bbc.com/news/amp/uk-67890123?xtor=AL-72"),
        (
            "https://www.cnn.com/2024/01/15/world/story/index.html",
            "https://lite.cnn.com/2024/01/15/world/story",
        ),
        (
            "https://www.nytimes.com/2024/01/15/world/story.html",
            "https://mobile.nytimes.com/2024/01/15/world/story.amp.html?smid=tw&pagewanted=all",
        ),
        ("https://www.dw.com/es/slug/a-68000001", "https://amp.dw.com/en/other/a-68000001?maca=x"),
        (
            "https://nasional.kompas.com/read/2024/01/15/12345/slug",
            "https://amp.kompas.com/nasional/read/2024/01/15/12345/slug?page=all",
        ),
        (
            "https://g1.globo.com/mundo/noticia/2024/01/15/x.ghtml",
            "https://g1.globo.com/google/amp/mundo/noticia/2024/01/15/x.ghtml",
        ),
        ("https://www.cbc.ca/news/world/gaza-1.7287711?cmp=rss", "https://www.cbc.ca/amp/1.7287711"),
        (
            "https://www.today.com/health/fitness-rcna184567",
            "https://www.today.com/today/amp/rcna184567",
        ),
    ],
)
def test_well_known_hosts_follow_their_own_conventions(plain: str, variant: str) -> None:
    assert same(plain, variant)


def test_session_ids_go_where_something_else_names_the_article() -> None:
    token = "0123456789abcdef0123456789abcdef"
    keys = {make_article_key(f"https://a.org/nota/1?sid={token[n:] + token[:n]}") for n in range(32)}
    assert keys == {"https://a.org/nota/1"}
    assert same("https://a.org/v.php?t=5", f"https://a.org/v.php?t=5&sid={token}")


def test_parameters_get_one_order_and_keep_blank_values_and_repetitions() -> None:
    assert make_article_key("https://a.org/v?b=&a=2&a=1") == "https://a.org/v?a=2&a=1&b="
    assert make_article_key("https://a.org/v?b&a=1") == "https://a.org/v?b&a=1"


def test_a_second_question_mark_before_tracking_is_an_ampersand() -> None:
    assert same("https://a.org/v?id=5", "https://a.org/v?id=5?utm_source=x&utm_medium=y")


def test_routes_in_the_fragment_stay_and_other_fragments_go() -> None:
    assert make_article_key("https://a.org/#!/nota/1") == "https://a.org/#!/nota/1"
    assert make_article_key("https://a.org/#/nota/1") == "https://a.org/#/nota/1"
    assert make_article_key("https://a.org/#nota") == make_article_key("https://a.org/#!") == "https://a.org/"


def cases(corpora: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((corpora / "urls/equivalence.json").read_text(encoding="utf-8"))
    return loaded


def key(url: str) -> str:
    return make_article_key(url, rules=rules_by_host([RADIOHC]))


def test_no_two_articles_of_the_corpus_merge(corpora: Path) -> None:
    merged = [case["id"] for case in cases(corpora)["distinct"] if key(case["a"]) == key(case["b"])]
    assert merged == []


@pytest.mark.parametrize(("tier", "least"), [("T1", 41), ("T2", 79), ("T3", 54)])
def test_equal_pairs_of_the_corpus_meet(corpora: Path, tier: str, least: int) -> None:
    pairs = [case for case in cases(corpora)["equivalent"] if case["tier"] == tier]
    assert sum(key(case["a"]) == key(case["b"]) for case in pairs) >= least
