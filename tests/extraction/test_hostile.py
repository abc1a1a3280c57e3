"""Pages made to cost time are read within bounds, and say so where they were read in part."""

import pytest

from crawler.extraction import extract
from tests.growth import check_bounded
from tools.benchmarks.hostile import hostile_page

URL = "https://www.larne-courier.example/news/harbour-closes-88213"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 100_000 + "x", id="nested divs"),
        pytest.param("<div>" * 50_000 + "</i>" * 50_000, id="end tags without a start"),
        pytest.param("<p>word word, and.</p>" * 60_000, id="paragraphs"),
        pytest.param("<span>a</span> " * 200_000, id="elements"),
        pytest.param("<p>" + "word and more, " * 1_400_000, id="a text of 21 MB"),
    ],
)
def test_what_is_too_much_is_read_in_part(html: str) -> None:
    assert any("read in part" in warning for warning in extract(html.encode(), url=URL).warnings)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<h1>Rain</h1><p title="' + "a" * 3_000_000 + '">x</p>', id="an attribute of 3 MB"),
        pytest.param(f'<div class="{"date-" * 600_000}">x</div>', id="a class of 3 MB"),
        pytest.param(f"<title>{'a | ' * 300_000}</title><h1>x y</h1>", id="a title of many parts"),
        pytest.param("<h1>" + "a b " * 300_000, id="a heading of a megabyte"),
        pytest.param("<h1>x y</h1>" + "<time>3 May 2024</time>" * 20_000, id="many dates"),
        pytest.param("<meta property=og:title content='x y'>" * 50_000, id="many titles"),
        pytest.param(
            '<script type="application/ld+json">' + '{"@type":"NewsArticle","a":' * 20_000 + "</script>",
            id="nested JSON-LD",
        ),
    ],
)
def test_what_repeats_without_end_ends(html: str) -> None:
    assert extract(html.encode(), url=URL).refusal is not None


@pytest.mark.parametrize(
    "kind",
    [
        "meta author",
        "one figure",
        "authors in each other",
        "a block between blocks",
        "end tags",
        "one tag",
    ],
)
def test_a_page_of_twelve_megabytes_costs_about_as_much_as_one_of_three(kind: str) -> None:
    check_bounded(
        lambda page: extract(page, url=URL),
        lambda size: hostile_page(kind, size),
        since=3 << 20,
        most=12 << 20,
    )
