"""The headline is what readers see as such, as the page's other titles spell it, without the site's name."""

import pytest

from crawler.extraction import extract_draft
from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, body, linked, page

OG = f'<meta property="og:title" content="{HEADLINE}">'
NO_HEADLINE = "no headline"


def headline(head: str, article: str, **options: str) -> tuple[str, str]:
    found = extract_draft(page(head, article, **options), url=URL).fields.get("headline")
    return (found.value, found.origin) if found else (NO_HEADLINE, "")


@pytest.mark.parametrize(
    "article",
    [
        f"<h1>Larne Courier</h1><h1>{HEADLINE}</h1>",
        f"<h1>Region</h1><h1>{HEADLINE}</h1>",
        f"<h1><span class='kicker'>Storm damage</span><span>{HEADLINE}</span></h1>",
        f"<h1>{HEADLINE}<span>Posted on 18 April by Ines Halvorsen</span></h1>",
        f"<h1><style>h1 {{color: red}}</style>{HEADLINE}</h1>",
        f"<h1>{{{{ post.title }}}}</h1><h1>{HEADLINE}</h1>",
        "<h1>Port Larne har\u00adbour clo\u200bses for repairs</h1>",
    ],
)
def test_the_heading_that_agrees_wins(article: str) -> None:
    value, origin = headline(OG, article + body())
    assert (value.replace("\u00ad", "").replace("\u200b", ""), origin) == (HEADLINE, "heading")


def test_the_heading_decides_between_spellings() -> None:
    assert headline(OG, f"<h1>{HEADLINE.upper()}</h1>{body()}")[0] == HEADLINE.upper()


def test_a_heading_in_pieces_keeps_the_colon_of_the_stated_title() -> None:
    head = '<meta property="og:title" content="Storm damage: harbour closes for repairs">'
    article = f"<h1><b>Storm damage</b> harbour closes for repairs</h1>{body()}"
    assert headline(head, article)[0] == "Storm damage: harbour closes for repairs"


def test_without_heading_the_stated_title_answers() -> None:
    assert headline(OG, body()) == (HEADLINE, "opengraph")
    assert headline(linked(), body()) == (HEADLINE, "jsonld")
    assert headline("", body()) == (HEADLINE, "title")


def test_a_section_name_that_only_the_title_repeats_does_not_win() -> None:
    assert headline(OG, f"<h1>News</h1><h1>{HEADLINE}</h1>{body()}", title="News")[0] == HEADLINE


@pytest.mark.parametrize(
    "h1",
    [
        "<h1 class='seotitle'>Port Larne harbour: closing dates</h1>",
        "<ol class='breadcrumb'><li><h1>Port Larne harbour: closing dates</h1></li></ol>",
        "<h1 class='visually-hidden'>Port Larne harbour: closing dates</h1>",
    ],
)
def test_a_lower_heading_is_the_headline_where_the_first_is_for_search_engines(h1: str) -> None:
    shown = "Larne's boats look for another quay"
    head = f'<meta property="og:title" content="{shown}">'
    article = f"{h1}<h2><span>Storms</span> {shown}</h2>{body()}"
    assert headline(head, article, title="Port Larne harbour: closing dates")[0] == shown


def test_a_lower_heading_is_the_headline_under_the_site_s_name() -> None:
    head = f'<meta property="og:site_name" content="Larne Courier">{OG}'
    article = f"<h1>Larne Courier</h1><h2>{HEADLINE}</h2>{body()}"
    assert headline(head, article, title=f"{HEADLINE} - Larne Courier") == (HEADLINE, "heading")


@pytest.mark.parametrize(
    ("title", "site", "shown"),
    [
        ("港口关闭三周进行维修_每日邮报", "每日邮报", "港口关闭三周进行维修"),
        ("Порт закрыт на три недели — Вестник Ларне", "Вестник Ларне", "Порт закрыт на три недели"),
        ("إغلاق الميناء ثلاثة أسابيع | بريد لارن", "بريد لارن", "إغلاق الميناء ثلاثة أسابيع"),
    ],
)
def test_the_site_s_name_is_cut_off_in_every_script(title: str, site: str, shown: str) -> None:
    head = f'<meta property="og:site_name" content="{site}"><meta property="og:title" content="{title}">'
    assert headline(head, body(), title=title)[0] == shown


@pytest.mark.parametrize(
    ("head", "article", "title"),
    [
        ("", f"<h1>{{{{ title }}}}</h1>{body()}", "${title}"),
        ('<meta property="og:site_name" content="Larne Courier">', "<h1>Larne Courier</h1>", "Larne Courier"),
        ("", "<h2>More news</h2>" + body(), ""),
    ],
)
def test_no_template_site_name_or_heading_of_other_news_is_a_headline(
    head: str, article: str, title: str
) -> None:
    assert headline(head, article, title=title)[0] == NO_HEADLINE


def test_the_more_places_agree_the_surer_it_is() -> None:
    article = f"<h1>{HEADLINE}</h1>{body()}"
    agreed = extract_draft(page(OG + linked(), article), url=URL).fields["headline"].confidence
    other = '<meta property="og:title" content="Ferries leave from the old pier">'
    torn = extract_draft(page(other, article, title="What to know of Larne"), url=URL)
    assert agreed is not None
    assert agreed > 0.9 > (torn.fields["headline"].confidence or 0)


def test_runners_up_follow_best_first_and_never_surer_than_the_headline() -> None:
    head = '<meta property="og:title" content="Harbour shut for repairs in May">'
    draft = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{body()}"), url=URL)
    first, others = draft.fields["headline"], draft.runners_up["headline"]
    sure = [f.confidence or 0 for f in [first, *others]]
    assert sure == sorted(sure, reverse=True)
    assert {(f.value, f.origin) for f in [first, *others]} >= {
        (HEADLINE, "heading"),
        ("Harbour shut for repairs in May", "opengraph"),
    }


def test_another_wording_is_the_alternative_headline_and_a_kicker_is_none() -> None:
    def alternative(og: str) -> object:
        head = f'<meta property="og:title" content="{og}">'
        draft = extract_draft(page(head, f"<h1>{HEADLINE}</h1>{body()}"), url=URL)
        return getattr(draft.fields.get("alternative_headline"), "value", None)

    assert (
        alternative("Port Larne harbour shut for wall repairs") == "Port Larne harbour shut for wall repairs"
    )
    assert alternative(f"Storms: {HEADLINE}") is None
    assert alternative("The weather in the north") is None


def test_byline_and_date_are_looked_for_at_the_heading_that_won() -> None:
    article = (
        "<h1>Larne Courier</h1><p>By Someone Else</p>"
        f"<h1>{HEADLINE}</h1><p>By Ines Halvorsen</p>{body(*PARAGRAPHS)}"
    )
    assert extract_draft(page(OG, article), url=URL).fields["authors"].value == ["By Ines Halvorsen"]
