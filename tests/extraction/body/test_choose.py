"""The body is the article's paragraphs, without what the record holds elsewhere."""

import json

import pytest

from crawler.extraction import extract_draft
from crawler.extraction.body.choose import generic_body
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import read_page
from crawler.extraction.page.text import visible_text
from crawler.records import Found
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page


def found(head: str = "", article: str | None = None) -> Found | None:
    return extract_draft(page(head, article), url=URL).fields.get("body")


def text(head: str = "", article: str | None = None) -> tuple[str, str] | None:
    """Return the body and its origin."""
    result = found(head, article)
    return (result.value, result.origin) if result else None


def test_paragraphs_are_separated_by_blank_lines() -> None:
    assert text() == ("\n\n".join(PARAGRAPHS), "text")


def test_headline_byline_date_and_captions_are_not_repeated() -> None:
    article = (
        f"<h1>{HEADLINE}</h1><div><p>{HEADLINE}</p><p>By Ines Halvorsen</p><p>18 April 2024, 10:30</p>"
        f"<figure><img src='/a.jpg'><figcaption>The gap in the outer wall on Monday</figcaption></figure>"
        f"<p>The gap in the outer wall on Monday</p>{body()}</div>"
    )
    result = found(article=article)
    assert result is not None
    assert result.value == "\n\n".join(PARAGRAPHS)


def test_a_date_without_a_year_goes_where_the_page_marks_it_as_one() -> None:
    assert text(article=f"<h1>{HEADLINE}</h1><time>18 April</time>{body()}") == (
        "\n\n".join(PARAGRAPHS),
        "text",
    )


def test_items_of_lists_are_paragraphs_and_soft_hyphens_go() -> None:
    list_of = (
        "<ul><li>Ferries sail from the old rail\u00adway pier</li><li>The fish market stays open</li></ul>"
    )
    last = body("The harbour master will report again in May on the state of the wall.")
    article = f"<h1>{HEADLINE}</h1>{body()}{list_of}{last}"
    result = found(article=article)
    assert result is not None
    assert "\n\nFerries sail from the old railway pier\n\nThe fish market stays open\n\n" in result.value


def article_body(text: str) -> str:
    return linked(
        json.dumps(
            {
                "@type": "NewsArticle",
                "headline": HEADLINE,
                "description": "Divers mend it.",
                "articleBody": text,
            }
        )
    )


def test_the_linked_body_serves_only_a_page_without_one() -> None:
    whole = "\n".join(PARAGRAPHS)
    joined = "\n\n".join(PARAGRAPHS)
    assert text(article_body("Another text. " * 60)) == (joined, "text")
    assert text(article_body(whole), f"<h1>{HEADLINE}</h1>") == (joined, "jsonld")
    assert text(article_body(whole), f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>") == (joined, "jsonld")


def test_a_summary_or_a_cut_text_is_no_body() -> None:
    for text in ("Divers mend it.", "\n".join(PARAGRAPHS)[:300] + "...", "\n".join(PARAGRAPHS)[:300] + "…"):
        assert found(article_body(text), f"<h1>{HEADLINE}</h1>") is None


RELATED = "".join(
    f"<li><a href='/n/{n}'>{title}</a></li>" for n, title in enumerate(("Bridge opened", "New mayor"))
)
INSERTS = {
    "related": f"<div class='related'><h3>Related stories</h3><ul>{RELATED}</ul></div>",
    "newsletter": "<div class='newsletter'><h4>Newsletter</h4><p>Sign up for our newsletter.</p></div>",
    "share": "<ul class='share'><li><a href='#f'>Facebook</a></li><li><a href='#x'>X</a></li></ul>",
    "read more": "<p><strong>Read more: <a href='/n/5'>Storm closes the islands' only road</a></strong></p>",
    "advertisement": "<div class='ad'>Advertisement</div>",
}


@pytest.mark.parametrize("insert", INSERTS)
def test_an_insert_between_two_paragraphs_goes_and_they_stay(insert: str) -> None:
    article = f"<h1>{HEADLINE}</h1>{body(*PARAGRAPHS[:3])}{INSERTS[insert]}{body(*PARAGRAPHS[3:])}"
    assert text(article=article) == ("\n\n".join(PARAGRAPHS), "text")


def test_a_body_in_several_containers_is_one() -> None:
    parts = "<div class='ad-slot'></div>".join(f"<div class='text'>{body(p)}</div>" for p in PARAGRAPHS)
    assert text(article=f"<h1>{HEADLINE}</h1>{parts}") == ("\n\n".join(PARAGRAPHS), "text")


def test_how_sure_a_body_is_stands_beside_it() -> None:
    result = found()
    assert result is not None
    assert result.confidence is not None
    assert 0.5 < result.confidence <= 1


def test_what_follows_can_use_where_the_body_stands() -> None:
    read = read_page(page(), url=URL)
    result = generic_body(read, linked_data(read))
    assert result is not None
    assert [visible_text(element) for element in result.elements] == list(PARAGRAPHS)
    assert result.prose > 0.9


def test_a_page_of_too_many_blocks_says_so() -> None:
    draft = extract_draft(page("", f"<h1>{HEADLINE}</h1>{body()}" + "<p>Comment</p>" * 21_000), url=URL)
    assert "body: too many blocks, read in part" in draft.warnings
