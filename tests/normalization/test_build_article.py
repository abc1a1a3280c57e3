from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Anchor, Article, Context, Image
from crawler.normalization import build_article, wants_neighbours
from crawler.normalization.build_article import LONGEST_BODY
from crawler.records import Draft, Found

FETCHED = datetime(2025, 11, 1, 12, tzinfo=UTC)
URL = "https://www.radiohc.cu/en/noticias/internacionales/145437-harbour-workers-call-for-talks"
ANCHORS = tuple(
    Anchor(number=number, day=date.fromisoformat(day))
    for number, day in [(137624, "2017-08-07"), (145874, "2017-10-30"), (350957, "2024-03-30")]
)


def context(**changes: Any) -> Context:
    known = Context(
        key="radiohc:145437",
        outlet="radiohc",
        url=URL,
        outlet_article_id="145437",
        timezone="America/Havana",
        languages=("es", "en", "pt", "fr", "eo", "ar", "it"),
        country="CU",
        outlet_names=("Radio Habana Cuba", "RHC"),
        agencies={"RHC": "RHC"},
        section="internacionales",
        anchors=ANCHORS,
        fetched_at=FETCHED,
        discovered_via="listing",
        http_status=200,
    )
    return dataclasses.replace(known, **changes)


def draft(**fields: Any) -> Draft:
    found = {
        name: value if isinstance(value, Found) else Found(value=value, origin="selector")
        for name, value in fields.items()
    }
    return Draft(url=URL, fields=found, page_language="es")


TWIN = "\n\n".join(
    [
        "Valletta, October 25 (RHC)-- The harbour workers have called on the port's council to talk.",
        "The council has met three times since the spring, and each time without an answer, they said.",
        "The port has been losing ships to its neighbours since September of the year before last.",
        "A spokeswoman described the newly announced plan as a first step, and asked for patience.",
        "Earlier this month, the crews of two ferries stopped work for a day.",
    ]
)


def test_an_article_whose_dateline_lacks_the_year() -> None:
    made = build_article(draft(headline="Harbour Workers Call for Talks", body=TWIN), context())
    assert made.dateline == "Valletta, October 25 (RHC)--"
    assert (made.location, made.agency) == ("Valletta", "RHC")
    assert made.date_published == datetime(2017, 10, 25, tzinfo=UTC)
    assert (made.date_published_precision, made.date_published_method) == ("day", "inferred-number")
    assert made.date_published_raw == "October 25"
    assert (made.article_section, made.language) == ("internacionales", "en")
    assert made.body.startswith("The harbour workers have called")
    assert made.body.count("\n\n") == 4
    assert made.warnings == []
    origins = {
        "headline": "selector",
        "body": "selector",
        "dateline": "dateline",
        "location": "dateline",
        "agency": "dateline",
        "date_published": "dateline",
        "article_section": "url",
        "language": "language-detector",
    }
    assert {name: made.provenance.get(name) for name in origins} == origins
    assert "authors" not in made.provenance


def test_the_known_article_comes_out_as_its_record(corpora: Path) -> None:
    kept = (corpora / "radiohc" / "article-145437.txt").read_text("utf-8")
    title, body = (part.strip() for part in kept.split("\n---\n")[:2])
    paragraphs = [" ".join(part.split()) for part in body.split("\n\n") if part.strip()]
    merged = [*paragraphs[:2], " ".join(paragraphs[2:4]), *paragraphs[4:]]
    made = build_article(draft(headline=title.strip("#* \n"), body="\n\n".join(merged)), context())
    assert made.headline == "Syria Calls on United Nations Security Council to Stop U.S.-led Coalition Crimes"
    assert (made.dateline, made.location, made.agency) == ("Damascus, October 25 (RHC)--", "Damascus", "RHC")
    assert made.date_published == datetime(2017, 10, 25, tzinfo=UTC)
    assert (made.date_published_precision, made.date_published_method) == ("day", "inferred-number")
    assert (made.article_section, made.language) == ("internacionales", "en")
    assert made.body.startswith("The Syrian Foreign Ministry has called")
    assert len(made.body.split("\n\n")) == 5


