"""Each place that may state the day of publication gives it with its mark, and changes stay out."""

import pytest

from crawler.extraction.dates.candidates import (
    date_candidates,
    in_address,
    is_updated,
    relative_candidates,
    stated_time,
    weak_date_candidates,
)
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.around_headline import read_nearby
from crawler.extraction.page.dom import Element
from crawler.extraction.page.page import HtmlPage, read_page
from tests.extraction.pages import HEADLINE, body, page

PLAIN = "https://x.example/a"


def read(head: str = "", line: str = "", tail: str = "", *, url: str = PLAIN) -> HtmlPage:
    return read_page(page(head, f"<h1>{HEADLINE}</h1>{line}{body()}{tail}"), url=url)


def found(html: HtmlPage) -> list[tuple[str, str]]:
    """The dates of reliable places, each with its first mark."""
    near = read_nearby(html.all("h1")[0])
    return [(one.marks[0], one.found.value) for one in date_candidates(html, linked_data(html), near)]


def weakly_found(html: HtmlPage) -> list[tuple[str, str]]:
    return [(one.marks[0], one.found.value) for one in weak_date_candidates(html)]


def time_element(html: str) -> Element:
    return read(line=html).all("time")[0]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/news/29-10-2021", "2021-10-29"),
        ("https://x.example/2024/3/5/storm", "2024-03-05"),
        ("https://x.example/storm-2024-03-05", "2024-03-05"),
        ("https://x.example/a/20240305-storm", "2024-03-05"),
        ("https://x.example/a/1234567890", None),
        ("https://x.example/2024/13/45/a", None),
        ("https://[x/2024/3/5/", None),
    ],
)
def test_addresses_hold_days(url: str, day: str | None) -> None:
    assert in_address(url) == day


def test_places_come_in_the_order_of_trust() -> None:
    head = (
        '<meta name="date" content="2024-04-14"><meta property="article:published_time" content="2024-04-17">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-04-18"}</script>'
    )
    line = '<span itemprop="datePublished" content="2024-04-16"></span><time datetime="2024-04-15">x</time>'
    html = read(head, line, url="https://x.example/2024/04/13/storm")
    assert found(html) == [
        ("jsonld-article", "2024-04-18"),
        ("opengraph", "2024-04-17"),
        ("meta", "2024-04-14"),
        ("microdata", "2024-04-16"),
        ("time-near", "2024-04-15"),
        ("address", "2024-04-13"),
    ]


def test_a_second_date_of_a_place_is_marked_as_later() -> None:
    times = "<time datetime='2024-04-15'>x</time><time datetime='2024-04-14'>y</time>"
    assert found(read(line=times)) == [("time-near", "2024-04-15"), ("time-near-later", "2024-04-14")]


def test_a_time_is_near_the_headline_far_from_it_or_in_an_aside() -> None:
    times = f"{'<p>Sea.</p>' * 100}<time datetime='2024-04-15'>x</time>"
    aside = "<aside><time datetime='2024-04-14'>y</time></aside>"
    assert found(read(tail=times + aside)) == [("time-far", "2024-04-15"), ("time-aside", "2024-04-14")]


def test_of_hundreds_of_times_a_few_are_weighed() -> None:
    times = "".join(f"<p><time datetime='2024-04-{1 + n % 28:02}'>x</time></p>" for n in range(300))
    assert len([mark for mark, _ in found(read(tail=times)) if mark.startswith("time")]) == 16


@pytest.mark.parametrize(
    ("html", "value"),
    [
        ("<time datetime='2024-04-15'>Monday</time>", "2024-04-15"),
        ("<time content='2024-04-15'>Monday</time>", "2024-04-15"),
        ("<time datetime='P3D'>15 April 2024</time>", "15 April 2024"),
        ("<time datetime='soon'>three days ago</time>", ""),
    ],
)
def test_a_time_states_its_attribute_or_else_its_text(html: str, value: str) -> None:
    assert stated_time(time_element(html)) == value


@pytest.mark.parametrize(
    "html",
    [
        "<time itemprop='dateModified' datetime='2024-04-15'>x</time>",
        "<time class='entry-updated' datetime='2024-04-15'>x</time>",
        "<p>Last updated <time datetime='2024-04-15'>x</time></p>",
        "<p><span>Aktualisiert:</span> <time datetime='2024-04-15'>x</time></p>",
        "<p class='modified'><time datetime='2024-04-15'>x</time></p>",
    ],
)
def test_a_time_of_a_change_is_told_and_left(html: str) -> None:
    assert is_updated(time_element(html))
    assert found(read(line=html)) == []


def test_a_time_behind_the_word_of_publication_is_none_of_a_change() -> None:
    html = "<p>Updated and first published <time datetime='2024-04-15'>x</time></p>"
    assert not is_updated(time_element(html))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("<p>Published 18 April 2024</p>", "near-labelled"),
        ("<p>18 April 2024</p>", "near-short"),
        (f"<p>18 April 2024 {'was a day like any other, they say ' * 3}</p>", "near-long"),
    ],
)
def test_a_line_says_more_or_less_of_its_date(line: str, mark: str) -> None:
    assert found(read(line=line)) == [(mark, "18 April 2024")]


def test_a_script_a_class_and_lines_anywhere_answer_in_doubt() -> None:
    head = '<script>x = {"publishedAt":"2024-04-15T08:00:00Z"}</script>'
    tail = f"{body()}<div class='post-date'>14 April 2024</div><p>Published on 13 April 2024</p>"
    assert weakly_found(read(head, tail=tail)) == [
        ("script", "2024-04-15T08:00:00Z"),
        ("class", "14 April 2024"),
        ("line-alone", "14 April 2024"),
        ("line-published", "13 April 2024"),
    ]


def test_a_line_of_a_change_says_so_in_its_mark_and_origin() -> None:
    (one,) = weak_date_candidates(read(tail="<p>Updated: 13 April 2024</p>"))
    assert (one.marks, one.found.origin) == (("line-changed",), "updated")


def told_from_present(html: HtmlPage, language: str = "en") -> list[tuple[str, str]]:
    near = read_nearby(html.all("h1")[0])
    return [(one.found.origin, one.found.value) for one in relative_candidates(html, near, language=language)]


def test_dates_told_from_the_present_stand_in_times_lines_and_classes() -> None:
    line = "<time>2 hours ago</time><p>Yesterday, 14:05</p><aside><p>5 minutes ago</p></aside>"
    assert told_from_present(read(line=line)) == [
        ("time", "2 hours ago"),
        ("near-headline", "2 hours ago"),
        ("near-headline", "Yesterday, 14:05"),
    ]
    assert told_from_present(read(line="<p>Updated 2 hours ago</p>")) == []


@pytest.mark.parametrize("name", ["schema:dateCreated", "http://schema.org/dateCreated", "dc:created"])
def test_rdfa_states_dates(name: str) -> None:
    line = f'<span property="{name}" content="2024-04-16T10:00:00+02:00"></span>'
    assert found(read(line=line)) == [("microdata", "2024-04-16T10:00:00+02:00")]
    comment = f'<div typeof="schema:Comment">{line}</div>'
    assert found(read(line=comment)) == []
