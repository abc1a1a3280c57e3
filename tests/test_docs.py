"""Whatever a user may name is in the documentation, and what the documentation names exists."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

from crawler import commands, settings
from crawler.exit_status import EXIT_STATUSES
from crawler.exports import schema_org, zyte
from crawler.extraction import REASONS
from crawler.health.run_seen import KINDS
from crawler.items import Article
from crawler.outlet.arguments import ARGUMENTS
from crawler.records import STATES
from crawler.spiderloader import declared_outlets
from crawler.spiders.article import ArticleSpider
from crawler.storage.tables import Base
from tests.prose import sentences_of
from tests.shell_examples import blocks_of, problems_of_line, shell_lines
from tests.test_layers import MAY_IMPORT
from tools.docs.blocks import block_names, stale_pages
from tools.docs.pages import WRITERS, documentation_pages

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BESIDE = ("CONTRIBUTING", "CHANGELOG", "SECURITY")
#: Pages that people read: the documentation, and what stands beside it.
PAGES = [*documentation_pages(), README, *(ROOT / f"{name}.md" for name in BESIDE)]
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}
#: The most words of a sentence.
LONGEST_SENTENCE = 25
#: Files that are made by use, or by following an example.
MADE_BY_USE = (
    "crawler/spiders/co/",
    "tests/outlets/gazette/",
    "data/crawler.db",
    "data/demo/demo.db",
    "tests/commands/test_sections.py",
)
#: The most bytes that a README may have, to be read.
README_LIMIT = 8_192


def text_of(page: str) -> str:
    """The text of a page of docs/."""
    return TEXTS[f"docs/{page}.md"]


# What exists is documented


@pytest.mark.parametrize("name", [name for name in vars(settings) if name.isupper()])
def test_every_setting_is_documented(name):
    assert f"| `{name}` |" in text_of("reference/settings")


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(commands.__path__)])
def test_every_command_is_documented(name):
    assert f"\n## scrapy {name}\n" in text_of("reference/commands")


@pytest.mark.parametrize("name", sorted({*ARGUMENTS, *ArticleSpider.known_arguments}))
def test_every_spider_argument_is_documented(name):
    assert f"| `-a {name}=` |" in text_of("reference/arguments")


@pytest.mark.parametrize("name", list(Article.__dataclass_fields__))
def test_every_field_of_an_article_is_documented(name):
    assert f"| `{name}` |" in text_of("reference/article")


@pytest.mark.parametrize("outlet", declared_outlets(), ids=lambda outlet: outlet.name)
def test_every_outlet_is_documented(outlet):
    assert f"| `{outlet.name}` |" in text_of("reference/outlets")


@pytest.mark.parametrize("status", EXIT_STATUSES, ids=lambda status: status.verdict)
def test_every_exit_status_is_documented(status):
    assert f"| {status.code} | `{status.verdict}` |" in text_of("reference/exit-statuses")


@pytest.mark.parametrize("kind", KINDS)
def test_every_alarm_is_documented_with_what_it_says_and_when(kind):
    says, _, when = text_of("reference/alarms").partition("When each is raised")
    assert f"| `{kind}` |" in says
    assert re.search(rf"^\| [^|]*`{kind}`", when, re.M)


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_page_is_documented(state):
    assert f"| `{state}` |" in text_of("reference/page-states")
    assert f"| `{state}` |" in text_of("explanation/page-ends")


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_for_no_article_is_documented(reason):
    assert f"| `{reason}` |" in text_of("reference/page-states")


@pytest.mark.parametrize("table", sorted(Base.metadata.tables))
def test_every_table_of_the_store_is_documented(table):
    assert f"\n## {table}\n" in text_of("reference/store")


@pytest.mark.parametrize("table", [schema_org.LEFT_OUT, zyte.LEFT_OUT], ids=["schema.org", "zyte"])
def test_what_a_conversion_leaves_out_is_documented(table):
    section = text_of("reference/article").partition("## What conversions leave out")[2]
    for field in table:
        assert f"| `{field}` |" in section


def test_generated_tables_are_current():
    stale = stale_pages(documentation_pages(), WRITERS)
    assert not stale, f"run make docs-tables: {[str(page.relative_to(ROOT)) for page in stale]}"


def test_every_writer_has_a_place():
    named = {name for text in TEXTS.values() for name in block_names(text)}
    assert named == set(WRITERS)


def test_the_layers_are_documented_in_the_order_of_imports():
    table = text_of("explanation/architecture").partition("## The layers")[2].partition("\n## ")[0]
    rows = [re.findall(r"`(\w+)`", row.split("|")[1]) for row in re.findall(r"^\| `.*$", table, re.M)]
    place = {layer: number for number, row in enumerate(rows) for layer in row}
    assert len(place) == sum(map(len, rows)), "a layer stands in two rows"
    there = {path.stem for path in (ROOT / "crawler").iterdir() if not path.name.startswith("_")}
    assert set(place) == there - {"py", "templates"}
    for layer, others in MAY_IMPORT.items():
        assert not [other for other in others & set(place) if layer in place and place[other] > place[layer]]


# What is documented exists


@pytest.mark.parametrize("page", TEXTS)
def test_every_make_target_that_a_page_names_exists(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"(?:`|^|sudo )make ([a-z][a-z-]*)", TEXTS[page], re.M))
    assert named <= targets


def test_the_readme_names_how_to_try_and_to_test_it():
    assert {"make demo", "make test"} <= set(TEXTS["README.md"].splitlines())


@pytest.mark.parametrize("page", TEXTS)
def test_every_file_that_a_page_links_exists(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", TEXTS[page]):
        assert (ROOT / page).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("page", TEXTS)
def test_every_heading_that_a_page_links_exists(page):
    for target, heading in re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", TEXTS[page]):
        linked = (ROOT / page).parent.joinpath(target).resolve() if target else ROOT / page
        headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.M)
        slugs = {re.sub(r"[^\w-]", "", each.lower().replace(" ", "-")) for each in headings}
        assert heading in slugs, f"{target}#{heading}"


@pytest.mark.parametrize("page", TEXTS)
def test_every_project_file_that_a_page_names_exists(page):
    for path in re.findall(r"`((?:crawler|tools|tests|deploy|data|docs)/[\w./-]+)`", TEXTS[page]):
        is_pattern = re.search(r"/[A-Z]+\b", path)  # a word in capitals stands for any name
        assert is_pattern or path in MADE_BY_USE or (ROOT / path).exists(), path


@pytest.mark.parametrize("page", TEXTS)
def test_every_command_that_a_page_shows_is_one_with_these_options(page):
    problems = [problem for line in shell_lines(TEXTS[page]) for problem in problems_of_line(line)]
    assert not problems


def test_pages_show_commands():
    assert sum(len(shell_lines(text)) for text in TEXTS.values()) > 80


# Examples


@pytest.mark.parametrize("page", TEXTS)
def test_every_python_example_is_python(page):
    for code in blocks_of(TEXTS[page], "python"):
        body = "class Outlet:\n" + code if code.startswith("    ") else code
        compile(body, page, "exec")


@pytest.mark.parametrize("page", ["docs/how-to/library-user.md", "README.md"])
def test_the_examples_of_the_library_run(page, capsys):
    names: dict[str, object] = {}
    codes = [code for code in blocks_of(TEXTS[page], "python") if "class " not in code]
    assert codes
    for code in codes:
        exec(compile(code, page, "exec"), names)
    assert "arbour" in capsys.readouterr().out


def test_the_example_of_a_command_is_one(tmp_path):
    (code,) = (code for code in blocks_of(TEXTS["CONTRIBUTING.md"], "python") if "ScrapyCommand" in code)
    names: dict[str, object] = {"__name__": "sections"}
    exec(compile(code, "CONTRIBUTING.md", "exec"), names)
    articles = [
        Article(url="", key="", outlet="", article_section=name) for name in ("news", "sport", "news")
    ]
    assert list(names["format_sections"](articles)) == ["     2 news", "     1 sport"]  # type: ignore[operator]
    assert names["Command"]().short_desc() == "Count the newest articles by section"  # type: ignore[operator]


# Limits and versions


@pytest.mark.parametrize("page", TEXTS)
def test_no_sentence_is_longer_than_can_be_read_at_once(page):
    long = [sentence for sentence in sentences_of(TEXTS[page]) if len(sentence.split()) > LONGEST_SENTENCE]
    assert not long


def test_the_readme_is_short_enough_to_be_read():
    assert len(README.read_bytes()) <= README_LIMIT


def test_the_version_has_its_part_in_the_changelog():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\n## [{version}]" in TEXTS["CHANGELOG.md"]
    assert "\n## [Unreleased]\n" in TEXTS["CHANGELOG.md"]
