"""`scrapy outlet`: sites of many systems get a definition that reads them, and a declared one is checked."""

import importlib.util
import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from crawler.onboarding.url_pattern import path_of
from crawler.outlet.checks import outlet_problems
from tests.crawls import Ended, Project
from tests.outlets import read, record_for_test
from tests.site.answer import Answer, document
from tests.site.platforms import ARTICLES, PLATFORMS, Platform, PlatformSite

pytestmark = pytest.mark.system

#: Platform -> source that its definition must have, and what the ids of its addresses are.
EXPECTED = {
    "wordpress": ("feeds", "/feed/", None),
    "joomla": ("feeds", "/?format=feed&type=rss", r"\d{6}"),
    "drupal": ("feeds", "/rss.xml", None),
    "arc": ("feeds", "/arc/outboundfeeds/rss/?outputType=xml", None),
    "tables": ("listings", "/", r"\d{6}"),
    "nofeed": ("sitemaps", "/sitemap_index.xml", r"\d{6}"),
    "ghost": ("feeds", "/rss/", None),
    "wrongfeed": ("sitemaps", "/news-sitemap.xml", r"\d{6}"),
    "languages": ("feeds", "/fr/rss.xml", r"\d{6}"),
    "codes": ("sitemaps", "/sitemap-news.xml", r"[0-9a-f-]{36}"),
    "blogger": ("feeds", "/feeds/posts/default", None),
    "typo3": ("feeds", "/rss/alle.xml", r"\d{6}"),
    "cyrillic": ("feeds", "/rss", r"\d{6}"),
}


def project_in(folder: Path) -> Project:
    package = folder / "local_outlets"
    package.mkdir()
    (package / "__init__.py").touch()
    return Project(folder, f"sqlite:///{folder}/crawler.db", {"NEWSPIDER_MODULE": "local_outlets"})


def add(project: Project, site: PlatformSite, *options: str) -> Ended:
    return run(project, site.origin, "--name", "larne", *options)


def run(project: Project, *arguments: str) -> Ended:
    (project.folder / "tests").mkdir(exist_ok=True)
    return project.run("outlet", "add", f"--tests={project.folder}/tests", *arguments)


