"""Each extra brings what it promises, in an environment that has nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.databases import postgresql_database
from tests.install.environment import ROOT, Installed
from tests.site.answer import Answer
from tests.site.server import Server

pytestmark = [pytest.mark.deep, pytest.mark.system]

REPLAY = f"REPLAY={ROOT}/data/demo/*.warc.gz"


def with_extras(extras: str):
    """Run the test in a fresh environment with those extras."""
    return pytest.mark.parametrize("fresh", [(extras,)], indirect=True, ids=[extras or "core"])


@with_extras("")
def test_alone_it_reads_pages_and_names_what_a_crawl_would_need(fresh: Installed, tmp_path: Path):
    done = fresh.python(
        """
        from importlib.util import find_spec
        from crawler import extract
        text = "The council of the town met on Monday and agreed on the budget of the year. " * 9
        page = f'<meta property="og:type" content="article"><h1>The council agrees</h1><p>{text}</p>'
        print(extract(page, url="https://example.org/2026/11/28/news-1").headline)
        print([name for name in ("scrapy", "twisted", "sqlalchemy", "psycopg", "apprise") if find_spec(name)])
        try:
            from crawler import OutletSpider
        except ImportError as error:
            print(error)
        """,
        cwd=tmp_path,
    )
    assert done.out.splitlines() == [
        "The council agrees",
        "[]",
        "OutletSpider needs Scrapy, which is not installed here: pip install 'presswatch[crawl]'",
    ], done.err
    told = fresh.presswatch("list", cwd=tmp_path)
    assert told.status == 2
    assert "pip install 'presswatch[crawl]'" in told.err


@with_extras("crawl")
def test_crawl_brings_the_command_the_store_and_a_project_of_ones_own(fresh: Installed, tmp_path: Path):
    assert fresh.presswatch("init", "my-news", cwd=tmp_path).status == 0
    folder = tmp_path / "my-news"
    crawled = fresh.presswatch("crawl", "radiohc", "-s", REPLAY, cwd=folder)
    assert crawled.status == 0, crawled.err
    assert fresh.presswatch("articles", "--json", cwd=folder).out.count("\n") > 3
    made = fresh.presswatch("genspider", "-t", "outlet", "gazette", "gazette.example", cwd=folder)
    assert made.status == 0, made.err
    assert "gazette" in fresh.presswatch("list", cwd=folder).out.split()
    missing = fresh.presswatch("runs", cwd=folder, DATABASE_URL="postgresql://nobody@127.0.0.1/news")
    assert "pip install 'presswatch[postgres]'" in missing.err


@with_extras("postgres")
def test_postgres_brings_the_store_on_postgresql(fresh: Installed, tmp_path: Path, postgresql_server: str):
    with postgresql_database(postgresql_server) as url:
        crawled = fresh.presswatch("crawl", "radiohc", "-s", REPLAY, cwd=tmp_path, DATABASE_URL=url)
        assert crawled.status == 0, crawled.err
        read = fresh.presswatch("articles", "--json", cwd=tmp_path, DATABASE_URL=url)
        assert read.out.count("\n") > 3


@with_extras("alerts")
def test_alerts_brings_messages(fresh: Installed, tmp_path: Path):
    taken: list[str] = []

    def respond(method: str, target: str, headers: dict[str, str]) -> Answer:
        taken.append(f"{method} {target}")
        return Answer(b"{}")

    server = Server(respond)
    server.start()
    try:
        done = fresh.python(
            f"""
            from crawler.extensions.alerts import send
            print(send("json://127.0.0.1:{server.port}/hook", "An alarm", "of an outlet"))
            """,
            cwd=tmp_path,
        )
    finally:
        server.close()
    assert (done.out, taken) == ("True\n", ["POST /hook"]), done.err


@with_extras("zyte")
def test_zyte_brings_the_items_of_zyte(fresh: Installed, tmp_path: Path):
    done = fresh.python(
        """
        from crawler import Article
        from crawler.exports.zyte import to_zyte
        article = Article(url="https://example.org/1", key="example.org/1", outlet="here", headline="A")
        item = to_zyte(article)
        print(type(item).__module__.partition(".")[0], item.headline)
        """,
        cwd=tmp_path,
    )
    assert done.out == "zyte_common_items A\n", done.err


@with_extras("all")
def test_all_brings_every_library_that_a_module_of_the_package_imports(fresh: Installed, tmp_path: Path):
    done = fresh.python(
        """
        import pkgutil
        from importlib import import_module
        import crawler
        for found in pkgutil.walk_packages(crawler.__path__, "crawler."):
            if ".migrations." not in found.name:  # scripts of Alembic's, which it runs itself
                import_module(found.name)
        import apprise, psycopg, zyte_common_items
        print("imported")
        """,
        cwd=tmp_path,
    )
    assert done.out == "imported\n", done.err
