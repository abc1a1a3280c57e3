"""Elements are found by words of their names, all names at once."""

import re

from crawler.extraction.page.named_elements import NamedElements
from crawler.extraction.page.page import read_page

PAGE = read_page(
    "<div class='Story Lead' id='top'><p class='lead'>One</p><p class='Story Lead'>Two</p>"
    "<p class='a\nlead b'>Three</p><p class='İlk lead'>Four</p><p id='lead-box'>Five</p></div>",
    url="https://www.larne-courier.example/",
)


def test_names_are_found_by_a_word_whatever_its_case_and_accepted_as_they_stand() -> None:
    names = NamedElements(PAGE.classes)
    assert [e.tag for e in names.find(lambda name: True, words=("lead",))] == ["div", "p", "p", "p", "p"]
    assert [e.text for e in names.find(re.compile("^lead").search, words=("lead",))] == ["One"]
    assert names.find(lambda name: True, words=("footer",)) == []


def test_only_names_with_a_word_are_asked_for() -> None:
    asked: list[str] = []
    NamedElements(PAGE.classes).find(asked.append, words=("ilk", "i\u0307lk"))
    assert asked == ["İlk lead"]


def test_a_page_without_names_has_none() -> None:
    assert NamedElements({}).find(lambda name: True, words=("lead",)) == []


def test_a_page_finds_elements_by_class_and_by_id() -> None:
    found = PAGE.named(lambda name: name.startswith("lead"), words=("lead",))
    assert [e.text for e in found] == ["One", "Five"]
