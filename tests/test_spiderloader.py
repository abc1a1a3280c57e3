import sys
import textwrap

import pytest
from scrapy.http import Request
from scrapy.settings import Settings

from crawler.spiderloader import OutletError, OutletLoader, declared_outlets, owner_of_url

GOOD = """
from crawler.outlet import OutletSpider, Source

class Good(OutletSpider):
    name = "good"
    allowed_domains = ["good.example"]
    country, languages = "CU", ["es"]
    feeds = [Source("https://good.example/feed", found="its home page")]
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of outlets: one good, one that raises, one that is ill defined."""
    folder = tmp_path / "planted_outlets"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "good.py").write_text(GOOD)
    (folder / "broken.py").write_text("import no_such_module_anywhere\n")
    (folder / "wrong.py").write_text(
        textwrap.dedent(GOOD).replace("good", "wrong").replace("Good", "Wrong").replace('"CU"', '"Cuba"')
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield "planted_outlets"
    for name in [name for name in sys.modules if name.startswith("planted_outlets")]:
        del sys.modules[name]


def test_a_broken_outlet_leaves_the_others_loaded(package):
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    assert loader.list() == ["good"]
    assert "no_such_module_anywhere" in loader.broken["broken"]
    assert "two capital letters" in loader.broken["wrong"]


def test_outlets_in_the_packages_of_countries_are_loaded(package, tmp_path):
    for country in ("cu", "in_"):
        folder = tmp_path / package / country
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / f"far_{country}.py").write_text(GOOD.replace("good", f"far_{country}"))
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    assert sorted(loader.list()) == ["far_cu", "far_in_", "good"]


def test_a_broken_package_of_a_country_leaves_the_others_loaded(package, tmp_path):
    (tmp_path / package / "cu").mkdir()
    (tmp_path / package / "cu" / "__init__.py").write_text("raise RuntimeError('no')\n")
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    assert loader.list() == ["good"]
    assert loader.broken["cu"] == "planted_outlets.cu: RuntimeError: no"


def test_a_folder_of_outlets_that_is_no_package_is_named(package, tmp_path):
    (tmp_path / package / "cu").mkdir()
    (tmp_path / package / "cu" / "far.py").write_text(GOOD.replace("good", "far"))
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    assert loader.list() == ["good"]
    assert "make an empty one" in loader.broken["cu"]


def test_asking_for_a_broken_outlet_says_how_to_mend_it(package):
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    with pytest.raises(OutletError, match="outlet 'wrong' is broken.*two capital letters"):
        loader.load("wrong")


def test_asking_for_an_unknown_outlet_lists_those_there_are(package):
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    with pytest.raises(OutletError, match="there is no outlet 'bad'. The outlets are: good"):
        loader.load("bad")


def test_the_outlet_of_a_request_is_found_by_its_host(package):
    loader = OutletLoader(Settings({"SPIDER_MODULES": [package]}))
    assert loader.find_by_request(Request("https://www.good.example/1")) == ["good"]


def test_every_outlet_of_the_project_is_well_defined():
    loader = OutletLoader(Settings({"SPIDER_MODULES": ["crawler.spiders"]}))
    assert loader.broken == {}
    assert {"radiohc", "article"} <= set(loader.list())


@pytest.mark.parametrize(
    ("url", "owner"),
    [
        ("https://press.example/1", "whole"),
        ("https://www.press.example:8443/1", "whole"),
        ("https://north.press.example/1", "part"),
        ("https://a.b.north.press.example/1", "part"),
        ("https://xnorth.press.example/1", "whole"),
        ("http://press.example:8806/1", "port"),
        ("https://xpress.example/1", None),
        ("https://press.example.evil.example/1", None),
        (f"https://{'a.' * 4000}press.example/1", None),
        ("mailto:desk@press.example", None),
    ],
)
def test_the_owner_is_found_by_the_longest_end_of_the_host(package, tmp_path, url, owner):
    domains = {"whole": "press.example", "part": "north.press.example", "port": "press.example:8806"}
    for name, domain in domains.items():
        text = (
            GOOD.replace("Good", name.title()).replace("good.example", domain).replace('"good"', repr(name))
        )
        (tmp_path / package / f"{name}.py").write_text(text)
    found = OutletLoader(Settings({"SPIDER_MODULES": [package]})).owner_of(url)
    assert (found.name if found else None) == owner


def test_the_owner_of_an_address_is_the_declared_outlet_of_its_host():
    found = owner_of_url("https://www.radiohc.cu/en/noticias/x/1-a")
    assert found is not None
    assert found.name == "radiohc"
    assert owner_of_url("https://nobody.example/") is None
    assert owner_of_url("https://radiohc.cu.nobody.example/") is None
    assert "article" not in {outlet.name for outlet in declared_outlets()}
