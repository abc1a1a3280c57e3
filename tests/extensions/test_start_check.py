"""A crawl says as it begins which settings and addresses are wrong, with the nearest right one."""

from __future__ import annotations

import pytest
from scrapy.settings import Settings

from crawler.extensions.start_check import alert_faults, setting_faults
from tests.crawls import Project
from tests.site import Site


def settings_of(priority: str = "cmdline", **given: object) -> Settings:
    """Presswatch's own settings with others over them."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.update(given, priority=priority)
    return settings


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"DOWNLOAD_DELAYY": "1"}, "no setting DOWNLOAD_DELAYY, so it does nothing: did you mean DOWNLOAD_D"),
        ({"DOWNLAOD_DELAY": "1"}, "did you mean DOWNLOAD_DELAY?"),
        ({"budget_pages": "1"}, "did you mean BUDGET_PAGES?"),
        ({"ARCHIV_PAGES": "1"}, "did you mean ARCHIVE_PAGES?"),
        ({"WHATEVER": "1"}, "neither Scrapy nor presswatch has a setting WHATEVER"),
        ({"JOBDIR": "jobs"}, "JOBDIR does nothing here: what is pending lies in the database"),
        ({"DEPTH_LIMIT": "3"}, "BUDGET_DEPTH says"),
        ({"DOWNLOAD_DELAY": "0.1"}, "every 1 s at first (AUTOTHROTTLE_START_DELAY)"),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_of_the_command_line_is_named_with_what_is_right(given, said):
    [fault] = setting_faults(settings_of(**given))
    assert said in fault


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"DOWNLOAD_DELAY": "5"},
        {"DOWNLOAD_DELAY": "0.1", "AUTOTHROTTLE_ENABLED": "False"},
        {"DOWNLOAD_DELAY": "0.1", "REPLAY": "archive.warc.gz"},
        {"JOBDIR": "", "TELNETCONSOLE_ENABLED": "0", "HTTPCACHE_ENABLED": "True"},
    ],
    ids=str,
)
def test_a_setting_that_holds_is_not_named(given):
    assert list(setting_faults(settings_of(**given))) == []


@pytest.mark.parametrize("priority", ["project", "spider"])
def test_in_a_file_only_what_is_nearly_a_known_name_is_a_fault(priority):
    given = {"NEWSROOM_TOPICS": ["oil"], "PLAYWRIGHT_BROWSER_TYPE": "firefox", "BUGDET_PAGES": 5}
    [fault] = setting_faults(settings_of(priority, **given))
    assert "did you mean BUDGET_PAGES?" in fault


def test_wrong_addresses_are_named_by_number_and_without_a_secret():
    urls = "json://hooks.example/t0ken,mailtoss://desk:hush@mail.example,slack://t0ken"
    faults = list(alert_faults(settings_of(ALERT_URLS=urls)))
    assert [fault[:23] for fault in faults] == [f"address {number} of ALERT_URLS" for number in (2, 3)]
    assert "did you mean mailtos://?" in faults[0]
    assert not any(secret in "".join(faults) for secret in ("t0ken", "hush", "mail.example"))


def test_a_crawl_says_it_once_and_goes_on(sqlite_project: Project):
    with Site(articles=2).serve() as site:
        for name in ("one", "two"):
            sqlite_project.outlet(site, name=name, feeds=[f"/rss.xml?{name}"])
        faults = {"BUGDET_PAGES": 5, "ALERT_URLS": "jsn://127.0.0.1/t0ken"}
        ended = sqlite_project.run("crawl", "one", **faults)
        both = sqlite_project.run("crawldue", "one", "two", **faults)
    for told in (ended, both):
        assert told.err.count("did you mean BUDGET_PAGES?") == 1
        assert told.err.count("did you mean json://?") == 1
        assert "t0ken" not in told.err
    assert (ended.status, both.status) == (0, 0)
    assert len(sqlite_project.stored()) == 2


def test_what_only_tries_a_page_says_nothing(sqlite_project: Project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = sqlite_project.run("fetch", site.url(site.articles[0]), BUGDET_PAGES=5)
    assert "BUDGET_PAGES" not in ended.err
