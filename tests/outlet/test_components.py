"""An outlet says what the project that runs it lacks, before anything is fetched."""

from __future__ import annotations

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.extensions.runs import Runs
from crawler.outlet import OutletSpider
from crawler.outlet.components import REQUIRED, MissingComponents, missing_components, require_components


def whole() -> Settings:
    """Presswatch's own settings."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    return settings


def test_presswatchs_own_settings_lack_nothing():
    assert missing_components(whole()) == []


@pytest.mark.parametrize("name", REQUIRED)
def test_a_setting_that_replaces_the_components_is_told_by_what_is_lost(name: str):
    settings = whole()
    settings.set(name, {"somebodys.Component": 1})
    with pytest.raises(MissingComponents, match="crawler.settings import") as told:
        require_components(settings, spider="gazette")
    assert all(path in str(told.value) for path in REQUIRED[name])


def test_a_component_may_be_named_by_its_class_and_not_be_switched_off():
    settings = whole()
    settings.set("EXTENSIONS", {Runs: 5})
    assert missing_components(settings) == []
    settings.set("EXTENSIONS", {"crawler.extensions.runs.Runs": None})
    assert missing_components(settings) == ["crawler.extensions.runs.Runs"]


def test_the_addon_is_enough():
    require_components(Settings({"ADDONS": {"crawler.addon.Presswatch": 300}}), spider="gazette")


def test_an_outlet_does_not_begin_in_a_project_without_them():
    class Gazette(OutletSpider):
        name = "gazette"

    with pytest.raises(
        UsageError, match=r"the outlet 'gazette' can't be crawled .*crawler\.addon\.Presswatch"
    ):
        Gazette.update_settings(Settings())
