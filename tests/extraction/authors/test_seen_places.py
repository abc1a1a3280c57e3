"""Places that show a name give it with the mark of the place, and names of others stay out."""

import pytest

from crawler.extraction.authors.candidates import AuthorCandidate, weak_author_candidates
from crawler.extraction.page.around_headline import read_nearby
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, body, page

#: More text than is read behind a headline.
FAR = "<p>Nothing but the sea, they say, and so it is here.</p>" * 80


def seen(line: str = "", tail: str = "") -> list[AuthorCandidate]:
    read = read_page(page("", f"<h1>{HEADLINE}</h1>{line}{body()}{tail}"), url=URL)
    return weak_author_candidates(read, read_nearby(read.all("h1")[0]), names=["Larne Courier"])


def marks(found: list[AuthorCandidate]) -> list[tuple[str, list[str]]]:
    return [(one.mark, one.values) for one in found]


@pytest.mark.parametrize(
    ("line", "tail", "mark"),
    [
        ("", '<a rel="author" href="/x">Ines Halvorsen</a>', "rel-author"),
        ('<span class="byline-name">Ines Halvorsen</span>', "", "class-near"),
        ("<p>18 April 2024 | Ines Halvorsen</p>", "", "near-date"),
        ("<p>18 April 2024</p><p>Ines Halvorsen</p>", "", "near-name"),
        ("", '<a href="/authors/ines">Ines Halvorsen</a>', "profile-link"),
        ("", "<p><em>Ines Halvorsen</em></p>", "signature"),
        ("", f"{FAR}<div>Text by Ines Halvorsen</div>", "credit-far"),
    ],
)
def test_a_name_in_a_weak_place_has_the_mark_of_the_place(line: str, tail: str, mark: str) -> None:
    assert (mark, ["Ines Halvorsen"]) in [(one.mark, one.people) for one in seen(line, tail)]


@pytest.mark.parametrize(
    "tail",
    [
        '<aside><a rel="author" href="/x">Ines Halvorsen</a></aside>',
        '<div class="comments"><span class="comment-author">Ines Halvorsen</span></div>',
        '<div class="related-stories"><p class="byline">By Ines Halvorsen</p></div>',
        '<a href="/team/ines">Ines Halvorsen</a>',
    ],
    ids=["an aside", "a comment", "another article", "no profile"],
)
def test_names_of_others_are_left(tail: str) -> None:
    assert seen(tail=tail) == []


def test_far_from_the_headline_a_class_has_another_mark() -> None:
    found = seen(tail=f'{FAR}<span class="author">Ines Halvorsen</span>')
    assert ("class-far", ["Ines Halvorsen"]) in marks(found)


def card(name: str) -> str:
    profile = f'<a rel="author" href="/author/{name[:3]}">{name}</a>'
    return f'<div class="card"><h3><a href="/a/{name[:3]}">Bridge opened</a></h3>{profile}</div>'


def test_bylines_in_cards_of_other_stories_are_left() -> None:
    own = '<p><a rel="author" href="/x">Ines Halvorsen</a></p>'
    found = seen(own, f"{FAR}<section><h2>More</h2>{card('Tom Achebe')}{card('Ola Berg')}</section>")
    assert ("rel-author", ["Ines Halvorsen"]) in marks(found)
    assert not any("Achebe" in value for one in found for value in one.values)


@pytest.mark.parametrize("mark", ['class="kommentare"', 'id="comments"', 'class="discussion-list"'])
def test_commenters_are_left(mark: str) -> None:
    comment = '<a rel="author" href="/profile/7">Tom Achebe</a><span class="author">Tom Achebe</span>'
    assert seen(tail=f"<section {mark}>{comment}<p>Three weeks, they say.</p></section>") == []


def test_the_box_about_the_author_is_no_card() -> None:
    box = '<div class="bio"><h3><a rel="author" href="/author/ines">Ines Halvorsen</a></h3></div>'
    assert ("rel-author", ["Ines Halvorsen"]) in marks(seen(tail=FAR + box))