def load(file: Path):
    spec = importlib.util.spec_from_file_location("larne_of_test", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Larne


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_a_site_gets_a_definition_that_reads_it(platform: Platform, tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(platform).serve() as site:
        ended = add(project, site, "--yes", "--country", "IE")
        assert ended.status == 0, ended.err + ended.out
        outlet = load(tmp_path / "local_outlets" / "larne.py")
        kind, path, number = EXPECTED[platform.name]
        assert outlet_problems(outlet) == []
        assert site.origin + path in [source.url for source in getattr(outlet, kind)], ended.out
        assert set(outlet.languages) == set(platform.languages)
        addresses = [site.origin + story.path for story in site.stories]
        assert all(map(outlet.is_article_url, addresses)), outlet.article_url
        assert not outlet.is_article_url(f"{site.origin}/{platform.sections[0]}")
        if number:
            found = [re.search(outlet.article_url, path_of(url))["id"] for url in addresses]
            assert all(re.fullmatch(number, one) for one in found)
            assert len(set(found)) == ARTICLES


def test_the_test_that_is_written_passes_and_the_crawl_takes_every_article(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[0]).serve() as site:
        assert add(project, site, "--yes").status == 0
        (page,) = (tmp_path / "tests" / "larne").glob("*.html")
        case = json.loads(page.with_suffix(".json").read_text("utf-8"))
        assert case["url"] in [site.origin + story.path for story in site.stories]
        assert case["article"]["outlet"] == "larne"
        [story] = [story for story in site.stories if site.origin + story.path == case["url"]]
        written = page.read_text("utf-8")
        assert story.text.headline not in written
        assert story.text.author not in written
        assert not [text for text in story.text.paragraphs if text in written]
        made = read(
            load(tmp_path / "local_outlets" / "larne.py"),
            page.read_bytes(),
            url=case["url"],
            archive_date=datetime.fromisoformat(case["fetched_at"]),
        )
        assert record_for_test(made) == case["article"]
        assert len(made.body) == pytest.approx(sum(map(len, story.text.paragraphs)), rel=0.1)
        assert f"{site.origin}/news" in case["refused"]
        checked = project.run("outlet", "check", "larne")
        assert checked.status == 0, checked.out
        assert "larne: all is well" in checked.out
        assert project.run("crawl", "larne").status == 0
        assert len(project.articles()) == ARTICLES


def test_nothing_is_written_without_a_yes(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[1]).serve() as site:
        ended = add(project, site)
    assert ended.status == 0
    assert "Nothing was written" in ended.out
    assert not (tmp_path / "local_outlets" / "larne.py").exists()


def test_a_definition_that_is_there_stays(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    kept = tmp_path / "local_outlets" / "larne.py"
    kept.write_text("kept = True\n")
    with PlatformSite(PLATFORMS[1]).serve() as site:
        ended = add(project, site, "--yes")
    assert ended.status == 2
    assert "exists already" in ended.err + ended.out
    assert kept.read_text() == "kept = True\n"


def test_what_is_wrong_with_an_outlet_is_named(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[0]).serve() as site:
        assert add(project, site, "--yes").status == 0
        file = tmp_path / "local_outlets" / "larne.py"
        file.write_text(file.read_text().replace("/feed/", "/feed-of-old/"))
        ended = project.run("outlet", "check", "larne")
    assert ended.status == 1
    assert "HTTP 404" in ended.out
    assert "moved" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add"], "say what to do"),
        (["add", "https://larne.example/", "--from-file", "list"], "say what to do"),
        (["add", "--from-file", "no-such-list"], "no-such-list can't be read"),
        (["add", "--from-file", "/dev/null"], "has no address"),
        (["add", "--from-file", "list", "--name", "larne"], "--name names one outlet"),
        (["look", "larne"], "say what to do"),
        (["add", "ftp://larne.example/"], "no http(s) address"),
        (["check", "nobody"], "there is no outlet 'nobody'"),
        (["check", "article"], "is no outlet"),
    ],
)
def test_wrong_usage_says_what_to_do(arguments: list[str], said: str, tmp_path: Path) -> None:
    ended = Project(tmp_path, f"sqlite:///{tmp_path}/crawler.db").run("outlet", *arguments)
    assert ended.status == 2
    assert said in ended.err + ended.out


def test_a_site_without_articles_gets_none(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[0]).serve() as site:
        site.stories = site.stories[:0]
        site.platform = Platform(name="empty", address="", markup=PLATFORMS[0].markup)
        ended = add(project, site, "--yes")
    assert ended.status == 1
    assert "No source of articles was found" in ended.out


def test_code_in_a_title_stays_text(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[0]).serve() as site:
        usual = site._page

        def hostile(title: str, inner: str, language: str):
            return usual('"""\nimport os; os.abort()\n\\', inner, language)

        site._page = hostile
        assert add(project, site, "--yes").status == 0
    assert load(tmp_path / "local_outlets" / "larne.py").name == "larne"


def test_a_list_gives_each_address_a_result_and_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    addresses = tmp_path / "sites.txt"
    with PlatformSite(PLATFORMS[0]).serve() as first, PlatformSite(PLATFORMS[1]).serve() as second:
        addresses.write_text(
            f"# two sites, and what is none\n{first.origin}/\n\nftp://larne.example/\n"
            f"http://127.0.0.1:9/   # nobody answers there\n{second.origin}/\n{first.origin}/\n"
        )
        ended = run(project, "--from-file", str(addresses), "--yes", "--country", "IE")
    assert ended.status == 1, ended.err + ended.out
    assert "4 addresses: 2 written, 2 not" in ended.out
    assert "'ftp://larne.example/' is no http(s) address" in ended.out
    assert "127.0.0.1 refuses the connection" in ended.out
    written = sorted(path.name for path in (tmp_path / "local_outlets").glob("*.py"))
    assert written == ["__init__.py", "outlet_127_0_0_1.py", "outlet_127_0_0_1_ie.py"]
    assert {"outlet_127_0_0_1", "outlet_127_0_0_1_ie"} <= set(project.run("list").out.split())


def test_a_list_is_only_shown_without_a_yes(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[1]).serve() as site:
        (tmp_path / "sites.txt").write_text(f"{site.origin}\n")
        ended = run(project, "--from-file", str(tmp_path / "sites.txt"))
    assert ended.status == 0
    assert "1 addresses: 1 proposed, 0 not" in ended.out
    assert "say --yes" in ended.out
    assert list((tmp_path / "local_outlets").glob("outlet*.py")) == []


def test_an_outlet_that_is_declared_already_is_no_new_one(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[1]).serve() as site:
        assert run(project, site.origin, "--yes").status == 0
        ended = run(project, site.origin, "--yes")
    assert ended.status == 2
    assert "is an outlet already: scrapy outlet check outlet_127_0_0_1" in ended.err + ended.out


def test_an_outlet_is_written_into_its_country_s_package(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    (tmp_path / "local_outlets" / "cu").mkdir()
    (tmp_path / "local_outlets" / "cu" / "__init__.py").touch()
    with PlatformSite(PLATFORMS[1]).serve() as site:
        assert add(project, site, "--yes", "--country", "IN").status == 0
        assert (tmp_path / "local_outlets" / "in_" / "__init__.py").is_file()
        assert load(tmp_path / "local_outlets" / "in_" / "larne.py").timezone == "Asia/Kolkata"
        assert "larne" in project.run("list").out.split()
        assert project.run("crawl", "larne").status == 0
        again = add(project, site, "--yes", "--country", "CU")
    assert again.status == 2
    assert "exists already" in again.err + again.out


@pytest.mark.parametrize(
    ("address", "settings", "said"),
    [
        ("http://no-such-name.invalid/", {}, "the name no-such-name.invalid can't be resolved (DNS)"),
        ("http://127.0.0.1:9/", {"GUARD_ALLOWED_HOSTS": ""}, "127.0.0.1 is a private address"),
    ],
)
def test_a_site_that_can_t_be_reached_says_why(
    address: str, settings: dict[str, str], said: str, tmp_path: Path
) -> None:
    ended = project_in(tmp_path).run("outlet", "add", address, "--yes", **settings)
    assert ended.status == 1
    assert said in ended.out
    assert "No source" not in ended.out


def test_a_site_that_robots_txt_forbids_says_so(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(PLATFORMS[0]).serve() as site:
        usual = site.answer
        forbids = document("User-agent: *\nDisallow: /\n", "text/plain")
        site.answer = lambda target: forbids if target == "/robots.txt" else usual(target)
        ended = add(project, site, "--yes")
    assert ended.status == 1
    assert f"robots.txt of 127.0.0.1 forbids {site.origin}/" in ended.out


def test_what_must_be_made_sure_of_is_shown_and_written(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(replace(PLATFORMS[1], address="/{s}/{slug}", feeds=("/rss",))).serve() as site:
        for number, story in enumerate(site.stories):
            site.stories[number] = replace(story, path=f"/{'abcdefghijkl'[number]}")
        ended = add(project, site, "--yes")
    assert ended.status == 0, ended.out
    assert "no pattern of article addresses was found: none of 12 addresses has a number" in ended.out
    written = (tmp_path / "local_outlets" / "larne.py").read_text()
    assert "# To be made sure of: no pattern of article addresses was found" in written
    assert load(tmp_path / "local_outlets" / "larne.py").article_url is None


def test_a_feed_of_comments_is_no_source(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with PlatformSite(replace(PLATFORMS[0], wrong="/iruzkinak/feed/")).serve() as site:
        usual = site.answer

        def answer(target: str) -> Answer:
            if target != "/iruzkinak/feed/":
                return usual(target)
            feed = usual("/feed/")
            return replace(feed, body=feed.body.replace(b"/</link>", b"/#comment-7</link>"))

        site.answer = answer
        assert add(project, site, "--yes").status == 0
    written = load(tmp_path / "local_outlets" / "larne.py")
    assert [source.url for source in written.feeds] == [f"{site.origin}/feed/"]
