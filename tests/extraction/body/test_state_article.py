"""The article of a state is the object with the page's title and the most text."""

import json

from crawler.extraction import extract
from crawler.extraction.body.state_article import find_state_article
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, page

BLOCKS = [{"type": "paragraph", "text": text} for text in PARAGRAPHS]
TEXT = "\n\n".join(PARAGRAPHS)
ARTICLE = {
    "title": HEADLINE,
    "publishedAt": "2024-04-18T06:30:00+02:00",
    "authors": [{"firstName": "Ines", "lastName": "Halvorsen"}, {"name": "Tom Achebe"}],
    "body": BLOCKS,
    "related": [{"title": "Bridge opened", "body": BLOCKS * 3}],
}
TEASER = {"title": HEADLINE, "body": PARAGRAPHS[0]}


def text_of(state: object, *, titles: list[str] | None = None) -> str | None:
    found = find_state_article([state], titles=[HEADLINE] if titles is None else titles)
    return found.text if found else None


def test_it_is_found_by_title_and_text_wherever_it_stands() -> None:
    assert text_of({"props": {"pageProps": {"teasers": [TEASER], "article": ARTICLE}}}) == TEXT
    assert text_of({"headlines": {"basic": HEADLINE}, "content_elements": BLOCKS}) == TEXT
    assert text_of({"post": {"title": {"rendered": HEADLINE}, "content": {"rendered": f"<p>{TEXT}</p>"}}})
    assert text_of({"story": {"meta": {"title": HEADLINE}, "content": {"blocks": BLOCKS}}}) == TEXT


def test_other_articles_are_left() -> None:
    other = {**ARTICLE, "title": "Bridge opened to walkers"}
    assert text_of({"latest": [ARTICLE], "article": other}) is None
    assert text_of({"article": TEASER}) is None


def test_a_page_without_a_title_takes_the_object_that_has_one() -> None:
    found = find_state_article([{"a": {"title": "News", "x": 1}, "b": ARTICLE}], titles=[])
    assert found is not None
    assert found.fields == {
        "headline": HEADLINE,
        "authors": ["Ines Halvorsen", "Tom Achebe"],
        "date_published": "2024-04-18T06:30:00+02:00",
    }


def test_drawn_elements_hold_a_text_without_a_title() -> None:
    drawn = [["$", "p", None, {"children": text}] for text in PARAGRAPHS]
    menu = [["$", "p", None, {"children": word}] for word in ("Home", "News", "Sport")]
    tree = ["$", "div", None, {"children": [["$", "div", None, {"children": menu}], drawn]}]
    assert text_of([tree]) == TEXT


def test_a_string_of_json_in_a_state_is_read() -> None:
    assert text_of({"cache": json.dumps({"article": ARTICLE})}) == TEXT


def drawn_by_script(state: str, shown: str = "<p>Loading ...</p>") -> str:
    return page(state, f'<div id="root">{shown}</div>', title=f"{HEADLINE} - Larne Courier")


def test_a_page_that_shows_no_text_is_read_from_its_state() -> None:
    state = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"article": ARTICLE})}</script>'
    made = extract(drawn_by_script(state), url=URL)
    assert (made.body, made.refusal) == (TEXT, None)
    assert made.authors == ["Ines Halvorsen", "Tom Achebe"]
    assert {made.provenance[name] for name in ("body", "authors")} == {"state"}


def test_a_page_that_shows_its_text_keeps_it() -> None:
    longer = {**ARTICLE, "body": BLOCKS * 5}
    state = f'<script type="application/json">{json.dumps(longer)}</script>'
    shown = "".join(f"<p>{text} {text}</p>" for text in PARAGRAPHS)
    assert extract(drawn_by_script(state, shown), url=URL).provenance["body"] == "text"


def test_teasers_on_a_page_without_its_headline_are_not_its_text() -> None:
    state = f'<script type="application/json">{json.dumps(ARTICLE)}</script>'
    teaser = (
        "The bridge at the mill was opened to walkers on Sunday after eleven months of work on its piers. "
    )
    teasers = "".join(f"<p>{teaser * 2}{number}</p>" for number in range(6))
    assert extract(drawn_by_script(state, teasers), url=URL).body == TEXT
    headed = extract(drawn_by_script(state, f"<h1>{HEADLINE}</h1>{teasers}"), url=URL)
    assert headed.provenance["body"] == "text"
