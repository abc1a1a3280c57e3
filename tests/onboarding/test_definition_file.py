"""A proposal is a class and the text of its file, which say the same."""

import importlib.util
from pathlib import Path

import pytest

from crawler.onboarding.candidates import SourceCandidate
from crawler.onboarding.definition_file import Proposal, propose_definition
from crawler.onboarding.findings import SiteFindings, TriedSource
from crawler.outlet import OutletSpider, Source, outlet_problems

HOME = "https://www.larne.example/"


def proposal(**values: object) -> Proposal:
    given = {
        "name": "larne", "domain": "larne.example", "title": "Larne Courier", "country": "IE",
        "timezone": "Europe/Dublin", "languages": ["en", "ga"], "article_url": r"/(?P<id>\d+)-[^/]+$",
        "sources": {"feed": [Source(f"{HOME}feed/", found="link")], "listing": []}, **values,
    }  # fmt: skip
    return Proposal(**given)


def load(text: str, folder: Path) -> type[OutletSpider]:
    (folder / "larne.py").write_text(text, "utf-8")
    spec = importlib.util.spec_from_file_location("larne_of_test", folder / "larne.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[OutletSpider] = module.Larne
    return found


ATTRIBUTES = (
    "name",
    "allowed_domains",
    "country",
    "timezone",
    "languages",
    "article_url",
    "feeds",
    "listings",
)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"article_url": None, "unsure": ("no pattern was found: " + "why " * 40,)},
        {"article_url": 'a"b\\'},
        {"title": '"""\nimport os; os.abort()\n\\'},
        {"title": "Ларн\u202e\x00", "unsure": ("not like /\x00\r\nimport os",)},
        {"sources": {"feed": [Source(f'{HOME}"x"\n', found='"')]}},
    ],
)
def test_the_file_makes_the_class_that_was_proposed(values: dict[str, object], tmp_path: Path) -> None:
    made, loaded = proposal(**values), load(proposal(**values).as_text(), tmp_path)
    for name in ATTRIBUTES:
        assert (getattr(loaded, name) or None) == (getattr(made.as_class(), name) or None), name


def test_a_title_of_two_lines_stands_on_one() -> None:
    assert proposal(title="Larne\n  Courier").as_text().startswith('"""Larne Courier."""\n')


def test_what_a_person_must_make_sure_of_stands_in_the_file() -> None:
    text = proposal(unsure=("the country could not be told (--country)",)).as_text()
    assert "    # To be made sure of: the country could not be told (--country)\n" in text


def test_what_is_given_comes_before_what_is_found() -> None:
    articles = {str(n): f"{HOME}news/{48213 + n}-x" for n in range(8)}
    source = TriedSource(candidate=SourceCandidate("feed", f"{HOME}feed/", "x"), articles=articles)
    found = SiteFindings(home=HOME, title="Larne", tags=["es-CL"], sources=[source])
    made = propose_definition(found)
    assert (made.name, made.country, made.timezone) == ("larne", "CL", "America/Santiago")
    assert made.unsure
    given = propose_definition(found, name="other", country="IE", timezone="Europe/Dublin")
    assert (given.name, given.country, given.timezone) == ("other", "IE", "Europe/Dublin")
    assert given.unsure == ()
    assert propose_definition(found, taken={"larne"}).name == "larne_cl"
    assert outlet_problems(made.as_class()) == []


def test_what_can_t_be_told_has_a_place_holder_and_a_doubt() -> None:
    made = propose_definition(SiteFindings(home=HOME))
    assert (made.country, made.timezone, made.article_url) == ("ZZ", "UTC", None)
    assert len(made.unsure) == 3
