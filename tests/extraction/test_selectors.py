"""An outlet's selectors: alternatives in order, CSS and XPath, and errors in plain words."""

import pytest

from crawler.extraction import check_selectors, read_page
from crawler.extraction.selectors import select_field
from crawler.items import Image
from tests.extraction.pages import URL, page

ARTICLE = """
<div class="old">  </div><div class="head">The  headline</div>
<div class="story"><p>One.</p><div class="in"><p>Two,<br>three.</p></div><script>x</script></div>
<time class="d" datetime="2024-04-18">today</time><a class="by" href="/a">Ana</a><a class="by">Li</a>
<figure class="f"><img data-src="/w.jpg"><figcaption>Wall</figcaption></figure>
<meta itemprop="lic" content="CC-BY"><span class="free">no</span>
"""


def value(field: str, *given: str) -> object:
    found = select_field(read_page(page("", ARTICLE), url=URL), {field: list(given)}, field)
    return found.value if found else None


@pytest.mark.parametrize(
    ("field", "given", "wanted"),
    [
        ("headline", ("h1", ".old", ".head"), "The headline"),
        ("headline", ("//div[@class='head']/text()",), "The headline"),
        ("headline", ("(//div[@class='head'])[1]",), "The headline"),
        ("headline", (".head::text",), "The headline"),
        ("body", (".story",), "One.\n\nTwo,\n\nthree."),
        ("body", (".story, .story .in",), "One.\n\nTwo,\n\nthree."),
        ("body", (".story p",), "One.\n\nTwo,\n\nthree."),
        ("date_published", ("time.d",), "2024-04-18"),
        ("date_published", ("time.d::text",), "today"),
        ("authors", (".by",), ["Ana", "Li"]),
        ("images", (".f",), [Image(url="https://www.larne-courier.example/w.jpg", caption="Wall")]),
        ("image", (".f img::attr(data-src)",), "https://www.larne-courier.example/w.jpg"),
        ("license", ("meta[itemprop=lic]",), "CC-BY"),
        ("is_accessible_for_free", (".free",), False),
        ("headline", (".none",), None),
    ],
)
def test_values(field: str, given: tuple[str, ...], wanted: object) -> None:
    assert value(field, *given) == wanted


def test_good_selectors_have_no_problems() -> None:
    assert (
        check_selectors(
            {"body": ["div.text", "//article", "(//p)[1]"], "authors": ["a::text", "a::attr(title)"]}
        )
        == []
    )


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"body": "div.text"}, "must be a list"),
        ({"body": []}, "empty list"),
        ({"body": ["div["]}, "not valid CSS"),
        ({"body": ["//div["]}, "not valid XPath"),
        ({"body": ["a::nonsense"]}, "not valid CSS"),
        ({"body": [3]}, "no selector"),
        ({"titel": ["h1"]}, "there is no such field"),
        ({"word_count": ["h1"]}, "filled by the crawler itself"),
        (["h1"], "must be a dict"),
    ],
)
def test_problems_are_told_in_words(given: object, says: str) -> None:
    (problem,) = check_selectors(given)
    assert says in problem
