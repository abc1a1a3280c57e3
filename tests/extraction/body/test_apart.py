"""Comments, menus and consent tools stand apart; an element that is never closed holds the page."""

import pytest

from crawler.extraction.body.apart import Apart, find_apart, is_comments_name, is_consent_name
from crawler.extraction.body.blocks import read_blocks
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body

MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9)) + "</ul></nav>"
TALK = "".join(
    f"<li><b>reader{n}</b><p>I have lived at the quay for {n} years and never saw a plan like it.</p></li>"
    for n in range(20)
)


def read(inner: str) -> list[str]:
    """Return the texts of a page's blocks that may be chosen."""
    page = read_page(f"<html><head><title>News</title></head><body>{inner}</body></html>", url=URL)
    assert page.root is not None
    found = read_blocks(page.root, find_apart(page, page.root))
    return [text for at, text in enumerate(found.texts) if at not in found.foreign]


@pytest.mark.parametrize("tag", ["nav", "button", "menu", "dialog", "noscript", "template"])
def test_an_element_that_is_never_closed_holds_the_page(tag: str) -> None:
    inner = f"<header><{tag} class='open'><a href='/'>Home</a></header><h1>{HEADLINE}</h1>{body()}"
    nested = f"<div><{tag}><a href='/'>Home</a><h1>{HEADLINE}</h1><div>{body()}</div></div><p>Imprint</p>"
    assert set(PARAGRAPHS) <= set(read(inner))
    assert set(PARAGRAPHS) <= set(read(nested))


def test_so_does_a_noscript_with_the_only_text() -> None:
    whole = f"<h1>{HEADLINE}</h1><div id='app'></div><noscript>{body()}</noscript>"
    assert read(whole) == [HEADLINE, *PARAGRAPHS]


def test_beside_a_text_of_the_page_s_own_they_hold_nothing() -> None:
    window = (
        f"<dialog>{body(*(f'{text} We and our partners store this.' for text in PARAGRAPHS * 2))}</dialog>"
    )
    found = read(f"{MENU}{window}<h1>{HEADLINE}</h1>{body()}<noscript>{body()}</noscript>")
    assert found == [HEADLINE, *PARAGRAPHS]


@pytest.mark.parametrize(
    "opening",
    [
        "<section id='comments'>",
        "<ol class='commentlist'>",
        "<div class='article-comments__list'>",
        "<div id='disqus_thread'>",
        "<div class='leserkommentare'>",
        "<div class='box comentarios'>",
    ],
)
def test_comments_go_however_long_they_are(opening: str) -> None:
    assert read(f"<h1>{HEADLINE}</h1>{body()}{opening}{TALK}") == [HEADLINE, *PARAGRAPHS]


def test_comments_stay_where_nothing_else_has_text() -> None:
    assert len(read(f"<h1>{HEADLINE}</h1><ol class='commentlist'>{TALK}</ol>")) > 20


def test_what_holds_the_heading_is_no_list_of_comments() -> None:
    found = read(f"<p>{PARAGRAPHS[0] * 3}</p><div class='comments'><h1>{HEADLINE}</h1>{body()}</div>")
    assert set(PARAGRAPHS) <= set(found)


@pytest.mark.parametrize(
    "name", ["comments-area", "commentList", "comment-12 comment-body", "usercomments comments"]
)
def test_names_of_comments(name: str) -> None:
    assert is_comments_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "no-comments",
        "post comments-open",
        "comment",
        "comment-count",
        "commentary",
        "kommentar",
        "respondent",
    ],
)
def test_names_that_only_speak_of_comments(name: str) -> None:
    assert not is_comments_name(name)


def test_windows_of_consent_tools_go() -> None:
    window = f"<div id='onetrust-banner-sdk'>{body(*(f'{text} Cookies.' for text in PARAGRAPHS))}</div>"
    assert read(f"<h1>{HEADLINE}</h1>{body()}{window}") == [HEADLINE, *PARAGRAPHS]
    assert is_consent_name("CybotCookiebotDialog active")
    assert not is_consent_name("consent-study privacy")


def test_a_page_without_any_of_them_is_read_as_it_stands() -> None:
    page = read_page(f"<h1>{HEADLINE}</h1>{body()}", url=URL)
    assert page.root is not None
    assert find_apart(page, page.root) == Apart()


@pytest.mark.parametrize(
    "attributes",
    [
        "style='display:none'",
        "style='color: red; display : none;'",
        "style='VISIBILITY:hidden'",
        "style='position:absolute; left:-9999px'",
        "hidden",
        "aria-hidden='true'",
        "class='box sr-only'",
        "class='visually-hidden'",
        "class='screen-reader-text'",
        "class='c-offscreen'",
    ],
)
def test_hidden_elements_hold_nothing_of_an_article_that_is_shown(attributes: str) -> None:
    hidden = f"<div {attributes}><p>A text of an advertising partner that nobody ever sees here.</p></div>"
    assert read(f"<h1>{HEADLINE}</h1>{body()}{hidden}") == [HEADLINE, *PARAGRAPHS]


@pytest.mark.parametrize("attributes", ["style='display:none'", "hidden", "aria-hidden='true'"])
def test_an_article_that_scripts_are_to_show_is_read(attributes: str) -> None:
    assert set(PARAGRAPHS) <= set(read(f"<h1>{HEADLINE}</h1><div {attributes}>{body()}</div><p>Imprint</p>"))


@pytest.mark.parametrize(
    "attributes", ["style='overflow:hidden'", "class='overflow-hidden'", "class='hidden-print'"]
)
def test_styles_that_hide_nothing_of_the_text(attributes: str) -> None:
    assert (
        read(f"<h1>{HEADLINE}</h1>{body()}<div {attributes}>{body('A word more.')}</div>")[-1]
        == "A word more."
    )


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden id='S:1a'",
        "style='display:none' class='faq-answer'",
        "aria-hidden='true' class='paywall'",
        "hidden='until-found'",
    ],
)
def test_a_part_that_a_click_or_a_script_shows_is_read(attributes: str) -> None:
    parts = f"{body(*PARAGRAPHS[:3])}<div {attributes}>{body(*PARAGRAPHS[3:])}</div>"
    assert read(f"<h1>{HEADLINE}</h1>{parts}") == [HEADLINE, *PARAGRAPHS]


def test_a_hidden_word_in_a_paragraph_hides_no_more() -> None:
    words = "<span class='sr-only'>opens elsewhere</span>"
    inner = f"<p>{words}{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} <a href='/x'>More{words}</a> of it.</p>"
    assert len(read(f"<h1>{HEADLINE}</h1>{inner}")) == 3
