"""What `import crawler` gives: the public names, each from its module once it is asked for."""

import importlib
import subprocess
import sys

import pytest

import crawler
import crawler.extraction
import crawler.items
import crawler.outlet

#: Where users import from: these paths stay, wherever the code behind them moves.
PATHS = {
    "crawler.discovery.feeds": ["parse_feed"],
    "crawler.discovery.listings": ["parse_listing"],
    "crawler.discovery.sitemaps": ["parse_sitemap"],
    "crawler.extensions.alerts": ["send"],
    "crawler.extraction": ["REASONS", "extract", "read_page"],
    "crawler.items": ["Article", "Context"],
    "crawler.normalization.dates": ["parse_date"],
    "crawler.normalization.schema_org": ["from_schema_org", "to_schema_org"],
    "crawler.normalization.zyte": ["from_zyte", "to_zyte"],
    "crawler.outlet": ["OutletSpider", "Source"],
    "crawler.spiders": ["article_key"],
}


@pytest.mark.parametrize(("module", "name"), [(module, name) for module in PATHS for name in PATHS[module]])
def test_a_public_path_stays(module, name):
    assert getattr(importlib.import_module(module), name) is not None


def test_the_public_names_are_those_of_their_modules():
    assert crawler.extract is crawler.extraction.extract
    assert crawler.Article is crawler.items.Article
    assert crawler.OutletSpider is crawler.outlet.OutletSpider
    assert crawler.Source is crawler.outlet.Source


def test_every_public_name_is_listed_and_there():
    assert set(crawler.__all__) <= set(dir(crawler))
    assert all(getattr(crawler, name) for name in crawler.__all__)


def test_a_name_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(AttributeError, match=r"no attribute 'extrakt'; its names: .*extract"):
        getattr(crawler, "extrakt")  # noqa: B009


@pytest.mark.system
def test_the_package_alone_loads_none_of_its_modules():
    code = "import sys, crawler; print([name for name in sys.modules if name.startswith('crawler.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "[]\n"
