"""Keys of an outlet's own, keys that are cut, and what has none."""

from __future__ import annotations

import pytest

from crawler.normalization.urls import KEY_LIMIT, KeyRules, make_article_key, rules_by_host
from crawler.normalization.urls.article_key import plain_path

RADIO = KeyRules(
    outlet="radio",
    article_url=r"/(?P<section>[\w-]+)/(?P<id>\d+)-[^/]+$",
    hosts=("radio.cu",),
    drop_prefixes=("/index.php",),
    drop_params=("campaña", "src_*"),
    keep_params=("print",),
)


def radio(url: str) -> str:
    return make_article_key(url, rules=RADIO)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.radio.cu/noticias/internacionales/158008-un-titular",
        "http://radio.cu/index.php/en/noticias/internacionales/158008-un-titular/?utm_source=x#c",
        "https://radio.cu/pt/noticias/internacionales/158008-camag%C3%BCey",
        "https://radio.cu/noticias/internacionales/158008-un-titular?print=1",
    ],
)
def test_an_outlets_id_is_its_articles_key_under_any_prefix(url: str) -> None:
    assert radio(url) == "radio:158008"


@pytest.mark.parametrize(
    "url",
    [
        "https://archivo.radio.cu/noticias/internacionales/158008-un-titular",
        "https://radio.cu.evil.org/noticias/internacionales/158008-un-titular",
        "https://radio.cu@evil.org/noticias/internacionales/158008-un-titular",
        "https://radio.com/noticias/internacionales/158008-un-titular",
        "https://radio.cu:8443/noticias/internacionales/158008-un-titular",
    ],
)
def test_an_outlets_rules_end_at_its_hosts(url: str) -> None:
    assert not radio(url).startswith("radio:")


def test_list_pages_differ_by_language_and_number_but_not_by_the_front_controller() -> None:
    assert radio("https://radio.cu/index.php/en/temas/page/3") == radio(
        "https://www.radio.cu/en/temas/page/3/"
    )
    pages = ("en/temas/page/3", "es/temas/page/3", "temas/page/3", "en/temas/page/30", "en/temas", "")
    assert len({radio(f"https://radio.cu/{page}") for page in pages}) == len(pages)


def test_an_outlet_drops_and_keeps_parameters_of_its_own() -> None:
    assert (
        radio("https://radio.cu/ver?nota=5&src_a=1&SRC_b=2&print=1") == "https://radio.cu/ver?nota=5&print=1"
    )


def test_the_rules_of_all_outlets_are_found_by_host() -> None:
    rules = rules_by_host([RADIO, KeyRules(outlet="otra", article_url=None, hosts=("WWW.otra.org",))])
    assert make_article_key("https://www.radio.cu/x/1-y", rules=rules) == "radio:1"
    assert make_article_key("https://m.radio.cu/x/158008-un-titular-de-prueba", rules=rules) == "radio:158008"
    assert make_article_key("https://otra.org/x/1-y", rules=rules) == "https://otra.org/x/1-y"


def test_an_id_with_signs_of_its_own_still_makes_a_key() -> None:
    rules = KeyRules(outlet="20min", article_url=r"/story/(?P<id>.+)$", hosts=("a.org",))
    key = make_article_key("https://a.org/story/año/1:2%25", rules=rules)
    assert key.startswith("20min:")
    assert make_article_key(key) == make_article_key(key, rules=rules) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/a",
        "//a.org/b",
        "a.org",
        "a.org:80",
        "mailto:a@b.org",
        "ftp://a.org",
        "data:text,x",
        "http://",
        "http:",
    ],
)
def test_what_is_no_http_address_is_refused_with_its_value(text: str) -> None:
    with pytest.raises(ValueError, match="give one such as https://host/path"):
        make_article_key(text)


def test_an_outlets_key_is_its_own_key() -> None:
    assert make_article_key("radiohc:158008") == "radiohc:158008"


def test_long_keys_are_cut_and_still_tell_articles_apart() -> None:
    shared = "https://a.org/" + "x" * 3000
    a, b = make_article_key(shared + "1"), make_article_key(shared + "2")
    assert a != b
    assert len(a) == len(b) == KEY_LIMIT
    assert make_article_key(a) == a


def test_a_step_towards_the_plain_path_is_taken_only_where_the_rest_names_an_article() -> None:
    assert plain_path("/una-nota-de-prueba/amp") == "/una-nota-de-prueba"
    assert plain_path("/tag/amp") == "/tag/amp"
    assert plain_path("/2024/01/15/campamento") == "/2024/01/15/campamento"
