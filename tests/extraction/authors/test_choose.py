"""Authors come from the first place that names a person; a desk only where none does."""

import pytest

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page


def credits(head: str = "", line: str = "", tail: str = "") -> tuple[object, str | None, object]:
    fields = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{line}{body()}{tail}"), url=URL).fields
    found, line_found = fields.get("authors"), fields.get("byline")
    return (
        found.value if found else None,
        found.origin if found else None,
        line_found.value if line_found else None,
    )


def linked_author(author: str) -> str:
    return linked(f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "author": {author}}}')


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p>By Ines Halvorsen</p>", "By Ines Halvorsen"),
        (
            "<div><span>Von <a href='/a'>Ines Halvorsen</a></span><span>18.04.2024</span></div>",
            "Von Ines Halvorsen",
        ),
        (
            "<p>By <a>Ines Halvorsen</a> and <a>Tom Achebe</a><span>Facebook</span></p>",
            "By Ines Halvorsen and Tom Achebe",
        ),
        ("<div>By</div><div>Ines Halvorsen</div>", "By Ines Halvorsen"),
        ("<p>Por Inés Halvorsen</p>", "Por Inés Halvorsen"),
        ("<p>文／渡辺洋介</p>", "文／渡辺洋介"),
    ],
)
def test_credit_lines_near_the_headline(line: str, byline: str) -> None:
    assert credits(line=line) == ([byline], "byline", byline)


def test_a_person_whom_two_places_name_goes_first() -> None:
    head = linked_author('{"@type": "Person", "name": "Ines Halvorsen"}')
    head += '<meta name="author" content="Ines Halvorsen">'
    assert credits(head, "<p>By Tom Achebe</p>")[:2] == (["Ines Halvorsen"], "jsonld")


def test_people_without_types_stand_beside_typed_ones() -> None:
    head = linked_author('[{"@type": "Person", "name": "Ines Halvorsen"}, {"name": "Tom Achebe"}]')
    assert credits(head)[:2] == (["Ines Halvorsen", "Tom Achebe"], "jsonld")


def test_the_outlet_as_author_gives_way_to_a_person() -> None:
    head = (
        linked_author('{"@type": "Organization", "name": "Larne Courier"}')
        + '<meta property="og:site_name" content="Larne Courier">'
    )
    assert credits(head, "<p>By Ines Halvorsen</p>")[0] == ["By Ines Halvorsen"]
    assert credits(head)[0] == ["Larne Courier"]


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        (
            '<meta name="twitter:label1" content="Written by">'
            '<meta name="twitter:data1" content="Ines Halvorsen">',
            "twitter",
        ),
        ('<meta name="parsely-author" content="Ines Halvorsen">', "parsely"),
        ('<meta name="sailthru.author" content="Ines Halvorsen">', "sailthru"),
        ('<meta name="cXenseParse:author" content="Ines Halvorsen">', "cxense"),
        ('<meta name="author" content="Ines Halvorsen">', "meta"),
        ('<meta name="DC.creator" content="Ines Halvorsen">', "dublincore"),
    ],
)
def test_metadata_names_authors(head: str, origin: str) -> None:
    assert credits(head)[:2] == (["Ines Halvorsen"], origin)


@pytest.mark.parametrize(
    "content", ["https://facebook.com/larne", "{{ author }}", "webmaster@larne.example", "@larne", "admin"]
)
def test_addresses_templates_and_accounts_are_no_authors(content: str) -> None:
    assert (
        credits(
            f'<meta property="article:author" content="{content}">'
            '<meta name="twitter:creator" content="@larne">'
        )[0]
        is None
    )


def test_classes_and_links_answer_last() -> None:
    assert credits(line='<span class="article-author__name">Ines Halvorsen</span>')[:2] == (
        ["Ines Halvorsen"],
        "class",
    )
    assert credits(tail='<a rel="author" href="/x">Ines Halvorsen</a>')[:2] == (
        ["Ines Halvorsen"],
        "rel-author",
    )
    assert credits(tail='<aside><a href="/author/x">Ines Halvorsen</a></aside>')[0] is None


