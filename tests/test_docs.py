"""Every setting, command and argument is in the README, and what the README names exists."""

import pkgutil
import re
from pathlib import Path

import pytest

from crawler import commands, settings
from crawler.exit_status import EXIT_CODES
from crawler.exports import schema_org, zyte
from crawler.items import Article
from crawler.outlet.arguments import ARGUMENTS
from crawler.spiderloader import declared_outlets
from crawler.spiders.article import ArticleSpider

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in vars(settings) if name.isupper()])
def test_every_setting_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "name", [module.name for module in pkgutil.iter_modules(commands.__path__) if module.name != "rounds"]
)
def test_every_command_is_in_the_readme(name):
    assert f"scrapy {name}" in README


@pytest.mark.parametrize("name", sorted({*ARGUMENTS, *ArticleSpider.known_arguments}))
def test_every_spider_argument_is_in_the_readme(name):
    assert f"`-a {name}=" in README


@pytest.mark.parametrize("name", [f.name for f in Article.__dataclass_fields__.values()])
def test_every_field_of_an_article_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("outlet", declared_outlets(), ids=lambda outlet: outlet.name)
def test_every_outlet_is_in_the_readme(outlet):
    assert f"`{outlet.name}`" in README


@pytest.mark.parametrize("code", sorted(set(EXIT_CODES.values())))
def test_every_exit_status_is_in_the_readme(code):
    assert re.search(rf"^\| {code} \|", README, re.M)


@pytest.mark.parametrize("table", [schema_org.LEFT_OUT, zyte.LEFT_OUT], ids=["schema.org", "zyte"])
def test_what_a_conversion_leaves_out_is_in_the_readme(table):
    for field in table:
        assert f"`{field}`" in README


def test_every_make_target_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z-]+)", README))
    assert named
    assert named <= targets


def test_every_file_that_the_readme_links_exists():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("code", re.findall(r"```python\n(from crawler.extraction .*?)```", README, re.S))
def test_the_library_s_example_runs(code, capsys):
    exec(compile(code, "README.md", "exec"), {})
    assert "The harbour of Port Larne" in capsys.readouterr().out


def test_the_library_has_an_example():
    assert "```python\nfrom crawler.extraction import" in README
