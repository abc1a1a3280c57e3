"""A run ends as it should also where it can't begin."""

import sqlite3

from tests.site import Site


def test_a_store_that_can_not_be_written_at_the_start_ends_the_crawl_before_it_begins(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        sqlite_project.store().close()
        other = sqlite3.connect(sqlite_project.folder / "crawler.db", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        ended = sqlite_project.crawl(STORE_PATIENCE=1)
        other.execute("ROLLBACK")
        other.close()
        assert ended.status == 5
        assert "the crawl can't begin" in ended.err
        assert "locked" in ended.err
        assert "Traceback" not in ended.err
        assert site.requests == []
