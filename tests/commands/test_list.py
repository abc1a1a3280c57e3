"""`scrapy list` names every spider, as Scrapy's own command does."""

from tests.crawls import Project
from tests.site import Site


def test_every_spider_is_named_by_the_alphabet(sqlite_project: Project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        ended = sqlite_project.run("list")
    names = ended.out.splitlines()
    assert (ended.status, ended.err) == (0, "")
    assert names == sorted(names)
    assert {"local", "radiohc", "article"} <= set(names)
