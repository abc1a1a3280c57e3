"""Presswatch's commands in a project of somebody else's, through Scrapy's entry points.

Scrapy loads each of them whatever it is asked for, in every project of the environment: so they load
what they need, and ask whether it is there, only once they are called.
"""

from __future__ import annotations

import argparse
import sys
from functools import cached_property
from importlib import import_module
from typing import Any, ClassVar

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings, default_settings

from crawler.extras import explain_missing


class CommandEntry:
    """Stands for a command of `crawler.commands` until that is called."""

    module: ClassVar[str]

    @cached_property
    def command(self) -> Any:
        """The command itself; raises UsageError where a library is missing that it needs."""
        try:
            return import_module(f"crawler.commands.{self.module}").Command()
        except ModuleNotFoundError as error:
            message = explain_missing(f"The command {self.module}", needs=str(error.name), extra="crawl")
            raise UsageError(message, print_help=False) from error

    @property
    def default_settings(self) -> dict[str, Any]:
        """The command's, and those of presswatch that Scrapy has none for, such as DATABASE_URL."""
        from crawler.addon import outlet_settings

        own = {
            name: value for name, value in outlet_settings().items() if not hasattr(default_settings, name)
        }
        return {**own, **self.command.default_settings}

    def syntax(self) -> str:
        """The command's arguments: what Scrapy asks first, so that it ends here where it can't run."""
        try:
            return str(self.command.syntax())
        except UsageError as error:
            sys.exit(f"scrapy {self.module}: {error}")

    def short_desc(self) -> str:
        """One line for `scrapy -h`, also where the command can't run."""
        try:
            return str(self.command.short_desc())
        except UsageError as error:
            return str(error)

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """The command's; raises UsageError in a project that has not asked for presswatch."""
        self.command.process_options(args, opts)
        require_presswatch(self.command.settings, command=self.module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.command, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.command, name, value)


def require_presswatch(settings: BaseSettings, *, command: str) -> None:
    """Raise UsageError where neither the add-on nor presswatch's own settings are there."""
    from crawler.outlet.components import ADDON, has_addon, missing_components

    if missing_components(settings) and not has_addon(settings):
        raise UsageError(
            f"no project of presswatch's here: start it as `presswatch {command}`, or add"
            f" ADDONS = {{{ADDON!r}: 300}} to the settings of this project",
            print_help=False,
        )


class AccuracyEntry(CommandEntry):
    """`scrapy accuracy`."""

    module = "accuracy"


class AlertsEntry(CommandEntry):
    """`scrapy alerts`."""

    module = "alerts"


class ArticlesEntry(CommandEntry):
    """`scrapy articles`."""

    module = "articles"


class CrawldueEntry(CommandEntry):
    """`scrapy crawldue`."""

    module = "crawldue"


class ExtractEntry(CommandEntry):
    """`scrapy extract`."""

    module = "extract"


class OutletEntry(CommandEntry):
    """`scrapy outlet`."""

    module = "outlet"


class OutletsEntry(CommandEntry):
    """`scrapy outlets`."""

    module = "outlets"


class RunsEntry(CommandEntry):
    """`scrapy runs`."""

    module = "runs"