def test_a_stated_date_goes_before_the_dateline_and_the_link() -> None:
    made = build_article(
        draft(body=TWIN, date_published="2017-10-26 09:47:25"), context(link_date="27/10/17")
    )
    assert made.date_published == datetime(2017, 10, 26, 9, 47, 25, tzinfo=timezone(timedelta(hours=-4)))
    assert (made.date_published_precision, made.date_published_method) == ("second", "assumed-zone")
    assert made.provenance["date_published"] == "selector"


def test_a_guess_yields_to_a_sure_dateline_and_to_no_other() -> None:
    guess = Found(value="2019-01-01", origin="script")
    assert build_article(draft(body=TWIN, date_published=guess), context()).date_published == datetime(
        2017, 10, 25, tzinfo=UTC
    )
    unsure = context(anchors=(), current=True)
    assert build_article(draft(body=TWIN, date_published=guess), unsure).date_published == datetime(
        2019, 1, 1, tzinfo=UTC
    )


def test_a_stated_date_without_its_year_gets_it_too() -> None:
    made = build_article(draft(body="Text.", date_published="25 de octubre"), context())
    assert made.date_published == datetime(2017, 10, 25, tzinfo=UTC)
    assert made.date_published_method == "inferred-number"


@pytest.mark.parametrize(
    ("changes", "expected", "method", "origin"),
    [
        ({"anchors": (), "link_date": "26/10/17"}, "2017-10-25", "inferred-listing", "dateline"),
        ({"anchors": (), "current": True}, "2025-10-25", "inferred-fetch", "dateline"),
        ({"anchors": (), "outlet_article_id": None}, None, None, None),
        ({"outlet_article_id": "999999"}, None, None, None),
    ],
)
def test_the_year_of_a_dateline(
    changes: dict[str, Any], expected: str | None, method: str | None, origin: str | None
) -> None:
    made = build_article(draft(body=TWIN), context(**changes))
    assert (made.date_published.date().isoformat() if made.date_published else None) == expected
    assert (made.date_published_method, made.provenance.get("date_published")) == (method, origin)
    assert made.date_published_raw == "October 25"


def test_the_link_dates_a_page_that_prints_no_date() -> None:
    made = build_article(
        draft(body="Text without a date."), context(link_date="Wed, 25 Oct 2017 14:03:00 GMT")
    )
    assert made.date_published == datetime(2017, 10, 25, 14, 3, tzinfo=UTC)
    assert made.provenance["date_published"] == "link"


def test_modified_never_stands_in_for_published() -> None:
    made = build_article(draft(body="Text.", date_modified="2024-05-03T10:32:00Z"), context())
    assert made.date_published is None
    assert made.date_published_raw is None
    assert made.date_modified == datetime(2024, 5, 3, 10, 32, tzinfo=UTC)
    assert (made.date_modified_precision, made.date_modified_method) == ("second", "stated")


def test_a_date_after_the_fetch_is_refused_and_its_raw_text_kept() -> None:
    made = build_article(
        draft(body="Text.", date_published="2031-01-01", date_modified="2031-01-02"), context()
    )
    assert (made.date_published, made.date_published_raw, made.date_published_method) == (
        None,
        "2031-01-01",
        None,
    )
    assert (made.date_modified, made.date_modified_raw) == (None, "2031-01-02")
    assert any("date_published" in warning and "2031-01-01" in warning for warning in made.warnings)


def test_a_refused_date_leaves_the_field_to_the_next_rung() -> None:
    made = build_article(draft(body=TWIN, date_published="2031-01-01"), context())
    assert made.date_published == datetime(2017, 10, 25, tzinfo=UTC)
    assert any("2031-01-01" in warning for warning in made.warnings)


def test_a_change_before_the_publication_is_kept_with_a_warning() -> None:
    made = build_article(
        draft(body="Text.", date_published="2024-05-03", date_modified="2024-05-01"), context()
    )
    assert made.date_modified == datetime(2024, 5, 1, tzinfo=UTC)
    assert made.warnings == ["date_modified: before date_published"]


def test_headline_and_credit_repeated_in_the_body_are_taken_off() -> None:
    body = f"HARBOUR WORKERS call for talks!\n\nPor Ana Pérez Soler\n\n{TWIN}"
    made = build_article(draft(headline="Harbour Workers Call for Talks", body=body), context())
    assert made.body.startswith("The harbour workers have called")
    assert (made.byline, made.authors) == ("Por Ana Pérez Soler", ["Ana Pérez Soler"])
    assert made.provenance["authors"] == "body"
    assert made.dateline == "Valletta, October 25 (RHC)--"


