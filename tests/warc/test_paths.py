"""REPLAY names files, folders and globs; a name that stands for nothing is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.warc.damage import ArchiveError
from crawler.warc.paths import archive_paths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = [
        "b.warc.gz",
        "a.warc",
        "deep/c.warc.zst",
        "notes.txt",
        "a.warc.gz.cdx",
        "old.arc.gz",
        "my pages.warc",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    return tmp_path


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_a_folder_is_every_archive_in_it_and_below(folder: Path) -> None:
    found = names(archive_paths(str(folder)))
    assert found == ["a.warc", "b.warc.gz", "c.warc.zst", "my pages.warc", "old.arc.gz"]


def test_several_names_are_separated_by_blanks_or_commas_and_each_file_comes_once(folder: Path) -> None:
    named = f"{folder}/b.warc.gz, {folder}/*.warc.gz\n{folder}/**/c.warc.zst"
    assert names(archive_paths(named)) == ["b.warc.gz", "c.warc.zst"]
    assert names(archive_paths([f"{folder}/a.warc", f"{folder}/a.warc"])) == ["a.warc"]


def test_a_path_with_a_blank_is_taken_as_it_stands(folder: Path) -> None:
    assert names(archive_paths(f"{folder}/my pages.warc")) == ["my pages.warc"]


def test_a_file_that_is_named_is_taken_whatever_its_name(folder: Path) -> None:
    assert names(archive_paths(f"{folder}/notes.txt")) == ["notes.txt"]


@pytest.mark.parametrize("named", ["missing.warc", "*.warc.gz", "deep", " , "])
def test_a_name_that_stands_for_nothing_is_refused(tmp_path: Path, named: str) -> None:
    (tmp_path / "deep").mkdir()
    with pytest.raises(ArchiveError, match="give a WARC file"):
        archive_paths(named if named == " , " else f"{tmp_path}/{named}")
