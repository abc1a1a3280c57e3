"""Dates come from the most reliable place that states one, as printed."""

import json

import pytest

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, URL, body, linked, page

PLAIN = "https://x.example/a"


def published(head: str, line: str = "", url: str = PLAIN) -> tuple[str, str] | None:
    found = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{line}{body()}"), url=url).fields.get(
        "date_published"
    )
    return (found.value, found.origin) if found else None


META = '<meta property="article:published_time" content="2024-04-17">'


@pytest.mark.parametrize(
    ("head", "line", "wanted"),
    [
        (linked(), "<p>In the year 1976</p>", ("2024-04-18T06:30:00+02:00", "jsonld")),
        (META, "<time datetime='2024-04-16'>16 April</time>", ("2024-04-17", "opengraph")),
        ('<meta name="DC.date.issued" content="2024-04-17">', "", ("2024-04-17", "dublincore")),
        (
            '<meta name="date" content="{{date}}">',
            '<span itemprop="datePublished" content="2024-04-16"></span>',
            ("2024-04-16", "microdata"),
        ),
        ("", "<time datetime='2024-04-16T10:00'>16 April</time>", ("2024-04-16T10:00", "time")),
        (
            "",
            "<p>Harbour desk | 18. April 2024, 10:30 Uhr</p>",
            ("18. April 2024, 10:30 Uhr", "near-headline"),
        ),
        (
            "",
            "<p>Updated 19 April 2024</p><p>Published 18 April 2024</p>",
            ("18 April 2024", "near-headline"),
        ),
        (
            '<script>x = {"publishedAt": "2024-04-15T08:00:00Z"}</script>',
            "",
            ("2024-04-15T08:00:00Z", "script"),
        ),
    ],
)
def test_order_of_places(head: str, line: str, wanted: tuple[str, str]) -> None:
    assert published(head, line) == wanted


def test_the_address_answers_where_the_page_is_silent() -> None:
    assert published("", url=URL) == ("2024-04-18", "address")


def test_an_aside_dates_no_article() -> None:
    aside = "<aside><time datetime='2020-01-01'>1 January 2020</time></aside>"
    assert published("", f"{aside}<p>18 April 2024</p>") == ("18 April 2024", "near-headline")


@pytest.mark.parametrize(
    "raw",
    ["2023-02-31T10:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31", "2024-04-18 25:61", "31 February 2024"],
)
def test_what_can_be_no_date_leaves_the_field_to_the_next_and_else_keeps_its_raw_text(raw: str) -> None:
    stated = linked(json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "datePublished": raw}))
    meta = '<meta property="article:published_time" content="2024-04-18T06:30:00Z">'
    assert published(stated + meta, "") == ("2024-04-18T06:30:00Z", "opengraph")
    assert published(stated, "") == (raw, "jsonld")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        # The word of a change governs the date behind it.
        ("<p>5 April 2024 - Güncelleme: 6 April 2024</p>", ("5 April 2024", "near-headline")),
        ("<p>Updated 6 April 2024</p><p>5 April 2024</p>", ("5 April 2024", "near-headline")),
        ("<p>2024年4月6日 更新</p><p>2024年4月5日</p>", ("2024年4月5日", "near-headline")),
        # A caption is dated by what it shows.
        (
            '<div><a><img src="/w.jpg" alt="The wall, 2 April 2024"></a><p>The wall, 2 April 2024</p></div>'
            "<p>5 April 2024</p>",
            ("5 April 2024", "near-headline"),
        ),
        (
            '<figure><img src="/w.jpg"><figcaption>The wall, 2 April 2024</figcaption></figure>'
            "<p>5 April 2024</p>",
            ("5 April 2024", "near-headline"),
        ),
    ],
)
def test_a_date_near_the_headline_is_no_change_and_no_captions(line: str, wanted: tuple[str, str]) -> None:
    assert published("", line) == wanted


def test_a_date_may_stand_before_the_headline() -> None:
    article = f"<div><p>5 April 2024 - 11 minutes</p><h1>{HEADLINE}</h1></div>{body()}"
    found = extract_draft(page("", article), url=PLAIN).fields["date_published"]
    assert (found.value, found.origin) == ("5 April 2024", "before-headline")


