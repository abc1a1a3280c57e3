"""What `presswatch` says and does before Scrapy's command line; the rest is tried in `tests/install`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import command_line
from crawler.command_line import has_project, run_command_line


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder, and an environment that names no project."""
    monkeypatch.delenv("SCRAPY_SETTINGS_MODULE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_project_is_one_above_or_one_that_the_environment_names(alone, monkeypatch):
    assert not has_project()
    (alone / "scrapy.cfg").touch()
    (alone / "below").mkdir()
    monkeypatch.chdir(alone / "below")
    assert has_project()
    (alone / "scrapy.cfg").unlink()
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "somebody.settings")
    assert has_project()


def test_without_a_library_it_says_which_and_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setattr(command_line, "find_spec", lambda name: None if name == "sqlalchemy" else object())
    assert run_command_line(["list"]) == 2
    assert capsys.readouterr().err == (
        "presswatch: The command presswatch needs sqlalchemy, which is not installed here:"
        " pip install 'presswatch[crawl]'\n"
    )


@pytest.mark.parametrize("arguments", [["init"], ["init", "one", "two"], ["init", "--help"]])
def test_a_project_is_made_in_one_folder(arguments, capsys, alone):
    assert run_command_line(arguments) == 2
    assert "presswatch init FOLDER" in capsys.readouterr().err
    assert list(alone.iterdir()) == []


def test_a_project_is_made_even_within_another(alone, capsys):
    (alone / "scrapy.cfg").write_text("[settings]\ndefault = nobody.settings\n", "utf-8")
    assert run_command_line(["init", "news1"]) == 0
    assert (alone / "news1" / "scrapy.cfg").is_file()
    assert "cd news1" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_told(alone, capsys):
    (alone / "file").touch()
    assert run_command_line(["init", "file/news1"]) == 2
    assert "file/news1" in capsys.readouterr().err
