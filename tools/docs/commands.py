"""The project's commands with their options, from the commands themselves."""

from __future__ import annotations

import argparse
import pkgutil
import re
from importlib import import_module

from scrapy.cmdline import ScrapyArgumentParser
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from crawler import commands
from tools.docs.blocks import format_table


def read_commands() -> dict[str, ScrapyCommand]:
    """Return name -> command of every command of the project, by name."""
    found = {}
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda each: each.name):
        loaded = import_module(f"{commands.__name__}.{module.name}")
        if hasattr(loaded, "Command"):
            found[module.name] = prepare_command(loaded.Command())
    return found


def prepare_command(command: ScrapyCommand) -> ScrapyCommand:
    """Return the command with the settings that its options are described by."""
    command.settings = Settings()
    return command


def parser_of(command: ScrapyCommand, *, name: str) -> argparse.ArgumentParser:
    """Return the parser that `scrapy NAME` reads its arguments with."""
    parser = ScrapyArgumentParser(prog=f"scrapy {name}", conflict_handler="resolve")
    command.add_options(parser)
    return parser


def own_options(command: ScrapyCommand, *, name: str) -> list[argparse.Action]:
    """Return the options of a command beside those that every Scrapy command has."""
    shared = parser_of(prepare_command(_Bare()), name="bare")._option_string_actions
    actions = parser_of(command, name=name)._actions
    return [a for a in actions if a.option_strings and not any(o in shared for o in a.option_strings)]


class _Bare(ScrapyCommand):
    """A command without options of its own."""

    def short_desc(self) -> str:
        return ""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        raise NotImplementedError("it only stands for what all commands share")


def commands_reference() -> str:
    """Return a section for each command: how it is called, what it does, its options."""
    return "\n\n".join(_section(name, command) for name, command in read_commands().items())


def _section(name: str, command: ScrapyCommand) -> str:
    usage = " ".join(part for part in ("scrapy", name, command.syntax(), "[options]") if part)
    options = own_options(command, name=name)
    if not options or "[options]" in command.syntax():
        usage = usage.removesuffix(" [options]")
    parts = [f"## scrapy {name}", f"{command.short_desc()}.", f"```text\n{usage}\n```"]
    if command.long_desc() != command.short_desc():
        parts.append(command.long_desc())
    if options:
        rows = [(_called(option), option.help or "") for option in options]
        parts.append(format_table(("option", "what it does"), rows))
    return "\n\n".join(parts)


def _called(option: argparse.Action) -> str:
    """An option as it is written: "`-n LIMIT`", "`--json`"."""
    value = option.metavar or (option.dest.upper() if option.nargs != 0 else "")
    value = " ".join(value) if isinstance(value, tuple) else value
    return ", ".join(f"`{re.sub(' $', '', f'{string} {value}')}`" for string in option.option_strings)
