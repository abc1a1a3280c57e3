"""`scrapy outlet forget`: it asks what is not said, says what was done, and the outlet is left alone then."""

import pytest
from sqlalchemy import text

from tests.crawls import Project
from tests.site import Site
from tests.terminals import open_terminal

QUIET = {"HEALTH_ENABLED": False}


@pytest.fixture
def crawled(sqlite_project: Project) -> Project:
    """A project whose outlet `local` was crawled, with an open alarm."""
    with Site(articles=6).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        assert sqlite_project.crawl().status == 0
    store = sqlite_project.store()
    with store.engine.begin() as connection:
        connection.execute(text("DELETE FROM alarms"))
        connection.execute(text(
            "INSERT INTO alarms (outlet, kind, subject, evidence, suggestion, opened_at, opened_run)"
            " VALUES ('local', 'silence', '', 'none', 'look', '2026-11-20', 1)"
        ))  # fmt: skip
    store.close()
    return sqlite_project


def forget(project: Project, *arguments: str, stdin: str = ""):
    return project.run("outlet", "forget", "local", *arguments, stdin=stdin)


def names(project: Project) -> list[str]:
    return [line.split()[0] for line in project.run("outlets").out.splitlines() if line.strip()]


def test_what_is_stored_is_removed_and_the_outlet_left_alone(crawled: Project) -> None:
    assert "local" in names(crawled)
    ended = forget(crawled, "--remove", "--yes")
    assert ended.status == 0, ended.err
    assert "local: 7 pages and 6 articles are stored." in ended.out
    assert "1 open alarms were closed" in ended.out
    assert "Removed: 7 pages, 6 articles, 6 versions, " in ended.out
    assert "scrapy crawl local watches it again" in ended.out
    assert crawled.articles() == []
    assert "local" not in names(crawled)
    due = crawled.run("crawldue")
    assert due.status == 0
    for table in ("articles", "versions", "urls", "pages", "walks", "health", "alarms", "deliveries"):
        assert crawled.query(f"SELECT count(*) FROM {table}")[0][0] == 0, table


def test_what_is_stored_may_be_kept(crawled: Project) -> None:
    ended = forget(crawled, "--keep", "--yes")
    assert ended.status == 0, ended.err
    assert "All that is stored of it stays" in ended.out
    assert len(crawled.articles()) == 6
    assert "local" not in names(crawled)
    assert crawled.query("SELECT count(*) FROM alarms WHERE closed_at IS NULL")[0][0] == 0


def test_a_crawl_watches_it_again(crawled: Project) -> None:
    assert forget(crawled, "--remove", "--yes").status == 0
    with Site(articles=6).serve() as site:
        crawled.outlet(site, feeds=["/rss.xml"])
        assert crawled.crawl().status == 0
    assert len(crawled.articles()) == 6
    assert "local" in names(crawled)


@pytest.mark.parametrize(
    ("arguments", "answers", "left", "said"),
    [
        ([], "remove\ny\n", 0, "Keep or remove what is stored?"),
        ([], "keep\nyes\n", 6, "All that is stored of it stays"),
        ([], "\n", 6, "Nothing was done."),
        (["--remove"], "n\n", 6, "Nothing was done."),
        (["--remove"], "y\n", 0, "Remove them, and watch local no more? [y/N]"),
    ],
)
def test_what_is_not_said_is_asked(
    crawled: Project, arguments: list[str], answers: str, left: int, said: str
) -> None:
    ended = forget(crawled, *arguments, stdin=answers)
    assert ended.status == 0, ended.err
    assert said in ended.out
    assert len(crawled.articles()) == left


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["local", "--keep", "--remove"], "say --keep or --remove, and not both"),
        (["local"], "nobody can be asked here: say --keep or --remove"),
        (["local", "--remove"], "nobody can be asked here: say --yes as well"),
        (["nobody", "--keep", "--yes"], "there is no outlet 'nobody', and nothing is stored of it"),
    ],
)
def test_wrong_usage_says_what_to_do(crawled: Project, arguments: list[str], said: str) -> None:
    ended = crawled.run("outlet", "forget", *arguments)
    assert ended.status == 2
    assert said in ended.err + ended.out
    assert len(crawled.articles()) == 6


def test_an_outlet_that_is_being_crawled_is_left(crawled: Project) -> None:
    with Site(articles=6, latency=600).serve() as site:
        crawled.outlet(site, feeds=["/rss.xml"])
        command = crawled.start("crawl", "local", DOWNLOAD_TIMEOUT=600)
        command.wait_until(lambda: crawled.query("SELECT count(*) FROM leases")[0][0] == 1)
        ended = forget(crawled, "--remove", "--yes")
        command.kill()
    assert ended.status == 2
    assert "local is being crawled since its run" in ended.err + ended.out
    assert len(crawled.articles()) == 6


def test_a_store_that_can_t_be_opened_is_named(crawled: Project, tmp_path) -> None:
    (tmp_path / "no.db").mkdir()
    ended = forget(Project(crawled.folder, f"sqlite:///{tmp_path}/no.db"), "--keep", "--yes")
    assert ended.status == 2
    assert "can't" in ended.err + ended.out


@pytest.mark.parametrize("columns", [40, 200])
def test_on_a_terminal_its_progress_leaves_nothing_behind(crawled: Project, columns: int) -> None:
    with open_terminal(
        crawled, "outlet", "forget", "local", "--remove", "--yes", columns=columns
    ) as terminal:
        assert terminal.wait() == 0
    assert "removed 7 of 7 pages" in terminal.written
    assert not any("of 7 pages" in line for line in terminal.lines)
    assert "Removed: 7 pages, 6 articles, 6 versions, " in terminal.text
