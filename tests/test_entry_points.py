"""Presswatch's commands in other projects load nothing before they are called, and say what is missing."""

from __future__ import annotations

import argparse
import subprocess
import sys

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from crawler.commands.articles import Command as Articles
from crawler.entry_points import ArticlesEntry, require_presswatch

pytestmark = pytest.mark.system


def test_scrapy_loads_them_in_every_project_without_what_they_need():
    code = """
import sys
sys.modules.update(dict.fromkeys(("sqlalchemy", "alembic", "fastwarc")))
from crawler.entry_points import ArticlesEntry
print(ArticlesEntry().short_desc())
try:
    ArticlesEntry().syntax()
except SystemExit as end:
    print(end)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    described, ended = done.stdout.splitlines()
    assert "pip install 'presswatch[crawl]'" in described
    assert ended.startswith("scrapy articles: The command articles needs")


def test_one_that_is_called_is_the_command_itself():
    entry = ArticlesEntry()
    entry.settings = Settings()
    assert isinstance(entry.command, Articles)
    assert entry.command.settings is entry.settings
    assert (entry.short_desc(), entry.syntax()) == (Articles().short_desc(), Articles().syntax())


def test_it_brings_the_settings_that_scrapy_has_none_for():
    defaults = ArticlesEntry().default_settings
    assert defaults["LEASE_SECONDS"] == 120.0
    assert defaults["DATABASE_URL"]
    assert "DOWNLOAD_DELAY" not in defaults


def test_a_project_that_has_not_asked_for_presswatch_is_told_how():
    with pytest.raises(UsageError, match="presswatch runs"):
        require_presswatch(Settings(), command="runs")
    require_presswatch(Settings({"ADDONS": {"crawler.addon.Presswatch": 1}}), command="runs")


def test_options_are_read_by_the_command_before_that():
    entry = ArticlesEntry()
    entry.settings = Settings({"ADDONS": {"crawler.addon.Presswatch": 1}})
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    entry.add_options(parser)
    entry.process_options([], parser.parse_args(["-s", "LOG_LEVEL=ERROR"]))
    assert entry.settings["LOG_LEVEL"] == "ERROR"
