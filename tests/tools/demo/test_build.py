"""The demo's archive: what the script builds is what ships, and the spider reads all of it."""

import gzip
import re
import zlib
from datetime import UTC, datetime

import pytest

from crawler.spiders.cu.radiohc import RadioHabanaCuba
from crawler.warc.writer import write_records
from tests.outlets import read
from tools.demo import build, pages

FETCHED = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PIECES = pages.pieces()


def test_the_archive_that_ships_is_the_one_that_the_script_builds(tmp_path):
    built = tmp_path / build.ARCHIVE.name
    write_records(built, build.exchanges())
    assert gzip.decompress(built.read_bytes()) == gzip.decompress(build.ARCHIVE.read_bytes())
    if "ng" not in zlib.ZLIB_RUNTIME_VERSION:  # other compressors write other bytes for the same
        assert built.read_bytes() == build.ARCHIVE.read_bytes()
    assert build.ARCHIVE.stat().st_size < 300_000


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: str(piece.number))
def test_every_article_of_the_demo_is_read_as_it_was_written(piece):
    page = pages.article_page(piece, PIECES[:3]).encode()
    made = read(RadioHabanaCuba, page, url=piece.address(), archive_date=FETCHED, current=True)
    assert made.outlet_article_id == str(piece.number)
    assert made.headline == piece.headline
    assert made.body == "\n\n".join(piece.paragraphs)
    assert made.authors == ([re.sub("^(By|Por) ", "", piece.author)] if piece.author else [])
    assert made.dateline == (piece.dateline or None)
    assert made.date_published
    assert made.date_published.date() == piece.published.date()
    assert made.date_published_precision == ("second" if piece.theme == "new" else "day")
    assert made.article_section == piece.section.split("/")[1]
    assert not made.keywords
    assert made.description is None


def test_a_date_without_a_year_takes_it_from_the_articles_number():
    (old,) = [piece for piece in PIECES if piece.number == 144066]
    made = read(
        RadioHabanaCuba, pages.article_page(old, ()).encode(), url=old.address(), archive_date=FETCHED
    )
    assert (str(made.date_published)[:10], made.date_published_method) == ("2017-10-12", "inferred-number")


def test_the_feed_and_the_listings_link_every_article():
    sources = [body for url, status, _, body in build._sources(PIECES) if status == 200]
    assert len(sources) == 7
    for piece in PIECES:
        assert any(f"/{piece.number}-" in body for body in sources), piece.number
