"""States are read wherever a page's scripts carry them."""

import html
import json

import pytest

from crawler.extraction.metadata.page_states import read_states
from crawler.extraction.page.page import read_page
from tests.extraction.pages import PARAGRAPHS, URL, page
from tests.growth import check_linear

STATE = {"article": {"title": "Harbour closes", "body": list(PARAGRAPHS)}}
JSON = json.dumps(STATE)
LITERAL = '{article:{title:"Harbour closes",body:' + json.dumps(list(PARAGRAPHS)) + "}}"
CALLED = "(function(a){return " + LITERAL.replace('"Harbour closes"', "a") + '}("Harbour closes"))'


def states(markup: str) -> list[object]:
    return list(read_states(read_page(page("", markup), url=URL)))


@pytest.mark.parametrize(
    "markup",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{JSON}</script>',
        f"<script>window.__INITIAL_STATE__ = {JSON};window.x=1</script>",
        f"<script>window.__NUXT__={LITERAL}</script>",
        f"<script>window.__NUXT__={CALLED};</script>",
        f"<script>window.__STATE__ = JSON.parse({json.dumps(JSON)})</script>",
        f"<script>app.start({JSON})</script>",
        f'<div id="app" data-page="{html.escape(JSON)}"></div>',
        '<script type="application/json">'
        + JSON.replace("&", "&a;").replace('"', "&q;").replace("'", "&s;")
        + "</script>",
    ],
    ids=["json", "assigned", "literal", "called", "parsed", "argument", "attribute", "escaped"],
)  # fmt: skip
def test_places_of_states(markup: str) -> None:
    assert STATE in states(markup)


def test_a_stream_is_joined_from_its_pieces() -> None:
    stream = f'1:"$Sreact.fragment"\n0:{JSON}\n'
    pieces = [stream[at : at + 50] for at in range(0, len(stream), 50)]
    pushed = "".join(f"<script>self.__next_f.push([1,{json.dumps(piece)}])</script>" for piece in pieces)
    assert any(isinstance(state, list) and STATE in state for state in states(pushed))


@pytest.mark.parametrize(
    "markup",
    [
        f'<script type="application/ld+json">{JSON}</script>',
        f'<script type="text/x-template">{JSON}</script>',
        '<script>var short = {"a": 1};</script>',
        "<script>var f = function () { return window.x + 1 };</script>",
    ],
)
def test_other_scripts_hold_no_state(markup: str) -> None:
    assert states(markup) == []


@pytest.mark.parametrize("unit", ["={", "=[", '={"a":"', "({a:", "=JSON.parse(", "=function(", '="'])
def test_hostile_scripts_take_linear_time(unit: str) -> None:
    def read(size: int) -> object:
        return read_page(f"<html><body><script>{unit * (size // len(unit))}</script></body></html>", url=URL)

    check_linear(lambda parsed: list(read_states(parsed)), read, most=300_000)  # type: ignore[arg-type]
