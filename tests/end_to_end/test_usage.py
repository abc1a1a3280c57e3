"""Wrong usage and configuration: a status of 1 or 2 and one line that says what to do, never a traceback."""

import pytest

from tests.crawls import Ended, Project
from tests.site import Site

BROKEN = "feeds = [\n"
WRONG = """
from crawler.outlet import OutletSpider

class Wrong(OutletSpider):
    name = "wrong"
    allowed_domains = ["wrong.example"]
    country, languages = "Cuba", ["es"]
    feed = ["https://wrong.example/feed"]
"""


def refusal(ended: Ended) -> str:
    """The line that says what is wrong."""
    assert ended.status in (1, 2), ended.err
    assert "Traceback" not in ended.err
    lines = [line for line in ended.err.splitlines() if "error:" in line]
    assert len(lines) == 1, ended.err
    return lines[0].partition("error: ")[2]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["crawl"], "give the name of one outlet, such as: scrapy crawl radiohc"),
        (["crawl", "nosuch"], "there is no outlet 'nosuch'. The outlets are: aa, article,"),
        (
            ["crawl", "radiohc", "-a", "limt=3"],
            "unknown argument 'limt' (did you mean limit?). The arguments are",
        ),
        (["crawl", "radiohc", "-a", "limit=none"], "limit='none' is no whole number of at least 1"),
        (["crawl", "radiohc", "-a", "limit=0"], "limit='0' is no whole number of at least 1"),
        (["crawl", "radiohc", "-a", "since=soon"], "since='soon' is no date: give it as YYYY-MM-DD"),
        (["crawl", "radiohc", "-a", "since=2024-02-30"], "since='2024-02-30' is no date"),
        (["crawl", "radiohc", "-a", "since=2024-03-01", "-a", "until=2024-02-01"], "lies after until="),
        (["crawl", "article"], "nothing to fetch: give -a url=URL or -a file=PATH"),
        (["crawl", "article", "-a", "url=news"], "'news' is no http(s) address"),
        (["crawl", "article", "-a", "url=http://"], "'http://' is no http(s) address"),
        (["crawl", "article", "-a", "url=ftp://a.example/1"], "'ftp://a.example/1' is no http(s) address"),
        (["crawl", "article", "-a", "url=http://[::1/x"], "'http://[::1/x' is no http(s) address"),
        (["crawl", "article", "-a", "file=no/such/list"], "file='no/such/list' is no file"),
        (["crawl", "article", "-a", "section=news"], "unknown argument 'section'"),
        (["crawl", "radiohc", "-s", "REPLAY=no/such/*.warc.gz"], "no/such/*.warc.gz"),
        (["articles"], "no database at"),
    ],
    ids=lambda value: " ".join(value)[-40:] if isinstance(value, list) else "",
)
def test_wrong_usage_is_refused_in_one_line_before_anything_is_written(sqlite_project, arguments, says):
    assert says in refusal(sqlite_project.run(*arguments))
    if arguments[0] == "crawl" and "REPLAY" not in str(arguments):
        assert not (sqlite_project.folder / "crawler.db").exists()


@pytest.mark.parametrize("command", ["articles", "runs"])
@pytest.mark.parametrize("number", ["0", "-3", "some"])
def test_a_number_of_lines_below_one_is_refused(sqlite_project, command, number):
    ended = sqlite_project.run(command, "-n", number)
    assert ended.status == 2
    assert f"'{number}' is no whole number of at least 1" in ended.err


def test_a_broken_outlet_is_refused_with_what_mends_it_and_the_others_still_work(sqlite_project):
    with Site(articles=2).serve() as site:
        sqlite_project.outlet(site, feeds=["/rss.xml"])
        package = sqlite_project.folder / "local_outlets"
        (package / "broken.py").write_text(BROKEN)
        (package / "wrong.py").write_text(WRONG)
        assert "outlet 'broken' is broken" in (said := refusal(sqlite_project.run("crawl", "broken")))
        assert "SyntaxError" in said
        said = refusal(sqlite_project.run("crawl", "wrong"))
        assert "'feed' is no attribute of an outlet: did you mean 'feeds'?" in said
        assert "two capital letters" in said
        listed = sqlite_project.run("list")
        assert listed.status == 0
        assert {"local", "radiohc"} <= set(listed.out.split())
        assert not {"broken", "wrong"} & set(listed.out.split())
        ended = sqlite_project.crawl()
        assert ended.status == 0, ended.err
        assert len(sqlite_project.stored()) == 2


def no_permission(folder):
    (folder / "file").write_text("not a folder")
    return f"sqlite:///{folder}/file/crawler.db"


def not_a_database(folder):
    (folder / "letter.db").write_bytes(b"Dear reader, this is no database. " * 200)
    return f"sqlite:///{folder}/letter.db"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (lambda folder: f"sqlite:///{folder}", "unable to open database file"),
        (no_permission, "can't create the folder"),
        (not_a_database, "file is not a database"),
        (lambda folder: "mysql://user:geheim@host/news", "no such database: 'mysql://user:***@host/news'"),
        (lambda folder: "geheim", "not a database URL"),
        (lambda folder: "sqlite://", "a SQLite URL must name a file"),
        (lambda folder: "postgresql://user:geheim@127.0.0.1:1/news", "check that the server runs"),
    ],
    ids=["directory", "no-folder", "no-database", "scheme", "no-url", "no-file", "refused"],
)
@pytest.mark.parametrize(
    "command", [["crawl", "article", "-a", "url=https://a.example/1"], ["articles"]], ids=" ".join
)
def test_a_database_that_can_not_be_opened_is_told_without_its_password(tmp_path, command, url, says):
    project = Project(tmp_path, url(tmp_path))
    ended = project.run(*command)
    said = refusal(ended)
    assert says in said or "no database at" in said
    if "://" in project.database_url:
        assert "geheim" not in ended.err + ended.out
