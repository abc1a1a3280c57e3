"""Scrapy's own commands on an outlet: they work, and leave the database as it is."""

import hashlib

import pytest

from tests.site import Site


@pytest.fixture(scope="module")
def site():
    with Site(articles=4).serve() as served:
        yield served


def files(folder):
    """Name -> digest of every file of the database."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("crawler.db*")}


def test_fetch_parse_shell_and_check_leave_the_database_byte_for_byte_as_it_was(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    url = site.url(site.articles[1])
    code = "print('shelled', response.status, spider.name)"
    commands = {
        "fetch": ["fetch", url],
        "parse": ["parse", url, "--spider", "local"],
        "shell": ["shell", url, "--spider", "local", "-c", code],
        "check": ["check", "local"],
    }
    for arguments in commands.values():
        assert sqlite_project.run(*arguments).status == 0
    assert files(sqlite_project.folder) == {}
    assert sqlite_project.crawl("-a", "limit=1").status == 0
    before = files(sqlite_project.folder)
    ended = {name: sqlite_project.run(*arguments) for name, arguments in commands.items()}
    assert {name: one.status for name, one in ended.items()} == dict.fromkeys(commands, 0)
    assert not any("Traceback" in one.err for one in ended.values())
    assert files(sqlite_project.folder) == before
    assert site.truth(site.articles[1]).headline in ended["fetch"].out
    assert "'outlet_article_id': '1003'" in ended["parse"].out
    assert "'date_published_precision': 'second'" in ended["parse"].out
    assert "'provenance'" in ended["parse"].out
    assert "shelled 200 local" in ended["shell"].out


def test_parse_shows_what_a_source_names_and_finds_the_outlet_of_an_address(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    for source in ("/", "/rss.xml"):
        named = sqlite_project.run("parse", site.url(source), "--spider", "local")
        assert named.status == 0, named.err
        assert site.articles[3].path in named.out
    found = sqlite_project.run("parse", site.url(site.articles[0]), "-d", "3")
    assert found.status == 0, found.err
    assert "'outlet': 'local'" in found.out
    refused = sqlite_project.run("parse", site.url("/news/900001-needs-javascript"))
    assert "'reason': 'javascript-needed'" in refused.out


def test_genspider_writes_an_outlet_that_loads_once_its_blanks_are_filled(sqlite_project, site):
    package = sqlite_project.folder / "local_outlets"
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    arguments = ("genspider", "-t", "outlet", "gazette", "gazette.example")
    made = sqlite_project.run(*arguments, NEWSPIDER_MODULE="local_outlets")
    assert made.status == 0, made.err
    assert "Traceback" not in made.err
    code = (package / "gazette.py").read_text()
    assert 'allowed_domains = ["gazette.example"]' in code
    assert "gazette" in sqlite_project.run("list").out.split()
    again = sqlite_project.run(*arguments, NEWSPIDER_MODULE="local_outlets")
    assert "already exists" in again.out + again.err
    shown = sqlite_project.run("genspider", "-l")
    assert "outlet" in shown.out.split()


def test_an_outlet_with_blanks_left_says_how_to_fill_them(sqlite_project, site):
    sqlite_project.outlet(site, feeds=["/rss.xml"])
    package = sqlite_project.folder / "local_outlets"
    sqlite_project.run(
        "genspider", "-t", "outlet", "gazette", "gazette.example", NEWSPIDER_MODULE="local_outlets"
    )
    code = (package / "gazette.py").read_text()
    (package / "gazette.py").write_text(code.replace('"ZZ"', '""').replace('["en"]', "[]"))
    ended = sqlite_project.run("crawl", "gazette")
    assert ended.status in (1, 2)
    assert "country is ''" in ended.err
    assert "languages must be a list" in ended.err
