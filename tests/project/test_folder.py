"""A project is made of a folder's name, and nothing that is there is written over."""

import configparser
from pathlib import Path

import pytest

from crawler.project.folder import ProjectError, create_project, package_name


def test_a_project_has_settings_outlets_and_the_file_that_marks_it(tmp_path: Path):
    created = create_project(tmp_path / "my-news")
    assert created.name == "my_news"
    assert all((tmp_path / "my-news" / place).is_file() for place in created.written)
    marks = configparser.ConfigParser()
    marks.read(tmp_path / "my-news" / "scrapy.cfg")
    assert (marks["settings"]["default"], marks["deploy"]["project"]) == ("my_news.settings", "my_news")


def test_every_python_file_of_it_can_be_compiled(tmp_path: Path):
    create_project(tmp_path / "news2026")
    files = list(tmp_path.rglob("*.py"))
    assert len(files) == 3
    for path in files:
        compile(path.read_text("utf-8"), path, "exec")


@pytest.mark.parametrize(
    ("folder", "name"), [("my-news", "my_news"), ("Our News.2", "our_news_2"), ("prensa", "prensa")]
)
def test_the_package_is_named_after_the_folder(folder: str, name: str):
    assert package_name(folder) == name


@pytest.mark.parametrize("folder", ["2026", "--", "class", "json", "crawler", "presswatch", "scrapy"])
def test_a_name_that_python_reads_otherwise_is_refused_before_anything_is_written(
    tmp_path: Path, folder: str
):
    with pytest.raises(ProjectError, match="folder"):
        create_project(tmp_path / folder)
    assert not (tmp_path / folder).exists()


@pytest.mark.parametrize("place", ["scrapy.cfg", "news1/__init__.py", "news1/settings.py"])
def test_a_file_that_is_there_stops_it_before_anything_is_written(tmp_path: Path, place: str):
    folder = tmp_path / "news1"
    (folder / place).parent.mkdir(parents=True)
    (folder / place).write_text("mine", "utf-8")
    with pytest.raises(ProjectError, match="is there already and is not written over"):
        create_project(folder)
    assert [path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()] == ["mine"]


def test_the_file_for_secrets_is_its_owners_alone(tmp_path: Path):
    create_project(tmp_path / "news1")
    assert (tmp_path / "news1" / ".env").stat().st_mode & 0o777 == 0o600


def test_secrets_and_the_list_of_what_git_leaves_stay_as_they_are(tmp_path: Path):
    folder = tmp_path / "news1"
    folder.mkdir()
    (folder / ".env").write_text("CRAWLER_CONTACT=https://news.example\n", "utf-8")
    created = create_project(folder)
    assert created.kept == (".env",)
    assert (folder / ".env").read_text("utf-8") == "CRAWLER_CONTACT=https://news.example\n"
