"""`scrapy crawl` refuses what it can't run in one line."""

SPIDER = """
import scrapy


class Plain(scrapy.Spider):
    name = "plain"
    start_urls = ["http://127.0.0.1:9/"]
"""


def test_a_spider_that_is_no_outlet_is_refused_with_the_command_that_runs_it(sqlite_project):
    package = sqlite_project.folder / "local_outlets"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "plain.py").write_text(SPIDER)
    ended = sqlite_project.run("crawl", "plain")
    assert ended.status == 2
    assert "scrapy runspider" in ended.err
    assert "Traceback" not in ended.err
