"""What the page on retention and removal says holds, on both databases: rows go, and later runs add up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.storage.store import Store

PAGE = (Path(__file__).parents[2] / "docs" / "operating" / "retention.md").read_text(encoding="utf-8")
TABLES = ("articles", "versions")


def run_section(store, heading, **names):
    """Run the statements below a heading of the page, with other names in place of those in it."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    sql = "".join(re.findall(r"```sql\n(.*?)```", section, re.S))
    for old, new in names.items():
        sql = re.sub(rf"\b{old}\b", new, sql)
    statements = [part.strip() for part in sql.split(";")]
    assert [part for part in statements if part]
    with store.engine.begin() as connection:
        for statement in statements:
            if statement not in ("", "BEGIN", "COMMIT"):
                connection.execute(text(statement))


def counts(store):
    """Table -> its rows."""
    with store.engine.connect() as connection:
        return {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in TABLES}


@pytest.fixture
def crawled(project, news_site):
    """A project that has crawled the local site, and its store."""
    project.outlet(news_site, feeds=["/rss.xml"])
    assert project.crawl().status == 0
    store = Store.open(project.database_url)
    yield project, store
    store.close()


def test_a_removed_article_is_not_fetched_again(crawled):
    project, store = crawled
    removed = store.articles(limit=1)[0]
    run_section(store, "Remove one article", **{"7": str(removed.id)})
    assert store.article(removed.id) is None
    assert store.article(removed.article.url) is None
    assert project.crawl().status == 0
    assert store.article(removed.article.key) is None
    assert store.runs(1)[0].accounting_ok


def test_old_runs_and_letters_go_and_the_next_run_adds_up(crawled):
    project, store = crawled
    assert project.crawl().status == 0
    run_section(store, "Old runs and dead letters", **{"2026-01-01": "2999-01-01"})
    assert len(store.runs(9)) == 1
    assert project.crawl().status == 0
    assert store.runs(1)[0].accounting_ok


def test_the_latest_version_of_each_article_stays(crawled):
    _, store = crawled
    article = store.articles(limit=1)[0]
    with store.engine.begin() as connection:
        columns = "content_hash, headline, body, date_modified, extractor_version, raw_hash, first_seen_at"
        connection.execute(
            text(
                f"INSERT INTO versions (article_id, number, {columns}, fetched_at, run_id, re_extracted)"
                f" SELECT article_id, 2, {columns}, fetched_at, run_id, re_extracted FROM versions"
                " WHERE article_id = :id"
            ),
            {"id": article.id},
        )
        connection.execute(text("UPDATE articles SET version = 2 WHERE id = :id"), {"id": article.id})
    run_section(store, "Old versions", **{"2026-01-01": "2999-01-01"})
    assert [version.number for version in store.versions(article.id)] == [2]
    assert counts(store)["versions"] == counts(store)["articles"]
