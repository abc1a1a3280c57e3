"""A user agent that names nobody is warned of."""

from types import SimpleNamespace

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.settings import Settings

from crawler.extensions.contact import Contact
from tests.site import Site

PLACEHOLDER = "https://example.org/nobody"


def settings(**more):
    agent = f"crawler/0.1 (+{PLACEHOLDER})"
    return SimpleNamespace(
        settings=Settings({"CONTACT_PLACEHOLDER": PLACEHOLDER, "USER_AGENT": agent, **more})
    )


@pytest.mark.parametrize(
    "more",
    [
        {"USER_AGENT": "crawler/0.1 (+https://me.example/bot)"},
        {"REPLAY": "x.warc"},
        {"CONTACT_PLACEHOLDER": ""},
    ],
    ids=["named", "replay", "off"],
)
def test_there_is_nothing_to_warn_of(more):
    with pytest.raises(NotConfigured):
        Contact(settings(**more))


def test_a_crawl_with_the_placeholder_warns_once(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = sqlite_project.crawl(CONTACT_PLACEHOLDER=None)
        assert ended.status == 0, ended.err
        assert (
            ended.err.count("the user agent names no contact: set the environment variable CRAWLER_CONTACT")
            == 1
        )
