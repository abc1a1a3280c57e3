"""What an address is of, and that no single sign decides."""

import pytest

from crawler.extraction import extract_draft
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import read_page
from crawler.extraction.refusal.evidence import PageEvidence, address_kind
from crawler.records import Draft, Found
from tests.extraction.pages import HEADLINE, PARAGRAPHS, body, page


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "front"),
        ("", "front"),
        ("/index.html", "front"),
        ("/pt-br/", "front"),
        ("/?edition=uk", "front"),
        ("/?s=harbour", "list"),
        ("/tag/harbour/", "list"),
        ("/category/region/", "section"),
        ("/author/ines-halvorsen", "section"),
        ("/en/fotos/", "section"),
        ("/video/2024/harbour-closes-88213", "video"),
        ("/?p=48211", "article"),
        ("/news/2024/04/18/harbour-closes-for-repairs-88213", "article"),
        ("/region", ""),
    ],
)
def test_the_kind_of_an_address(path: str, kind: str) -> None:
    assert address_kind(f"https://www.larne-courier.example{path}") == kind


def test_an_article_at_the_address_of_a_section_is_one() -> None:
    url = "https://www.larne-courier.example/category/region/harbour-closes-for-repairs"
    html = page("", f"<h1>{HEADLINE}</h1>{body(*PARAGRAPHS, *PARAGRAPHS)}")
    assert extract_draft(html, url=url).refusal is None


def test_a_section_that_calls_itself_an_article_is_none() -> None:
    head = '<meta property="og:type" content="article">'
    teasers = "".join(
        f'<li><h3><a href="/a/{n}">{text}</a></h3><p>{text}</p></li>' for n, text in enumerate(PARAGRAPHS)
    )
    html = page(head, f"<h1>Region</h1><ul>{teasers}</ul>", title="Region | Larne Courier")
    assert extract_draft(html, url="https://www.larne-courier.example/region").refusal == "listing"


def test_a_video_with_a_text_is_an_article() -> None:
    video = '<script type="application/ld+json">{"@type": "VideoObject", "name": "Harbour"}</script>'
    url = "https://www.larne-courier.example/video/harbour-closes-for-repairs-88213"
    few, many = (
        page(video, f"<h1>{HEADLINE}</h1><video src='/v.mp4'></video>{body(*texts)}")
        for texts in (PARAGRAPHS[:1], PARAGRAPHS * 2)
    )
    assert extract_draft(few, url=url).refusal == "video"
    assert extract_draft(many, url=url).refusal is None


def evidence(confidence: float) -> PageEvidence:
    """Return the evidence of a page of events, whose texts stand each in a box of its own."""
    events = "".join(f"<div><h2>Event {n}</h2><i>{text}</i></div>" for n, text in enumerate(PARAGRAPHS * 3))
    html = read_page(page("", f"<h1>{HEADLINE}</h1>{events}"), url="https://www.larne-courier.example/events")
    texts = Found(value="\n\n".join(PARAGRAPHS * 3), origin="text", confidence=confidence)
    fields = {"headline": Found(value=HEADLINE, origin="h1"), "body": texts}
    return PageEvidence(Draft(url=html.url, fields=fields), html, linked_data(html))


def test_a_body_that_is_sure_counts_however_its_paragraphs_stand() -> None:
    assert evidence(0.95).size > 1000
    assert evidence(0.5).size < 200
    assert evidence(0.95).points >= 0 > evidence(0.5).points
