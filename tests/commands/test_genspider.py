"""`scrapy genspider` writes an outlet into its country's package; its other templates are Scrapy's."""

from pathlib import Path

import pytest

from tests.crawls import Ended, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project whose package of outlets is laid out by country."""
    for folder in (tmp_path / "local_outlets", tmp_path / "local_outlets" / "cu"):
        folder.mkdir()
        (folder / "__init__.py").touch()
    return Project(tmp_path, f"sqlite:///{tmp_path}/crawler.db", {"NEWSPIDER_MODULE": "local_outlets"})


def generate(project: Project, *arguments: str) -> Ended:
    return project.run("genspider", *arguments)


def test_an_outlet_goes_into_the_package_of_its_host_s_ending(project: Project) -> None:
    ended = generate(project, "-t", "outlet", "larne", "larne.in")
    assert ended.status == 0
    assert "local_outlets.in_.larne" in ended.out
    written = (project.folder / "local_outlets" / "in_" / "larne.py").read_text()
    assert 'country, timezone = "IN", "Asia/Kolkata"' in written
    assert "larne" in project.run("list").out.split()


def test_the_country_can_be_said(project: Project) -> None:
    assert generate(project, "-t", "outlet", "--country", "CU", "larne", "larne.com").status == 0
    written = (project.folder / "local_outlets" / "cu" / "larne.py").read_text()
    assert 'country, timezone = "CU", "America/Havana"' in written


def test_without_a_country_it_stands_beside_them(project: Project) -> None:
    assert generate(project, "-t", "outlet", "larne", "larne.com").status == 0
    assert '"ZZ", "UTC"' in (project.folder / "local_outlets" / "larne.py").read_text()


def test_another_template_is_written_as_scrapy_does(project: Project) -> None:
    assert generate(project, "-t", "crawl", "other", "other.in").status == 0
    assert "CrawlSpider" in (project.folder / "local_outlets" / "other.py").read_text()


def test_the_templates_of_scrapy_are_listed_beside_the_outlet_s(project: Project) -> None:
    assert generate(project, "--list").out.split()[2:] == ["basic", "crawl", "csvfeed", "outlet", "xmlfeed"]
    assert "Unable to find template: other" in generate(project, "-t", "other", "larne", "larne.in").out


def test_a_spider_that_is_there_stays(project: Project) -> None:
    assert generate(project, "-t", "outlet", "larne", "larne.in").status == 0
    ended = generate(project, "-t", "outlet", "larne", "larne.cz")
    assert "already exists" in ended.out
    assert not (project.folder / "local_outlets" / "cz").exists()


def test_a_country_that_is_none_is_refused(project: Project) -> None:
    ended = generate(project, "-t", "outlet", "--country", "Cuba", "larne", "larne.com")
    assert ended.status == 2
    assert "two capital letters" in ended.err + ended.out
