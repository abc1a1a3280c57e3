"""A page with invented text has the outlet's markup, and nothing of what somebody wrote."""

import json
import re
from datetime import UTC, datetime

import pytest

from crawler.extraction import read_page
from crawler.items import Article
from crawler.onboarding.invented_page import invent_page
from crawler.onboarding.invented_words import words_of

URL = "https://larne.example/news/48213-harbour"
BODY = (
    "The harbour wall of Port Larne has been repaired after the storm, the council said on Monday.",
    "Captain Rosli Mat said that he had steered larger things through narrower places in his life.",
)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="windows-1252"><title>Harbour wall repaired - Larne Courier</title>
<meta property="og:site_name" content="Larne Courier"><meta property="og:type" content="article">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="og:title" content="Harbour wall repaired">
<meta property="og:image:alt" content="Divers inspect the masonry">
<meta property="article:published_time" content="2026-11-20T10:30:00+00:00">
<link rel="canonical" href="{URL}"><style>.harbour {{ content: "secret style" }}</style>
<script>var secret = "inline script";</script>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Harbour wall repaired",
"datePublished": "2026-11-20T10:30:00Z", "author": {{"@type": "Person", "name": "Nadia Rozlan",
"url": "https://larne.example/author/nadia", "telephone": "+1 555 1234"}}, "isAccessibleForFree": "True",
"publisher": {{"@type": "Organization", "name": "Larne Courier"}},
"articleBody": "<p>{BODY[0]}</p>"}}</script></head>
<body class="single news"><!-- a comment of the editor --><nav><a href="/sport">Sport</a></nav>
<article class="story" class="second" onclick="track('harbour')" data-props='{{"teaser": "Ferries resume"}}'>
<h1 title="Harbour wall repaired">Harbour wall repaired</h1>
<div class="byline">By Nadia Rozlan, Reuters</div>
<time datetime="2026-11-20T10:30:00Z">November 20, 2026</time>
<p>{BODY[0]}</p><p>{BODY[1]} Write to nadia.rozlan@larne.example.</p>
<img src="/img/harbour-wall.jpg" alt="The harbour wall"><br/><input type="hidden" value="token-of-a-session">
<a href="mailto:nadia.rozlan@larne.example">Read more</a></article></body></html>"""


def article(**values: object) -> Article:
    given = {
        "headline": "Harbour wall repaired", "body": "\n\n".join(BODY), "authors": ["Nadia Rozlan"],
        "language": "en", "date_published": datetime(2026, 11, 20, 10, 30, tzinfo=UTC), **values,
    }  # fmt: skip
    return Article(url=URL, key=URL, outlet="larne", fetched_at=datetime(2026, 11, 21, tzinfo=UTC), **given)


@pytest.fixture(scope="module")
def made() -> str:
    """The page with invented text."""
    return invent_page(PAGE.encode(), article(), url=URL, names=["larne"], seed="").html.decode()


def elements(html: str) -> list[tuple[str, str | None, int]]:
    return [(e.tag, e.get("class"), e.depth) for e in read_page(html.encode(), url=URL).elements]


def test_the_markup_stays(made: str) -> None:
    assert elements(made) == elements(PAGE)
    for kept in (
        f'<link rel="canonical" href="{URL}">',
        'content="width=device-width, initial-scale=1"',
        '<meta property="og:type" content="article">',
        'src="/img/harbour-wall.jpg"',
        '"@type": "NewsArticle"',
        '"isAccessibleForFree": "True"',
        "https://larne.example/author/nadia",
        "<!DOCTYPE html>",
        "<br/>",
    ):
        assert kept in made, kept


def test_nothing_of_the_text_stays(made: str) -> None:
    shown = re.sub(r'(?:href|src|content)="(?:https?:/)?/[^"]*"|https?://[^"\s]*', "", made).casefold()
    told = " ".join(
        [*BODY, "Nadia Rozlan", "Ferries resume", "Divers inspect masonry", "Harbour wall repaired"]
    )
    left = {word for word in words_of(told.casefold()) if len(word) > 3 and word in set(words_of(shown))}
    assert left <= {"larne"}  # the outlet's name
    for gone in ("secret", "editor", "track", "token-of-a-session", "555 1234", "nadia.rozlan"):
        assert gone not in shown, gone


def test_the_same_text_is_the_same_wherever_it_stands(made: str) -> None:
    headline = re.search(r"<h1[^>]*>([^<]*)</h1>", made)
    assert headline is not None
    linked = json.loads(re.findall(r"ld\+json\">(.*?)</script>", made, re.S)[0])
    assert linked["headline"] == headline[1]
    assert f"<title>{headline[1]} - Larne Courier</title>" in made
    assert f'<meta property="og:title" content="{headline[1]}">' in made
    assert f'<h1 title="{headline[1]}">' in made
    assert linked["author"]["name"] in made.partition("byline")[2]


def test_words_by_which_a_page_is_read_stay(made: str) -> None:
    byline = re.search(r'"byline">([^<]*)<', made)
    assert byline is not None
    assert re.fullmatch(r"By [A-Z][a-z]{4} [A-Z][a-z]{5}, Reuters", byline[1])
    assert ">Read more</a>" in made
    assert '"name": "Larne Courier"' in made


def test_dates_move_together(made: str) -> None:
    assert '<time datetime="2026-11-13T10:30:00Z">November 13, 2026</time>' in made
    assert '"datePublished": "2026-11-13T10:30:00Z"' in made
    assert 'content="2026-11-13T10:30:00+00:00"' in made


def test_a_name_of_the_site_that_is_the_headline_does_not_keep_it() -> None:
    page = PAGE.replace('content="Larne Courier"', 'content="Harbour wall repaired"')
    made = invent_page(page.encode(), article(), url=URL, names=[], seed="").html.decode()
    assert "Harbour wall repaired" not in re.sub(r"content=\"[^\"]*\"", "", made)


def test_a_dateline_stays() -> None:
    page = PAGE.replace(BODY[0], f"SERINDIT, Nov 20 — {BODY[0]}")
    made = invent_page(page.encode(), article(dateline="SERINDIT, Nov 20 —"), url=URL, names=[], seed="")
    assert "<p>SERINDIT, Nov 13 — " in made.html.decode()


def test_a_page_in_another_encoding_becomes_utf_8() -> None:
    page = PAGE.replace("Sport", "Fußball").encode("windows-1252")
    made = invent_page(page, article(), url=URL, names=[], seed="").html.decode("utf-8")
    assert '<meta charset="utf-8">' in made


@pytest.mark.parametrize("html", [b"", b"%PDF-1.4", b"<p>x</p><![what[ x ]]>"])
def test_what_can_t_be_written_anew_is_refused(html: bytes) -> None:
    with pytest.raises(ValueError, match="larne.example"):
        invent_page(html, article(), url=URL, names=[], seed="")
