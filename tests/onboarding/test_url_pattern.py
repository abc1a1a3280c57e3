"""The pattern of article addresses is inferred where there is one, and an id is the article's own."""

import re

import pytest

from crawler.onboarding.url_pattern import article_pattern, path_of, why_no_pattern

SITE = "https://www.larne-courier.example"
WORDS = ("harbour", "wall", "repaired", "after", "storm", "ferry", "council", "votes", "budget", "bridge")
SLUGS = ["-".join((WORDS[i:] + WORDS[:i])[: 4 + i % 3]) for i in range(8)]
OTHERS = [
    f"{SITE}{path}" for path in ("/", "/news", "/sport", "/about-us", "/tag/harbour", "/author/ana-perez")
]


def pattern(form: str, *, others: list[str] = OTHERS) -> str | None:
    sections = ("news", "sport", "culture")
    articles = [
        SITE + form.format(n=48213 + 7 * i, slug=slug, s=sections[i % 3], d=f"2026/11/{i + 10}")
        for i, slug in enumerate(SLUGS)
    ]
    return article_pattern(articles, others)


@pytest.mark.parametrize(
    ("form", "path", "groups"),
    [
        ("/{s}/{n}-{slug}", "/sport/99000-a-new-keel", {"id": "99000", "section": "sport"}),
        ("/{s}/{slug}-{n}.html", "/news/a-new-keel-99000.html", {"id": "99000", "section": "news"}),
        ("/{s}/{n}/{slug}", "/news/99000/a-new-keel", {"id": "99000", "section": "news"}),
        ("/articles/{n}", "/articles/99000", {"id": "99000", "section": "articles"}),
        ("/{slug}_{n}", "/a-new-keel_99000", {"id": "99000"}),
        ("/en/{s}/{n}-{slug}", "/en/sport/99000-keel", {"id": "99000", "section": "sport", "language": "en"}),
        ("/{d}/{slug}/", "/2026/12/01/a-new-keel", {}),
        ("/{s}/{slug}", "/culture/a-new-keel-is-laid", {"section": "culture"}),
        ("/{slug}/", "/a-new-keel-is-laid", {}),
    ],
)
def test_forms_of_addresses(form: str, path: str, groups: dict[str, str]) -> None:
    found = pattern(form)
    assert found is not None
    match = re.search(found, path)
    assert match is not None, found
    assert match.groupdict() == groups
    assert not [url for url in OTHERS if re.search(found, path_of(url))]


def test_a_year_is_no_id() -> None:
    found = article_pattern([f"{SITE}/news/{slug}-2026" for slug in SLUGS], OTHERS)
    assert found is not None
    assert "(?P<id>" not in found


def test_a_number_that_articles_share_is_no_id() -> None:
    found = article_pattern([f"{SITE}/4821-{slug}" for slug in SLUGS], OTHERS)
    assert found is None or "(?P<id>" not in found


def test_a_form_that_other_pages_have_too_is_none() -> None:
    assert pattern("/articles/{n}", others=[f"{SITE}/articles/{n}" for n in range(10_000, 10_050)]) is None


def test_few_addresses_say_nothing() -> None:
    assert (
        article_pattern([f"{SITE}/news/{i + 48213}-{slug}" for i, slug in enumerate(SLUGS[:3])], []) is None
    )


def test_folders_are_named_where_other_pages_have_the_same_form() -> None:
    others = [f"{SITE}/autor/ana-perez-{n}" for n in range(1000, 1040)]
    found = pattern("/clanek/{slug}-{n}", others=others)
    assert found is not None
    match = re.search(found, "/clanek/a-new-keel-99000")
    assert match is not None
    assert match["id"] == "99000"
    assert not [url for url in others if re.search(found, path_of(url))]


def test_folders_of_other_pages_are_left_out_where_those_of_articles_are_many() -> None:
    others = [f"{SITE}/category/news/photo-of-the-day", f"{SITE}/category/a-town-of-harbours"]
    articles = [f"{SITE}/{WORDS[i]}/{slug}" for i, slug in enumerate(SLUGS)]
    found = article_pattern(articles, others)
    assert found is not None
    assert all(re.search(found, path_of(url)) for url in [*articles, f"{SITE}/council/a-town-of-harbours"])
    assert not [url for url in others if re.search(found, path_of(url))]


@pytest.mark.parametrize(
    ("articles", "others", "said"),
    [
        ([f"{SITE}/news/{SLUGS[0]}"], [], "1 addresses of articles are known, and 4 are needed"),
        (
            [*(f"{SITE}/{48213 + i}-x" for i in range(5)), *(f"{SITE}/a{c}" for c in "bcde")],
            [],
            "no form in common: 5 of 9 are like /48213-x, not /ab",
        ),
        ([f"{SITE}/{c}" for c in "abcde"], [], "none of 5 addresses has a number"),
        (
            [f"{SITE}/articles/{n}" for n in range(10_000, 10_006)],
            [f"{SITE}/articles/{n}" for n in range(20_000, 20_006)],
            "pages that are no articles have the same form: 6 of 6, such as /articles/20000",
        ),
        (
            [f"{SITE}/4821-{c}" for c in "abcde"],
            [],
            "the number in addresses such as /4821-a is no article's own",
        ),
    ],
)
def test_why_there_is_no_pattern(articles: list[str], others: list[str], said: str) -> None:
    assert article_pattern(articles, others) is None
    assert said in why_no_pattern(articles, others)


@pytest.mark.parametrize(
    "forms",
    [
        ("/news/{slug}", "/archive/{n}"),
        ("/story/{slug}/{n}", "/{n}/artikel"),
        ("/2024/05/03/{slug}", "/news/{n}-{slug}"),
    ],
)
def test_an_outlet_with_an_old_and_a_new_form_gets_a_pattern_of_both(forms: tuple[str, str]) -> None:
    addresses = [
        SITE + form.format(slug=slug, n=48213 + number)
        for number, slug in enumerate(SLUGS)
        for form in (forms[number % 2],)
    ]
    found = article_pattern(addresses, OTHERS)
    assert found is not None
    assert all(re.search(found, path_of(url)) for url in addresses)
    assert not any(re.search(found, path_of(url)) for url in OTHERS)
