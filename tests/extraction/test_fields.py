"""Plain fields and the origins below JSON-LD."""

import pytest

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, URL, body, linked, page


def found(field: str, head: str = "", inner: str = "") -> tuple[object, str] | None:
    draft = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{body()}{inner}"), url=URL)
    return (draft.fields[field].value, draft.fields[field].origin) if field in draft.fields else None


CRUMBS = '<nav class="breadcrumbs"><a href="/">Home</a><a href="/r">Region</a><a href="/r/p">Ports</a></nav>'
MICRODATA = (
    '<div itemscope itemtype="https://schema.org/NewsArticle">'
    '<meta itemprop="articleSection" content="Ports">'
    '<span itemprop="description">Divers at work</span>'
    '<meta itemprop="isAccessibleForFree" content="false"></div>'
    '<div itemscope itemtype="https://schema.org/Comment"><span itemprop="description">Nice!</span></div>'
)


@pytest.mark.parametrize(
    ("field", "head", "inner", "wanted"),
    [
        ("article_section", "", CRUMBS, ("Ports", "breadcrumb")),
        ("article_section", "", MICRODATA, ("Ports", "microdata")),
        (
            "article_section",
            '<meta property="article:section" content="Larne Courier">'
            '<meta property="og:site_name" content="Larne Courier">',
            CRUMBS,
            ("Ports", "breadcrumb"),
        ),
        ("description", "", MICRODATA, ("Divers at work", "microdata")),
        ("description", '<meta name="description" content="Plain">', MICRODATA, ("Plain", "meta")),
        ("is_accessible_for_free", "", MICRODATA, (False, "microdata")),
        (
            "keywords",
            '<meta name="keywords" content="harbour, storm; harbour">',
            "",
            (["harbour", "storm"], "meta"),
        ),
        ("keywords", '<meta name="news_keywords" content="pier">', "", (["pier"], "meta")),
        (
            "license",
            "",
            '<a rel="license" href="/licence">Licence</a>',
            ("https://www.larne-courier.example/licence", "link"),
        ),
        ("location", '<meta name="dcterms.spatial" content="Port Larne">', "", ("Port Larne", "dublincore")),
        ("agency", '<meta name="author" content="Reuters">', "", ("Reuters", "byline")),
    ],
)
def test_paths(field: str, head: str, inner: str, wanted: tuple[object, str]) -> None:
    assert found(field, head, inner) == wanted


def test_the_publisher_is_no_agency() -> None:
    json = '{"@type": "NewsArticle", "publisher": {"name": "Larne Courier"},'
    json += '"provider": {"name": "Larne Courier"}}'
    assert found("agency", linked(json)) is None


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang='pt-BR'><p>x", "pt-BR"),
        ("<html><meta property='og:locale' content='pt_BR'><p>x", "pt-BR"),
        ("<html lang='{{lang}}'><p>x", None),
        ("<html>" + linked('{"@type": "Article", "inLanguage": "eo"}'), "eo"),
    ],
)
def test_language_of_the_page(html: str, language: str | None) -> None:
    assert extract_draft(html, url=URL).page_language == language


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="news/storm">',
        '<meta property="og:url" content="news/storm">',
        '<link rel="canonical" href="https://www.larne-courier.example/news/storm">',
    ],
)
def test_the_canonical_address_is_resolved_by_the_base_of_the_page(head: str) -> None:
    base = '<base href="https://www.larne-courier.example/">'
    value, _ = found("canonical_url", base + head) or (None, "")
    assert value == "https://www.larne-courier.example/news/storm"
