"""The module `presswatch` starts only where `crawler` is its own package."""

from pathlib import Path

import presswatch
from presswatch import find_stranger


def test_from_a_folder_without_a_project_and_from_this_repository_nothing_is_strange(tmp_path: Path):
    assert find_stranger(tmp_path) is None
    assert find_stranger(presswatch.OWN.parent) is None


def test_a_project_whose_package_or_module_is_called_crawler_is_seen_from_below(tmp_path: Path):
    (tmp_path / "below").mkdir()
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "crawler").mkdir()
    assert find_stranger(tmp_path / "below") is None  # a folder that is no package
    (tmp_path / "crawler" / "__init__.py").touch()
    assert find_stranger(tmp_path / "below") == tmp_path / "crawler"


def test_a_package_of_that_name_without_a_project_beside_it_is_none_that_counts(tmp_path: Path):
    (tmp_path / "crawler.py").touch()
    assert find_stranger(tmp_path) is None
    (tmp_path / "scrapy.cfg").touch()
    assert find_stranger(tmp_path) == tmp_path / "crawler.py"
