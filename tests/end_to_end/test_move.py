"""A store moves from SQLite to PostgreSQL by pgloader: every row does, and later runs go on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, text

from crawler.storage.store import Store
from crawler.storage.tables import Base
from tests.crawls import Project
from tests.databases import postgresql_database

LOAD_FILE = Path(__file__).parents[2] / "deploy" / "sqlite-to-postgresql.load"
#: Text that a copy through files and escapes may change, and times before and after any clock.
ODD = "tab\t backslash \\n \\N quote ' \" {x,y} \\. line\nreturn\r emoji \U0001f600 separator \u2028 end"


def address_for_pgloader(url: str) -> str:
    """The address of a database in pgloader's form, which names the folder of a socket in place of a host."""
    parts = urlsplit(url)
    socket = parse_qs(parts.query).get("host")
    if not socket:
        return url
    return f"postgresql://{parts.username}@unix:{socket[0]}:{parts.port or 5432}{parts.path}"


def rows_of(store: Store) -> dict[str, list[str]]:
    """Table -> its rows as this project reads them, in one order."""
    with store.engine.connect() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            for name, table in Base.metadata.tables.items()
        }


def make_odd(store: Store) -> None:
    """Put values into the store that a crawl seldom brings, and rows into tables that it leaves empty."""
    then = "'0901-03-04 05:06:07.123456'"
    with store.engine.begin() as connection:
        connection.execute(
            text("UPDATE articles SET body = :odd, headline = '\\N' WHERE id = 1"), {"odd": ODD}
        )
        connection.execute(text(f"UPDATE articles SET date_modified = {then}, license = '' WHERE id = 2"))
        connection.execute(text("UPDATE host_files SET body = x'005c4e0aff09'"))
        connection.execute(text(f"INSERT INTO pauses VALUES ('x.example:81', {then}, 'http-429', {then})"))
        connection.execute(
            text(
                "INSERT INTO walks (outlet, cursor, unfolded, begun_at)"
                f" VALUES ('local', '{{\"part\": 1}}', 0, {then})"
            )
        )


def live_elsewhere(store: Store) -> None:
    """Let the database be one whose sessions read times without a zone as those of Havana."""
    with store.engine.begin() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE \"{name}\" SET timezone TO 'America/Havana'"))


@pytest.fixture
def moved(tmp_path, news_site, postgresql_server):
    """A project that crawled into SQLite, its store, and the store on PostgreSQL that it was moved to."""
    if shutil.which("pgloader") is None:
        pytest.skip("pgloader is not on this machine: the move to PostgreSQL is left out")
    project = Project(tmp_path, f"sqlite:///{tmp_path}/crawler.db")
    project.outlet(news_site, feeds=["/rss.xml"])
    assert project.crawl().status == 0
    source = Store.open(project.database_url)
    make_odd(source)
    with postgresql_database(postgresql_server) as url:
        target = Store.open(url)
        live_elsewhere(target)
        names = {"SQLITE_FILE": f"{tmp_path}/crawler.db", "DATABASE_URL": address_for_pgloader(url)}
        done = subprocess.run(
            ["pgloader", str(LOAD_FILE)], env={**os.environ, **names}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert not re.search(r"^ *\w+ +[1-9]\d* ", done.stdout, re.M), done.stdout
        yield Project(tmp_path, url), source, target
        source.close()
        target.close()


def test_every_row_is_the_same_and_the_crawl_goes_on(moved):
    project, source, target = moved
    before = rows_of(source)
    assert sum(map(len, before.values())) > 40
    assert rows_of(target) == before
    assert project.crawl().status == 0
    run = target.runs(1)[0]
    assert run.accounting_ok
    assert run.counts["article"]["taken"] == 0
    assert project.run("crawl", "article", "-a", f"url={project_url(target)}").status == 0


def project_url(store: Store) -> str:
    """The address of an article that is stored."""
    return store.articles(limit=1)[0].article.url
