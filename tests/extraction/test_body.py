"""The body is the article's paragraphs, without what the record holds elsewhere."""

import json

from crawler.extraction import extract_draft
from crawler.items import Found
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page


def found(head: str = "", article: str | None = None) -> Found | None:
    return extract_draft(page(head, article), url=URL).fields.get("body")


def test_paragraphs_are_separated_by_blank_lines() -> None:
    assert found() == Found(value="\n\n".join(PARAGRAPHS), rung="text")


def test_headline_byline_date_and_captions_are_not_repeated() -> None:
    article = (
        f"<h1>{HEADLINE}</h1><div><p>{HEADLINE}</p><p>By Ines Halvorsen</p><p>18 April 2024, 10:30</p>"
        f"<figure><img src='/a.jpg'><figcaption>The gap in the outer wall on Monday</figcaption></figure>"
        f"<p>The gap in the outer wall on Monday</p>{body()}</div>"
    )
    result = found(article=article)
    assert result is not None
    assert result.value == "\n\n".join(PARAGRAPHS)


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
    assert found(article_body("Another text. " * 60)) == Found(value="\n\n".join(PARAGRAPHS), rung="text")
    assert found(article_body(whole), f"<h1>{HEADLINE}</h1>") == Found(
        value="\n\n".join(PARAGRAPHS), rung="jsonld"
    )
    assert found(article_body(whole), f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>") == Found(
        value="\n\n".join(PARAGRAPHS), rung="jsonld"
    )


def test_a_summary_or_a_cut_text_is_no_body() -> None:
    for text in ("Divers mend it.", "\n".join(PARAGRAPHS)[:300] + "...", "\n".join(PARAGRAPHS)[:300] + "…"):
        assert found(article_body(text), f"<h1>{HEADLINE}</h1>") is None
