"""The pattern of article addresses is inferred where there is one, and an id is the article's own."""

import re

import pytest

from crawler.onboarding.url_pattern import article_pattern, path_of

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