def test_a_bare_year_dates_no_article() -> None:
    assert published("", "<p>The harbour in the year 2024</p><footer>© 2024 Larne Courier</footer>") is None


def runners_up(head: str, line: str = "") -> list[str]:
    draft = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{line}{body()}"), url=PLAIN)
    return [found.value for found in draft.runners_up.get("date_published", [])]


def test_other_days_are_kept_as_runners_up_with_their_confidence() -> None:
    assert runners_up(META, "<p>Published 12 April 2024</p>") in (["12 April 2024"], ["2024-04-17"])
    draft = extract_draft(page(META, f"<h1>{HEADLINE}</h1><p>17 April 2024</p>{body()}"), url=PLAIN)
    lone = extract_draft(page(META, f"<h1>{HEADLINE}</h1>{body()}"), url=PLAIN)
    agreed, alone = (d.fields["date_published"].confidence for d in (draft, lone))
    assert agreed is not None
    assert alone is not None
    assert agreed > alone


def test_a_printed_month_decides_which_figure_is_the_month() -> None:
    stated = '<meta property="article:published_time" content="03-09-2026">'
    assert published(stated, "<p>Published March 9, 2026</p>") == ("March 9, 2026", "near-headline")
    assert runners_up(stated, "<p>Published March 9, 2026</p>") == []


def test_a_later_day_printed_as_that_of_the_change_is_none_of_publication() -> None:
    stated = '<meta property="article:published_time" content="2024-04-17">'
    stated += '<meta property="article:modified_time" content="2024-05-20">'
    assert published(stated, "<p>20 May 2024</p>") == ("2024-04-17", "opengraph")
    assert runners_up(stated, "<p>20 May 2024</p>") == []


def test_a_date_told_from_the_present_dates_a_page_that_prints_no_other() -> None:
    aside = (
        "<p>The wall that the storms have cracked was built by the town on 3 May 1999, said the board.</p>"
    )
    assert published("", "<p>2 hours ago</p>") == ("2 hours ago", "near-headline")
    assert published("", f"<p>2 hours ago</p>{aside * 30}") == ("2 hours ago", "near-headline")
    assert published(META, "<p>2 hours ago</p>") == ("2024-04-17", "opengraph")


TICKER = "<ul class='ticker'>" + "".join(
    f"<li><a href='/{day}'>Ferry to the islands is late again</a> <span>{day} April 2024</span></li>"
    for day in (12, 13, 14)
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{TICKER}</ul>", ""),
        ("", f"{TICKER}</ul>"),
        ("", "<blockquote class='post'><p>The wall is gone</p><a href='/p'>12 April 2024</a></blockquote>"),
        ("", "<ul class='meta'><li>24 June 2024</li></ul>"),
    ],
)
def test_what_stands_beside_the_headline_does_not_beat_what_is_stated(before: str, after: str) -> None:
    html = page(META, f"{before}<h1>{HEADLINE}</h1>{after}{body()}")
    found = extract_draft(html, url=PLAIN).fields["date_published"]
    assert (found.value, found.origin) == ("2024-04-17", "opengraph")


def test_an_older_or_labelled_day_and_one_of_two_places_still_count_beside_what_is_stated() -> None:
    assert published(META, "<p>3 May 2019</p>") == ("3 May 2019", "near-headline")
    labelled = extract_draft(
        page(META, f"<h1>{HEADLINE}</h1><p>Published 24 June 2024</p>{body()}"), url=PLAIN
    )
    stated = [labelled.fields["date_published"], *labelled.runners_up["date_published"]]
    assert {found.value for found in stated} == {"24 June 2024", "2024-04-17"}


def test_a_line_within_the_heading_dates_the_article_rather_than_a_period_in_the_text() -> None:
    heading = f"<h1><span><span class='date'>27.01.2022</span></span> {HEADLINE}</h1>"
    html = page("", f"{heading}<p>Figures as of 31.12.2020 and 01.01.2020, said the board.</p>{body()}")
    found = extract_draft(html, url=PLAIN).fields["date_published"]
    assert (found.value, found.origin) == ("27.01.2022", "near-headline")
