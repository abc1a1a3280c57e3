"""The headline is the heading that agrees with the page's other titles, without kicker and site name."""

import pytest

from crawler.extraction import extract_draft
from crawler.extraction.headline_sites import without_site
from tests.extraction.pages import HEADLINE, URL, body, linked, page

OG = f'<meta property="og:title" content="{HEADLINE}">'


def headline(head: str, article: str, **options: str) -> tuple[str, str]:
    found = extract_draft(page(head, article, **options), url=URL).fields["headline"]
    return found.value, found.rung


@pytest.mark.parametrize(
    "article",
    [
        f"<h1>Larne Courier</h1><h1>{HEADLINE}</h1>",
        f"<h1>Region</h1><h1>{HEADLINE}</h1>",
        f"<h1><span class='kicker'>Storm damage</span><span>{HEADLINE}</span></h1>",
        f"<h1><style>h1 {{color: red}}</style>{HEADLINE}</h1>",
        f"<h1>{{{{ post.title }}}}</h1><h1>{HEADLINE}</h1>",
    ],
)
def test_the_heading_that_agrees_wins(article: str) -> None:
    assert headline(OG, article + body()) == (HEADLINE, "heading")


def test_the_heading_decides_between_spellings() -> None:
    assert headline(OG, f"<h1>{HEADLINE.upper()}</h1>{body()}")[0] == HEADLINE.upper()


def test_a_heading_in_pieces_keeps_the_colon_of_the_stated_title() -> None:
    head = '<meta property="og:title" content="Storm damage: harbour closes for repairs">'
    assert (
        headline(head, f"<h1><b>Storm damage</b> harbour closes for repairs</h1>{body()}")[0]
        == "Storm damage: harbour closes for repairs"
    )


def test_without_heading_the_stated_title_answers() -> None:
    assert headline(OG, body()) == (HEADLINE, "opengraph")
    assert headline(linked(), body()) == (HEADLINE, "jsonld")
    assert headline("", body()) == (HEADLINE, "title")


def test_a_section_name_that_only_the_title_repeats_does_not_win() -> None:
    assert headline(OG, f"<h1>News</h1><h1>{HEADLINE}</h1>{body()}", title="News")[0] == HEADLINE


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Rain ahead | The Daily Post", "Rain ahead"),
        ("Rain ahead - in the north - Daily Post", "Rain ahead - in the north"),
        ("Daily Post: Rain ahead", "Daily Post: Rain ahead"),
        ("Daily Post | Rain ahead", "Rain ahead"),
        ("Rain ahead – Weather – dailypost.example", "Rain ahead – Weather"),
        ("Rain ahead", "Rain ahead"),
        ("暴雨将至_每日邮报", "暴雨将至"),
    ],
)
def test_site_names_are_cut_off(title: str, cut: str) -> None:
    assert without_site(title, ["Daily Post", "dailypost.example", "dailypost", "每日邮报"]) == cut
