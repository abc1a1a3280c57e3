"""Radio Habana Cuba: one article is one, whichever address leads to it and whatever markup it has."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.spiders import article_key
from crawler.spiders.cu.radiohc import RadioHabanaCuba
from tests.outlets import read
from tools.demo import pages
from tools.demo.pages import Piece

FETCHED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
#: An article of the shape of the one that is known: dateline without a year, five paragraphs.
TWIN = Piece(
    number=145436,
    menus="en",
    section="noticias/internacionales",
    theme="v2",
    day="2017-10-25",
    slug="lighthouse-keepers-ask-the-council-to-keep-the-lamp-of-san-lucio",
    headline="Lighthouse Keepers Ask the Council to Keep the Lamp of San Lucio",
    dateline="San Lucio, October 25 (RHC)--",
    paragraphs=[
        "The union of lighthouse keepers has asked the island council to keep the lamp of San Lucio, which "
        "is to be replaced by a beacon without a house. In two letters, the union recalls that the lamp has "
        "burned for one hundred and six years without a single night of darkness.",
        "The plan reveals a “hasty” view of the coast, the letters say, since the beacon can't be heard in "
        "fog, and the horn of San Lucio can. Fishermen from three bays have signed them too.",
        "The council has been replacing lamps since March 2014 without asking the keepers. It has been told "
        "several times that two of the new beacons went out in the first storm of the year.",
        "The union called the promise of a museum in the empty house a way of “framing the lamp instead of "
        'lighting it." The letters ask that a keeper stay at least in winter.',
        "Earlier this month, the council put off the vote that had been announced for July, after the "
        "pupils of the island's school had written a letter of their own.",
    ],
)


def addresses(piece):
    """Every form that the site answers under."""
    for host in (
        "https://www.radiohc.cu",
        "http://www.radiohc.cu",
        "https://radiohc.cu",
        "http://radiohc.cu",
    ):
        for index in ("", "/index.php"):
            for menus in ("", "/es", "/en", "/pt", "/fr", "/eo", "/ar", "/it"):
                yield f"{host}{index}{menus}/{piece.section}/{piece.number}-{piece.slug}"


def same(piece):
    """The article in both markups: the newer one prints no time here, so that the dateline's day stands."""
    new = pages.new_page(replace(piece, editor="Ed Corvalan"), ()).replace(
        f'<p class="date">{piece.day}</p>', ""
    )
    return {"theme-v2": pages.old_page(piece, ()), "since-2020": new}


def check(piece):
    """The record under every address and in both markups, with the same key."""
    outlet = RadioHabanaCuba
    made = {
        (generation, url): read(outlet, page.encode(), url=url, archive_date=FETCHED)
        for generation, page in same(piece).items()
        for url in addresses(piece)
    }
    for known, article in made.items():
        assert article.key == f"radiohc:{piece.number}" == article_key(known[1]), known
        assert (article.outlet, article.outlet_article_id) == ("radiohc", str(piece.number)), known
        assert article.headline == piece.headline, known
        assert article.dateline == piece.dateline, known
        assert article.location == piece.dateline.split(",")[0], known
        assert article.agency == "RHC", known
        assert article.date_published == datetime.fromisoformat(piece.day).replace(tzinfo=UTC), known
        assert article.date_published_precision == "day", known
        assert article.date_published_method == "inferred-number", known
        assert article.article_section == "internacionales", known
        assert article.language == "en", known
        assert article.body.split("\n\n") == list(piece.paragraphs), known
    assert len({article.content_hash for article in made.values()}) == 1


def test_the_twin_gives_its_record_under_every_address_in_both_markups():
    check(TWIN)


def test_the_known_article_gives_its_record_under_every_address_in_both_markups(corpora):
    path = corpora / "radiohc" / "article-145437.txt"
    if not path.is_file():
        pytest.skip(f"no {path.name} in the corpora")
    piece = known_article(path)
    assert len(piece.paragraphs) == 5
    assert piece.paragraphs[0].startswith("The Syrian Foreign Ministry has called")
    check(piece)


def known_article(path: Path) -> Piece:
    """The kept copy as a piece: its markdown taken off, and the sentence that it breaks joined again."""
    parts = [part.strip() for part in path.read_text("utf-8").split("\n---\n")]
    headline, text, address = parts[0].strip("#* \n"), parts[1], parts[2].split(">")[0].strip("<")
    dateline, _, rest = text.partition(" The ")
    texts = [" ".join(one.split()) for one in f"The {rest}".split("\n\n") if one.strip()]
    whole: list[str] = []
    for one in texts:
        if whole and not whole[-1].endswith((".", '"', "”")):
            whole[-1] += f" {one}"
        else:
            whole.append(one)
    number, _, slug = address.rsplit("/", 1)[1].partition("-")
    return replace(
        TWIN,
        number=int(number),
        slug=slug,
        headline=headline,
        dateline=dateline,
        paragraphs=whole,
    )


@pytest.mark.parametrize(
    "head",
    [
        "<title>{0} - Radio Habana Cuba</title><body><h1>Radio Habana Cuba</h1><h2>{0}</h2>",
        "<title>Radio Habana Cuba</title><body><h1>Radio Habana Cuba</h1><h2>{0}</h2>",
        "<title>Radio Habana Cuba</title><body><h1>{0}</h1>",
        "<title>{0}</title><body><h4>{0}</h4>",
        "<title>Radio Habana Cuba</title><body><h1><a href='/'>Radio Habana Cuba</a></h1>"
        "<h5 class='title_article'>{0}</h5>",
        "<title>{0}</title><body><h5 class='title_article'><a href='/noticias/cultura/9-x'>Otra noticia"
        " de hoy</a></h5><h3 class='title_article'>{0}</h3>",
    ],
)
def test_the_headline_is_found_where_the_first_heading_is_the_outlets_name(head):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TWIN.paragraphs)
    page = f"<html lang='es'>{head.format(TWIN.headline)}<div>{text}</div></body></html>"
    made = read(RadioHabanaCuba, page.encode(), url=TWIN.address(), archive_date=FETCHED)
    assert made.headline == TWIN.headline


def test_a_number_belongs_to_an_article_only_behind_a_section():
    keys = {
        RadioHabanaCuba.key(f"https://www.radiohc.cu/{path}")
        for path in ("en/especiales/comentarios/page/3", "galerias/3-fotos", "audios/3-son", "3-x", "es/rss")
    }
    assert not any(key.startswith("radiohc:") for key in keys)
    assert len(keys) == 5
