"""`scrapy articles`: a table, filters, one article with where its fields came from."""

import json

import pytest

from crawler.commands.articles import format_article, format_article_table, format_named
from crawler.items import Article
from tests.crawls import Ended, Project
from tests.site import Site
from tests.terminals import open_terminal

pytestmark = pytest.mark.system


@pytest.fixture(scope="module")
def crawled(tmp_path_factory):
    """A project after a crawl of ten articles in ten languages, and its site."""
    folder = tmp_path_factory.mktemp("articles")
    project = Project(folder, f"sqlite:///{folder}/crawler.db")
    with Site(articles=10).serve() as site:
        project.outlet(site, feeds=["/rss.xml"])
        assert project.crawl().status == 0
        other = site.url(site.newsroom.hidden)
        project.folder.joinpath("local_outlets", "local.py").unlink()
        assert project.run("crawl", "article", "-a", f"url={other}").status == 0
        yield project, site


def listed(ended: Ended) -> list[dict]:
    assert ended.status == 0, ended.err
    return [json.loads(line) for line in ended.out.splitlines()]


def test_the_table_has_a_line_an_article_the_newest_first(crawled):
    project, site = crawled
    ended = project.run("articles")
    assert ended.status == 0, ended.err
    head, *lines = ended.out.splitlines()
    assert head.split() == ["id", "published", "outlet", "lang", "words", "headline"]
    assert len(lines) == 11
    newest = site.truth(site.articles[0])
    assert lines[0].split()[3:5] == ["local", newest.language]
    assert newest.headline[:20] in lines[0]


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["--outlet", "local"], lambda truth: True),
        (["--outlet", "nobody"], lambda truth: False),
        (["--language", "es"], lambda truth: truth.language == "es"),
        (["--text", "BIBLIOTHÈQUE"], lambda truth: "bibliothèque" in (truth.headline + truth.body).lower()),
        (["--text", "100%"], lambda truth: False),
    ],
    ids=["outlet", "nobody", "language", "text", "no-wildcard"],
)
def test_filters_choose(crawled, arguments, chosen):
    project, site = crawled
    found = listed(project.run("articles", "--outlet", "local", *arguments, "--json"))
    expected = {truth.headline for truth in site.published().values() if chosen(truth)}
    assert {one["headline"] for one in found} == expected


def test_days_are_inclusive_and_n_limits(crawled):
    project, site = crawled
    days = sorted({truth.date_published.date() for truth in site.published().values()})
    until = listed(project.run("articles", "--outlet", "local", "--until", str(days[-1]), "--json"))
    since = listed(project.run("articles", "--outlet", "local", "--since", str(days[0]), "--json"))
    assert len(since) == 10
    assert len(until) <= 10
    assert len(listed(project.run("articles", "-n", "3", "--json"))) == 3
    refused = project.run("articles", "--since", "soon")
    assert refused.status == 2
    assert "--since 'soon' is no day: give it as YYYY-MM-DD" in refused.err


def test_one_article_by_id_key_or_any_address_with_the_rung_of_each_field(crawled):
    project, site = crawled
    article = site.articles[1]
    truth = site.truth(article)
    by_key = project.run("articles", f"local:{article.number}")
    assert by_key.status == 0, by_key.err
    assert truth.headline in by_key.out
    assert truth.body.split("\n")[0] in by_key.out
    number = by_key.out.split()[1].rstrip(",")
    assert project.run("articles", number).out == by_key.out
    assert project.run("articles", site.url(article) + "?utm_source=rss&utm_medium=feed").out == by_key.out
    (whole,) = listed(project.run("articles", number, "--json"))
    assert set(whole) == set(Article.__dataclass_fields__)
    for name in ("headline", "date_published", "language"):
        line = by_key.out.partition(f"\n{name} ")[2].partition("\n")[0]
        assert f"   [{whole['provenance'][name]}" in line


def test_what_is_not_stored_is_told_with_status_1(crawled):
    project, _ = crawled
    ended = project.run("articles", "local:99")
    assert ended.status == 1
    assert ended.err.strip() == "no article 'local:99' is stored: `scrapy articles` lists what is"


def test_an_empty_table_says_so():
    assert list(format_article_table([], width=80))[1:] == ["nothing stored that matches"]


def test_lines_are_cut_to_the_width_also_where_letters_are_wide(crawled):
    project, _ = crawled
    for line in format_article_table(project.articles(), width=60):
        assert sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) <= 60


def test_a_record_leaves_out_what_is_empty(crawled):
    project, _ = crawled
    found = next(one for one in project.articles() if one.article.outlet == "local")
    lines = list(format_article(found))
    assert "\n".join(lines).endswith(f"\n\n{found.article.body}")
    headline = f"{'headline':26}{found.article.headline}   [{found.article.provenance['headline']}"
    assert any(line.startswith(headline) for line in lines)
    assert not any(line.startswith("license") for line in lines)


def test_a_record_says_how_sure_a_field_is(crawled):
    project, _ = crawled
    found = next(one for one in project.articles() if one.article.outlet == "local")
    found.article.provenance["headline"] = "jsonld"
    found.article.confidence["headline"] = 0.975
    assert f"{'headline':26}{found.article.headline}   [jsonld 0.97]" in list(format_article(found))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (None, [f"{'headline':26}The harbour of Larne closes for repairs"]),
        (52, [f"{'headline':26}The harbour of Larne", f"{'':26}closes for repairs"]),
        (40, ["headline", "  The harbour of Larne closes for", "  repairs"]),
    ],
)
def test_a_value_is_wrapped_beside_its_name_or_below_it(width, lines):
    assert list(format_named("headline", "The harbour of Larne closes for repairs", width=width)) == lines


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_record_and_the_list_fit_a_terminal(crawled, columns):
    project, _ = crawled
    found = project.articles()[0]
    with open_terminal(project, "articles", columns=columns) as terminal:
        assert terminal.wait() == 0
    assert terminal.lines[0].split()[:: len(terminal.lines[0].split()) - 1] == ["id", "headline"]
    with open_terminal(project, "articles", str(found.id), columns=columns) as terminal:
        assert terminal.wait() == 0
    assert " ".join(found.article.body.split()) in terminal.text
