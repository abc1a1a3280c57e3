"""Start tags keep their first attributes, whatever stands in values, and other text is left alone."""

import pytest

from crawler.decoding.start_tags import MAX_ATTRIBUTES, bound_attributes
from tests.growth import check_linear

MANY = MAX_ATTRIBUTES + 5


@pytest.mark.parametrize("form", [' a{}="b"', " a{}='>'", ' a{}="<p>"', " a{}=b", " a{}"])
def test_a_start_tag_keeps_its_first_attributes(form: str) -> None:
    tag = "".join(map(form.format, range(MANY)))
    kept = "".join(map(form.format, range(MAX_ATTRIBUTES)))
    assert bound_attributes(f"<h1>Rain</h1><p{tag}>fell</p>") == f"<h1>Rain</h1><p{kept}>fell</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p class=a title="' + "a=b " * MANY + '">Rain</p>',
        "<p " + " ".join(f"a{at}=b" for at in range(MAX_ATTRIBUTES)) + " />",
        "<script>if (a <b " + "c = d " * MANY + ") e()</script>",
        "<style>a <b" + " c=d" * MANY + "</style><p>Rain</p>",
        "<!-- <b" + " c=d" * MANY + " --><p>Rain</p>",
        "a <b and 3 < 4" + " c=d" * 50 + "<p>Rain</p>",
    ],
)
def test_anything_else_stays_as_it_is(html: str) -> None:
    assert bound_attributes(html) == html


@pytest.mark.parametrize(
    "text",
    ["<", "<a ", '<a "', "<a b='", "<a b=\"' ", "<!--", "<!-- -", "<script ", "<a =", "<a>", "<b a=c>"],
)
def test_cost_is_linear(text: str) -> None:
    check_linear(bound_attributes, lambda size: text * (size // len(text)), most=400_000)
