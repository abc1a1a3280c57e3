"""Texts are read as a reader sees them: initials belong to their words, site names are cut off titles."""

import pytest

from crawler.extraction import extract_draft
from crawler.extraction.page.text import is_json, is_site_name, without_site
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, page


@pytest.mark.parametrize(
    ("start", "read"),
    [
        ('<span class="dropcap">N</span> ow the harbour', "Now the harbour"),
        ('<span class="article__drop-cap">D</span>\n ivers came', "Divers came"),
        ('<span class="dropcap">D</span>ivers came', "Divers came"),
        # "A" is a word of its own, and a capital begins another word.
        ('<span class="dropcap">A</span> harbour', "A harbour"),
        ('<span class="dropcap">N</span> Harbour', "N Harbour"),
        # Nothing says that this letter is an initial.
        ('<span class="bold">N</span> ow the harbour', "N ow the harbour"),
    ],
)
def test_an_initial_joins_its_word_where_that_is_sure(start: str, read: str) -> None:
    rest = " is to close for three weeks in May while divers repair the wall that the storms broke."
    draft = extract_draft(
        page("", f"<h1>{HEADLINE}</h1><p>{start}{rest}</p>{body(*PARAGRAPHS[1:])}"), url=URL
    )
    assert draft.fields["body"].value.split("\n\n")[0] == read + rest


NAMES = ["Daily Post", "dailypost.example", "dailypost", "每日邮报"]


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
    assert without_site(title, NAMES) == cut


def test_a_name_with_the_or_com_is_the_same() -> None:
    assert all(is_site_name(text, NAMES) for text in ("The Daily Post", "DailyPost.com", "daily post"))
    assert not is_site_name("Daily Post wins a prize", NAMES)


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "https://schema.org", "@type": "NewsArticle"}',
        '[{"id": 12, "slot": "top"}]',
        '{"@context": "https://schema.org", "description": "A text that is cut off here',
        '["a", "b"]',
    ],
)
def test_json_is_told_whole_or_cut_off(text: str) -> None:
    assert is_json(text)


@pytest.mark.parametrize("text", ["[1]", "[Update: the quay is open]", "{sic}", "[" * 5000, '"Quay": a word'])
def test_brackets_alone_make_no_json(text: str) -> None:
    assert not is_json(text)
