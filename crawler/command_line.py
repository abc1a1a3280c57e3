"""What `presswatch` does before Scrapy's own command line takes over: a project, or the user's folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from crawler.extras import DISTRIBUTION, explain_missing
from crawler.terminal.output import print_lines, silence_stream

USAGE = """\
presswatch watches news outlets and keeps what they publish.

  presswatch init FOLDER   make a folder for settings, data and outlets of your own
  presswatch crawl OUTLET  crawl one of the outlets that `presswatch list` names

All other commands are Scrapy's and presswatch's own:
"""
#: Libraries that the commands need, and that come with the extra `crawl`.
NEEDED = ("scrapy", "sqlalchemy", "alembic", "fastwarc", "platformdirs", "dotenv")
#: Commands that write an outlet's file, which has no place where there is no project.
WRITING = (("genspider",), ("outlet", "add"))


def run_command_line(arguments: Sequence[str]) -> int:
    """Run a command with its arguments; returns its exit status (Scrapy's commands end the process)."""
    if missing := next((name for name in NEEDED if find_spec(name) is None), None):
        return _fail(explain_missing("The command presswatch", needs=missing, extra="crawl"))
    if [*arguments] == ["--version"]:
        print_lines([f"{DISTRIBUTION} {_version()}, scrapy {version('scrapy')}"])
        return 0
    if arguments[:1] == ["init"]:
        return _init(arguments[1:])
    if not has_project() and not _enter_user_folder(arguments):
        return 2
    return _run_scrapy(arguments)


def has_project() -> bool:
    """Whether a project is chosen: by a `scrapy.cfg` in this folder or above, or by the environment."""
    from scrapy.utils.conf import closest_scrapy_cfg

    return bool(os.environ.get("SCRAPY_SETTINGS_MODULE") or closest_scrapy_cfg())


def _init(arguments: Sequence[str]) -> int:
    from crawler.project.folder import ProjectError, create_project

    if len(arguments) != 1 or arguments[0].startswith("-"):
        return _fail("give one folder: presswatch init FOLDER")
    folder = Path(arguments[0])
    try:
        created = create_project(folder)
    except (ProjectError, OSError) as error:
        return _fail(str(error))
    lines = [f"{folder / place}" for place in created.written]
    lines += [f"{folder / place} (was there, and stays as it is)" for place in created.kept]
    print_lines(
        [
            f"Made a project with a package {created.name} for outlets of your own:",
            *(f"  {line}" for line in lines),
            f"Go on there: cd {folder} && presswatch outlet add https://example.org/",
        ]
    )
    return 0


def _enter_user_folder(arguments: Sequence[str]) -> bool:
    """Choose the settings that are installed, with data in the user's folder, and say so.

    False, with the reason on standard error, for a command that has to write into a project.
    """
    from crawler.project.places import user_database_url, user_folder

    words = tuple(word for word in arguments if not word.startswith("-"))
    if any(words[: len(command)] == command for command in WRITING):
        _fail(
            "a new outlet is written into a project, and there is no scrapy.cfg here or above:"
            " make one with presswatch init FOLDER, and go there"
        )
        return False
    if words[:1] == ("startproject",):  # Scrapy's own, with its own templates
        return True
    os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    named = "in the database of DATABASE_URL"
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = user_database_url()
        named = f"in {user_folder()}"
    if words:
        sys.stderr.write(
            f"presswatch: no project here (presswatch init FOLDER makes one), so data is {named}\n"
        )
    return True


def _run_scrapy(arguments: Sequence[str]) -> int:
    from scrapy.cmdline import execute

    is_help = not arguments or arguments[0] in ("-h", "--help")
    try:
        if is_help:
            sys.stdout.write(f"{USAGE}\n")
        execute(["presswatch", *([] if is_help else arguments)])
    except BrokenPipeError:  # nobody reads on what a command of Scrapy's prints
        silence_stream(sys.stdout)
    finally:
        print_lines([])  # what waits is written here, where a closed pipe is known
    return 0


def _version() -> str:
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return f"(not installed: {Path(__file__).resolve().parent.parent})"


def _fail(message: str) -> int:
    sys.stderr.write(f"presswatch: {message}\n")
    return 2
