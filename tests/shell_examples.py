"""The shell commands that pages show, taken apart and asked whether the project has them."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import NoReturn

from scrapy.cmdline import ScrapyArgumentParser, _get_commands_from_module
from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

ROOT = Path(__file__).parent.parent
PROGRAMS = ("scrapy", "presswatch")
#: Commands that the program itself knows before Scrapy is asked.
OWN_OF_PRESSWATCH = ("init",)
_ENDS = re.compile(r"[;&|]+|>")


class _Parser(ScrapyArgumentParser):
    """A parser that raises where Scrapy's would print its usage and exit."""

    def error(self, message: str) -> NoReturn:
        raise ValueError(message)


def blocks_of(text: str, language: str) -> list[str]:
    """The code blocks of a page in one language, those in lists too, without their indentation."""
    found = re.finditer(rf"^( *)```{language}\n(.*?)^\1```", text, re.M | re.S)
    return [re.sub(rf"^{each[1]}", "", each[2], flags=re.M) for each in found]


def shell_lines(text: str) -> list[str]:
    """The command lines of a page's `sh` blocks, those that go on over several lines joined."""
    lines: list[str] = []
    for block in blocks_of(text, "sh"):
        for line in block.splitlines():
            joined = f"{lines[-1]}\n{line}" if lines and _is_open(lines[-1]) else line
            lines[-1:] = [joined] if joined != line else [*lines[-1:], line]
    return [line for line in lines if line.strip()]


def _is_open(line: str) -> bool:
    """Whether a quotation mark of the line is still open."""
    try:
        shlex.split(line)
    except ValueError:
        return True
    return False


def problems_of_line(line: str) -> Iterator[str]:
    """What is wrong with the commands of this project in a command line; raises ValueError on no shell."""
    for words in _simple_commands(line):
        while words and re.fullmatch(r"[A-Z_]+=.*|sudo|-u|crawler", words[0], re.S):
            words = words[1:]
        if words and Path(words[0]).name in PROGRAMS:
            yield from _problems(words)
        elif words[:2] in (["sh", "-c"], ["bash", "-c"]):
            yield from problems_of_line(words[2])
        elif words and words[0].startswith((".venv/bin/python", "python")) and "-m" in words:
            yield from _module_problems(words[words.index("-m") + 1])


def _simple_commands(line: str) -> Iterator[list[str]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if _ENDS.fullmatch(word):
            yield words
            words = []
        else:
            words.append(word)
    yield words


def _module_problems(name: str) -> Iterator[str]:
    if name.split(".")[0] not in ("tools", "tests", "crawler"):
        return
    path = ROOT.joinpath(*name.split("."))
    if not (path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()):
        yield f"python -m {name}: there is no such module to run"


def _problems(words: list[str]) -> Iterator[str]:
    program, rest = Path(words[0]).name, words[1:]
    if not rest:
        return
    name, arguments = rest[0], rest[1:]
    if program == "presswatch" and name in OWN_OF_PRESSWATCH:
        return
    command = _commands().get(name)
    if command is None:
        yield f"{program} {name}: there is no such command"
        return
    if ">" in arguments:
        arguments = arguments[: arguments.index(">")]
    try:
        _parser(name).parse_args(arguments)
    except (ValueError, argparse.ArgumentError, SystemExit) as error:
        yield f"{' '.join(words)}: {error}"


@cache
def _commands() -> dict[str, ScrapyCommand]:
    """Name -> command: Scrapy's, and the project's in their place."""
    found = dict(_get_commands_from_module("scrapy.commands", inproject=True))
    found |= _get_commands_from_module("crawler.commands", inproject=True)
    for point in entry_points(group="scrapy.commands"):
        found.setdefault(point.name, point.load()())
    for command in found.values():
        command.settings = Settings()
    return found


@cache
def _parser(name: str) -> _Parser:
    parser = _Parser(prog=name, conflict_handler="resolve")
    _commands()[name].add_options(parser)
    parser.add_argument("words", nargs="*")
    return parser