def test_a_credit_of_others_stays_in_the_body() -> None:
    body = f"Por Ana Pérez Soler\n\n{TWIN}"
    made = build_article(draft(authors=["Li Wei"], body=body), context())
    assert made.authors == ["Li Wei"]
    assert made.body.startswith("Por Ana Pérez Soler\n\n")


def test_a_sentence_that_begins_like_a_credit_stays() -> None:
    body = "By the River\n\nBy midnight all was quiet.\n\nThe end."
    assert build_article(draft(body=body), context()).body == body


@pytest.mark.parametrize(
    ("fields", "agency", "origin"),
    [
        (
            {"body": "Paris, 3 mai (AFP) - Le texte.", "agency": Found(value="Reuters", origin="jsonld")},
            "AFP",
            "dateline",
        ),
        ({"body": "Text.", "authors": ["Li Wei", "Reuters"]}, "Reuters", "byline"),
        ({"body": "Text.", "agency": Found(value="dpa/AFP", origin="jsonld")}, "dpa, AFP", "jsonld"),
        ({"body": "Paris, 3 mai (AFP) - Le texte.", "agency": "EFE"}, "EFE", "selector"),
    ],
)
def test_the_agency_credited(fields: dict[str, Any], agency: str, origin: str) -> None:
    made = build_article(draft(**fields), context())
    assert (made.agency, made.provenance["agency"]) == (agency, origin)


def test_texts_fall_back_on_the_link_and_the_address() -> None:
    made = build_article(draft(body="Text."), context(link_title=" From the\u200b list "))
    assert (made.headline, made.provenance["headline"]) == ("From the list", "link")
    assert made.article_section == "internacionales"
    stated = build_article(draft(body="Text.", article_section="World"), context())
    assert (stated.article_section, stated.provenance["article_section"]) == ("World", "selector")


def test_a_second_headline_is_never_the_first() -> None:
    made = build_article(
        draft(headline="Harbour workers call", alternative_headline="HARBOUR WORKERS CALL "), context()
    )
    assert made.alternative_headline is None
    assert "alternative_headline" not in made.provenance
    other = build_article(
        draft(headline="Harbour workers call", alternative_headline="A long spring"), context()
    )
    assert other.alternative_headline == "A long spring"


def test_addresses_are_absolute_and_each_stands_once() -> None:
    pictures = [
        Image(url="/img/a.jpg", caption=" A\u00adship "),
        Image(url="https://www.radiohc.cu/img/a.jpg", credit="Li Wei"),
        Image(url="javascript:alert(1)"),
        Image(url="data:image/png;base64,AA"),
    ]
    made = build_article(
        draft(images=pictures, videos=["/v.mp4", "/v.mp4", "ftp://x/v"], audios=["//cdn.example/a.mp3"]),
        context(),
    )
    assert made.images == [Image(url="https://www.radiohc.cu/img/a.jpg", caption="Aship", credit="Li Wei")]
    assert made.image == "https://www.radiohc.cu/img/a.jpg"
    assert made.videos == ["https://www.radiohc.cu/v.mp4"]
    assert made.audios == ["https://cdn.example/a.mp3"]


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        (URL, URL),
        ("/en/noticias/internacionales/145437-harbour-workers-call-for-talks", URL),
        ("https://www.radiohc.cu/", None),
        ("https://www.radiohc.cu/en", None),
        ("https://other.example/en/noticias/internacionales/145437-harbour-workers", None),
        ("javascript:void(0)", None),
    ],
)
def test_the_canonical_address_counts_only_within_the_outlet(canonical: str, kept: str | None) -> None:
    assert build_article(draft(canonical_url=canonical), context()).canonical_url == kept


def test_keywords_are_clean_and_each_stands_once() -> None:
    made = build_article(
        draft(keywords=["Ports", " ports", "Strike\0", "", "RHC", "Radio Habana Cuba"]), context()
    )
    assert made.keywords == ["Ports", "Strike"]


def test_the_language_is_that_of_the_text() -> None:
    assert build_article(draft(body=TWIN), context()).language == "en"


