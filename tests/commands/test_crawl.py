"""`scrapy crawl` refuses what it can't run in one line, and runs any spider; more in `tests/end_to_end`."""

from __future__ import annotations

import pytest

from tests.crawls import Project, printed

SPIDER = """
import scrapy


class Plain(scrapy.Spider):
    name = "plain"

    def __init__(self, *, items, **arguments):
        super().__init__(**arguments)
        self.items = int(items)

    async def start(self):
        for number in range(self.items):
            yield {"number": number}
"""


@pytest.fixture
def plain_project(sqlite_project: Project) -> Project:
    """The project with a spider that is no outlet."""
    package = sqlite_project.folder / "local_outlets"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "plain.py").write_text(SPIDER)
    return sqlite_project


def test_a_spider_that_is_no_outlet_is_run_with_its_own_arguments_and_items(plain_project: Project):
    items = plain_project.folder / "items.jsonl"
    ended = plain_project.run("crawl", "plain", "-a", "items=2", "-a", "note=mine", "-O", str(items))
    assert (ended.status, ended.err) == (0, "")
    assert printed(items) == [{"number": 0}, {"number": 1}]


def test_one_that_can_not_begin_ends_with_the_status_of_wrong_configuration(plain_project: Project):
    ended = plain_project.run("crawl", "plain", "-a", "items=many")
    assert ended.status == 1
    assert "invalid literal for int() with base 10: 'many'" in ended.err


@pytest.mark.parametrize("names", [[], ["radiohc", "taz"]])
def test_one_spider_is_named_and_no_other(sqlite_project: Project, names: list[str]):
    ended = sqlite_project.run("crawl", *names)
    assert ended.status == 2
    assert "give the name of one outlet, such as: scrapy crawl radiohc" in ended.err