def test_microdata_names_the_author_without_the_rest_of_the_box() -> None:
    box = '<div itemprop="author" itemscope itemtype="https://schema.org/Person">'
    box += '<span itemprop="name">Ines Halvorsen</span> writes on ports</div>'
    assert credits(tail=box)[:2] == (["Ines Halvorsen"], "microdata")


@pytest.mark.parametrize(
    "line",
    [
        "<div><span>Ines Halvorsen |</span><span>18.04.2024 - Güncelleme : 19.04.2024</span></div>",
        "<div><span>18 April 2024</span> · <span>Ines Halvorsen</span></div>",
        "<p>Ines Halvorsen – Updated: 18 April 2024</p>",
        "<p>Ines Halvorsen • 18 April 2024 • 5 min read</p>",
    ],
)
def test_a_name_may_stand_beside_nothing_but_dates(line: str) -> None:
    assert credits(line=line)[:2] == (["Ines Halvorsen"], "near-date")


def test_a_name_and_a_date_may_stand_before_the_headline() -> None:
    credit = "<div><span>18 April 2024</span><span>Ines Halvorsen</span></div>"
    found = extract_draft(page("", f"{credit}<div><h1>{HEADLINE}</h1></div>{body()}"), url=URL).fields[
        "authors"
    ]
    assert (found.value, found.origin) == (["Ines Halvorsen"], "near-date")


def test_names_side_by_side_in_a_byline_are_all_authors() -> None:
    names = "<span>Ines Halvorsen</span> <span>Tom Achebe</span> <span>All stories</span>"
    assert credits(line=f"<div class='article-byline'>{names}</div>")[:2] == (
        ["Ines Halvorsen", "Tom Achebe"],
        "class",
    )


@pytest.mark.parametrize("line", ["<p>Edited by Tom Achebe</p>", "<p>Foto: Tom Achebe</p>"])
def test_an_editor_or_photographer_is_no_author(line: str) -> None:
    assert credits(line=line)[0] is None


@pytest.mark.parametrize(
    "line", ["<p>Telegram WhatsApp</p>", "<p>Modificato da Tom Achebe</p>", "<p>Photo Tom Achebe</p>"]
)
def test_lines_beside_a_date_that_name_no_author(line: str) -> None:
    assert credits(line=f"<p>18 April 2024</p>{line}")[0] is None


def test_a_name_or_an_office_may_be_a_line_beside_the_date() -> None:
    assert credits(line="<p>18 April 2024</p><p>Ines Halvorsen</p>")[0] == ["Ines Halvorsen"]
    assert credits(line="<p>18 April 2024</p><p>Courier Redaktion</p>")[0] == ["Courier Redaktion"]


def test_a_signature_closes_the_text() -> None:
    assert credits(tail="<p><em>Ines Halvorsen</em></p>")[:2] == (["Ines Halvorsen"], "signature")
    assert credits(tail="<p>Inés Halvorsen writes on ports</p>")[0] is None


def test_a_first_name_takes_the_full_one_that_stands_beside_it() -> None:
    head = '<meta name="author" content="Ines">'
    assert credits(head, "<p>By Ines Halvorsen</p>")[0] == ["By Ines Halvorsen"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("<p class='byline'>By Courier Staff</p>", "By Courier Staff"),
        ("<p>Von der Redaktion</p>", "Von der Redaktion"),
        ("<p>By</p>", None),
        ("<p><b>By Courier Staff</b> The harbour of Port Larne will close.</p>", "By Courier Staff"),
        (f"<p><b>By Ines Halvorsen</b> {PARAGRAPHS[0] * 3}</p>", "By Ines Halvorsen"),
    ],
    ids=["an office", "an office in German", "nobody", "an office in a paragraph", "a person in a paragraph"],
)
def test_a_credit_line_ends_before_the_text(line: str, byline: str | None) -> None:
    assert credits(line=line)[2] == byline


def test_a_person_in_a_weak_place_goes_before_the_outlet_in_data() -> None:
    head = linked_author('{"@type": "Person", "name": "The Larne Courier"}')
    assert credits(head, "<p class='author'>Ines Halvorsen</p>")[0] == ["Ines Halvorsen"]


def test_the_footer_is_no_credit_line() -> None:
    short = f"<h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>"
    fields = extract_draft(page(linked_author('"Larne Courier"'), short), url=URL).fields
    assert "byline" not in fields
