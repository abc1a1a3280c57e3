"""Each place that may name the authors gives its names with its mark, and other names stay out."""

import pytest

from crawler.extraction.authors.candidates import AuthorCandidate, author_candidates, weak_author_candidates
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.around_headline import read_nearby
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, body, linked, page

TWO = (
    '[{"@type": "Person", "name": "Ines Halvorsen"}, {"@type": "Organization", "name": "Larne Courier"},'
    ' "Tom Achebe"]'
)
#: More text than is read behind a headline.
FAR = "<p>Nothing but the sea, they say, and so it is here.</p>" * 80


def stated(head: str = "", *, credits: tuple[str, ...] = ()) -> list[AuthorCandidate]:
    read = read_page(page(head), url=URL)
    near = read_nearby(read.all("h1")[0])
    return author_candidates(read, linked_data(read), near, credits=[*credits], names=["Larne Courier"])


def seen(line: str = "", tail: str = "") -> list[AuthorCandidate]:
    read = read_page(page("", f"<h1>{HEADLINE}</h1>{line}{body()}{tail}"), url=URL)
    return weak_author_candidates(read, read_nearby(read.all("h1")[0]), names=["Larne Courier"])


def marks(found: list[AuthorCandidate]) -> list[tuple[str, list[str]]]:
    return [(one.mark, one.values) for one in found]


def linked_author(author: str) -> str:
    return linked(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "author": {author}}}')


def test_people_of_linked_data_go_before_what_else_it_names() -> None:
    assert marks(stated(linked_author(TWO))) == [
        ("jsonld-person", ["Ines Halvorsen", "Tom Achebe"]),
        ("jsonld-any", ["Ines Halvorsen", "Larne Courier", "Tom Achebe"]),
    ]


def test_linked_data_that_name_people_alone_are_one_candidate() -> None:
    found = stated(linked_author('{"@type": "Person", "name": "Ines Halvorsen"}'))
    assert marks(found) == [("jsonld-person", ["Ines Halvorsen"])]


def test_of_credit_lines_the_first_that_names_someone_in_full_counts() -> None:
    found = stated(credits=("By Courier staff", "By Ines Halvorsen", "By Tom Achebe"))
    assert marks(found) == [("byline", ["By Ines Halvorsen"])]


def test_the_outlet_alone_is_told_from_people() -> None:
    (own,) = stated('<meta name="author" content="Larne Courier">')
    assert (own.is_outlet, own.people) == (True, [])
    (person,) = stated('<meta name="author" content="Ines Halvorsen, Larne Courier">')
    assert (person.is_outlet, person.people) == (False, ["Ines Halvorsen"])


@pytest.mark.parametrize(
    "value", ["https://social.example/ines", "ines-halvorsen", "user_1234", "the.author.name"]
)
def test_addresses_slugs_and_variables_name_nobody(value: str) -> None:
    assert stated(f'<meta name="author" content="{value}">') == []


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
