"""Each place that may name the authors gives its names with its mark, and other names stay out."""

import pytest

from crawler.extraction.authors.candidates import AuthorCandidate, author_candidates
from crawler.extraction.metadata.jsonld import linked_data
from crawler.extraction.page.around_headline import read_nearby
from crawler.extraction.page.page import read_page
from tests.extraction.pages import HEADLINE, URL, linked, page

TWO = (
    '[{"@type": "Person", "name": "Ines Halvorsen"}, {"@type": "Organization", "name": "Larne Courier"},'
    ' "Tom Achebe"]'
)


def stated(head: str = "", *, credits: tuple[str, ...] = ()) -> list[AuthorCandidate]:
    read = read_page(page(head), url=URL)
    near = read_nearby(read.all("h1")[0])
    return author_candidates(read, linked_data(read), near, credits=[*credits], names=["Larne Courier"])


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


def test_microdata_of_related_stories_name_others() -> None:
    own = '<span itemprop="author">Ines Halvorsen</span>'
    card = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><h3><a href="/a/2">Bridge opened</a></h3>'
        '<span itemprop="author">Tom Achebe</span></div>'
    )
    read = read_page(page("", f"<h1>{HEADLINE}</h1>{own}{card}"), url=URL)
    found = author_candidates(read, linked_data(read), read_nearby(None), credits=[], names=[])
    assert marks(found) == [("microdata", ["Ines Halvorsen"])]