def test_what_is_known_of_the_fetch_is_kept() -> None:
    made = build_article(
        draft(headline="A", body="B c."),
        context(fetched_at=datetime(2025, 11, 1, 14, tzinfo=timezone(timedelta(hours=2)))),
    )
    assert made.fetched_at == FETCHED
    assert made.fetched_at.tzinfo is UTC
    assert (made.discovered_via, made.http_status, made.word_count) == ("listing", 200, 2)
    assert made.key == "radiohc:145437"
    assert made.content_hash != build_article(draft(headline="A", body="B d."), context()).content_hash


def test_broken_characters_are_mended_with_a_warning() -> None:
    made = build_article(draft(headline="Ha\0rbour\u202e \ud800workers", body="Te\0xt."), context())
    assert made.headline == "Harbour \ufffdworkers"
    assert made.body == "Text."
    assert {warning.partition(":")[0] for warning in made.warnings} == {"headline", "body"}


ODD: list[Any] = [{"@value": "x"}, ["x", 1], float("nan"), 2**63, True, b"bytes", object(), None, "", "\0"]


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Article)])
@pytest.mark.parametrize(
    "value", ODD, ids=[type(value).__name__ + str(index) for index, value in enumerate(ODD)]
)
def test_a_value_of_another_kind_is_left_out_and_never_raises(name: str, value: Any) -> None:
    made = build_article(draft(**{name: value}), context(section=None))
    wants_neighbours(draft(**{name: value}), context())
    if name in (
        "headline",
        "description",
        "byline",
        "article_section",
        "license",
        "location",
        "canonical_url",
    ):
        assert isinstance(getattr(made, name), str | None)


@pytest.mark.parametrize(
    "name",
    ["headline", "description", "license", "article_section", "date_published", "is_accessible_for_free"],
)
def test_a_value_of_another_kind_is_warned_of(name: str) -> None:
    made = build_article(draft(**{name: {"@value": "x"}}), context(section=None))
    assert getattr(made, name) is None
    assert any(warning.startswith(f"{name}: dict") for warning in made.warnings)


def test_free_access_is_a_truth_value_or_nothing() -> None:
    assert build_article(draft(is_accessible_for_free=False), context()).is_accessible_for_free is False
    assert build_article(draft(is_accessible_for_free="no"), context()).is_accessible_for_free is None


def test_an_empty_draft_makes_an_empty_article() -> None:
    made = build_article(Draft(url=URL), context(section=None))
    assert (made.headline, made.body, made.date_published, made.language) == (None, "", None, None)
    assert made.provenance == {}


def test_the_store_is_asked_only_where_a_year_is_missing() -> None:
    assert wants_neighbours(draft(body=TWIN), context())
    assert wants_neighbours(draft(body="Text.", date_published="25 de octubre"), context())
    assert not wants_neighbours(draft(body=TWIN, date_published="2017-10-25"), context())
    assert not wants_neighbours(draft(body=TWIN), context(outlet_article_id=None))
    assert not wants_neighbours(draft(body=TWIN), context(outlet_article_id="harbour-workers"))
    assert not wants_neighbours(draft(body="Text."), context())
    assert not wants_neighbours(draft(body="Text."), context(link_date="25 de octubre"))


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([field.name for field in dataclasses.fields(Article)]), st.text(max_size=80)
    )
)
def test_no_text_raises(fields: dict[str, str]) -> None:
    made = build_article(draft(**fields), context())
    assert made.date_published is None or made.date_published.tzinfo is not None
    for name in made.provenance:
        assert getattr(made, name) not in (None, "", [])


def test_a_body_longer_than_any_article_is_cut_at_a_paragraph_and_says_so() -> None:
    paragraph = "Rain fell on the town for hours, and the river rose again. " * 20
    text = f"{paragraph.strip()}\n\n" * (LONGEST_BODY // len(paragraph) + 9)
    made = build_article(draft(body=text), context())
    assert made.body is not None
    assert LONGEST_BODY - len(paragraph) - 2 < len(made.body) <= LONGEST_BODY
    assert made.body.endswith("rose again.")
    assert f"body: {len(text):,} characters, cut at {LONGEST_BODY:,}" in made.warnings
