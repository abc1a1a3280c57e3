"""Every wording of the headline is offered once, with the places that state it."""

import pytest

from crawler.extraction.headline.candidates import heading_of, headline_candidates, is_demoted
from crawler.extraction.headline.wordings import HeadlineCandidate
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.page import HtmlPage, read_page
from tests.extraction.pages import HEADLINE, URL, linked, page

NAMES = ["Larne Courier"]


def read(article: str, head: str = "", title: str = "") -> HtmlPage:
    return read_page(page(head, article, title=title), url=URL)


def candidates(article: str, head: str = "", title: str = "") -> list[HeadlineCandidate]:
    html = read(article, head, title)
    return headline_candidates(html, linked_data(html), NAMES)


def sources(found: list[HeadlineCandidate], text: str) -> list[str]:
    return next(list(one.sources) for one in found if one.text == text)


def test_a_wording_is_there_once_with_all_who_state_it() -> None:
    found = candidates(f"<h1>{HEADLINE}</h1>", linked(), f"{HEADLINE} | Larne Courier")
    assert sources(found, HEADLINE) == ["h1", "linked", "title-site", "title-cut"]
    assert [one.text for one in found].count(HEADLINE) == 1


def test_headings_come_first_and_the_first_source_gives_the_origin() -> None:
    found = candidates(f"<h1>{HEADLINE}</h1>", '<meta property="og:title" content="Storm damage">')
    assert [(one.text, one.origin) for one in found] == [(HEADLINE, "heading"), ("Storm damage", "opengraph")]


def test_the_element_that_prints_a_wording_is_kept() -> None:
    html = read(f"<h1>{HEADLINE}</h1>", linked())
    first, *rest = headline_candidates(html, linked_data(html), NAMES)
    assert first.heading is html.all("h1")[0]
    assert all(one.heading is None for one in rest)


def test_parts_of_a_heading_are_offered_too() -> None:
    found = candidates("<h1><span>Storm damage</span><em>Harbour closes</em></h1>")
    assert [one.text for one in found] == [
        "Storm damageHarbour closes",
        "Storm damage Harbour closes",
        "Storm damage",
        "Harbour closes",
        "Storm damage: Harbour closes",
    ]
    assert sources(found, "Storm damage: Harbour closes") == ["colon"]


def test_a_stated_title_is_offered_without_markup_and_entities() -> None:
    found = candidates("", '<meta property="og:title" content="Storm &amp;amp; &lt;b&gt;flood&lt;/b&gt;">')
    assert "Storm & flood" in [one.text for one in found]


def test_a_lower_heading_only_confirms_what_is_stated() -> None:
    found = candidates(f"<h1>Region</h1><h2>{HEADLINE}</h2><h2>More news of today</h2>", linked())
    assert "lower" in sources(found, HEADLINE)
    assert "More news of today" not in [one.text for one in found]


def test_a_lower_heading_stands_for_the_headline_where_the_first_is_the_outlets_name() -> None:
    found = candidates(f"<h1>Larne Courier</h1><h2>{HEADLINE}</h2>", linked())
    assert (found[0].text, found[0].origin) == (HEADLINE, "heading")


@pytest.mark.parametrize("text", ["{{ post.title }}", "x", "", "word " * 400])
def test_templates_and_texts_that_can_be_no_headline_are_left(text: str) -> None:
    assert candidates(f"<h1>{text}</h1>") == []


def test_a_listing_of_headings_offers_no_more_than_sixty() -> None:
    article = "".join(f"<h1><b>Story {n}</b> of <i>day {n}</i></h1>" for n in range(100))
    assert 20 < len(candidates(article)) <= 60


@pytest.mark.parametrize(
    ("article", "demoted"),
    [
        (f"<h1>{HEADLINE}</h1>", False),
        (f"<h1 class='visually-hidden'>{HEADLINE}</h1>", True),
        (f"<h1 id='seo-title'>{HEADLINE}</h1>", True),
        (f"<div class='breadcrumb'><p><h1>{HEADLINE}</h1></div>", True),
    ],
)
def test_a_heading_for_search_engines_is_told(article: str, demoted: bool) -> None:
    assert is_demoted(read(article).all("h1")[0]) is demoted


def test_a_headline_found_elsewhere_belongs_to_the_heading_that_agrees_most() -> None:
    html = read(f"<h1>Region</h1><h1>{HEADLINE} today</h1><h2>{HEADLINE}</h2>")
    assert heading_of(html, NAMES, HEADLINE) is html.all("h1")[1]
    lower = read(f"<h1>Larne Courier</h1><h3>{HEADLINE}</h3>")
    assert heading_of(lower, NAMES, HEADLINE) is lower.all("h3")[0]
    assert heading_of(lower, NAMES, None) is None


def test_a_bar_that_two_places_state_is_the_headline_s_own() -> None:
    barred = f"{HEADLINE} | What comes next"
    head = f'<meta property="og:title" content="{barred}">'
    found = candidates("<p>No heading</p>", head, f"{barred} | Larne Courier")
    assert HEADLINE not in [one.text for one in found]
    printed = candidates(f"<h1>{HEADLINE}</h1>", head, f"{barred} | Larne Courier")
    assert HEADLINE in [one.text for one in printed]
