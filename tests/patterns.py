"""Every compiled pattern of a package, and texts that are meant to make it slow."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

_SEARCHING = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})


@dataclass(frozen=True)
class Named:
    """A pattern, where it is defined, and how its module asks it ("search", "match", "fullmatch")."""

    name: str
    pattern: re.Pattern[Any]
    asked: frozenset[str]

    def try_on(self, text: Any) -> None:
        """Ask the pattern of a text as its module does, every match counted."""
        if "search" in self.asked:
            for _ in self.pattern.finditer(text):
                pass
        if "match" in self.asked:
            self.pattern.match(text)
        if "fullmatch" in self.asked:
            self.pattern.fullmatch(text)


def patterns_of(package: str) -> Iterator[Named]:
    """Yield the patterns in the globals of all modules of `package`, in what they hold, and cached ones."""
    top = importlib.import_module(package)
    for found in pkgutil.walk_packages(top.__path__, f"{package}."):
        module = importlib.import_module(found.name)
        asked = _asked(module)
        for name, value in vars(module).items():
            made = _made(value, module) if _is_own_cached(value, module) else [value]
            for pattern in (p for one in made for p in _within(one)):
                yield Named(
                    f"{module.__name__}.{name}", pattern, asked.get(name) or frozenset({"search", "match"})
                )


def _is_own_cached(value: Any, module: ModuleType) -> bool:
    return hasattr(value, "cache_info") and value.__module__ == module.__name__


def _made(function: Any, module: ModuleType) -> Iterator[Any]:
    """Yield what a cached function of patterns gives: once for each of its signs."""
    if inspect.signature(function).return_annotation != "re.Pattern[str]":
        return
    if not inspect.signature(function).parameters:
        yield function()
        return
    signs = vars(module).get(function.__name__.strip("_").upper()) or _kinds_of_words(module)
    yield from map(function, signs)


def _kinds_of_words(module: ModuleType) -> Iterator[str]:
    """Yield the kinds of the words that a module reads from its table."""
    for value in list(vars(module).values()):
        if _is_own_cached(value, module) and inspect.signature(value).return_annotation.startswith(
            "dict[str, "
        ):
            yield from value()


def _within(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (p for one in value.values() for p in _within(one))
    elif isinstance(value, list | tuple | frozenset):
        yield from (p for one in value for p in _within(one))


def _asked(module: ModuleType) -> dict[str, frozenset[str]]:
    """Return by which of search, match and fullmatch each name of a module is asked in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for used in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(used, ast.Attribute) and used.attr in (*_SEARCHING, "match", "fullmatch"):
            kind = "search" if used.attr in _SEARCHING else used.attr
            for name in ast.walk(used.value):
                if isinstance(name, ast.Name):
                    found[name.id].add(kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


def hostile_texts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield texts that nearly match, made of a pattern's own pieces: each a head and what is repeated."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    wholes = sorted({_example(tree, turn) for turn in range(4)} - {""})
    units = {*wholes, *(char for whole in wholes for char in whole)}
    units |= {whole[:-1] for whole in wholes} | {whole[: len(whole) // 2] for whole in wholes}
    yield from (("", unit) for unit in [*sorted(units - {""})[:60], " ", "a", "\n", "<", "(", "1", "“"])
    for whole in wholes:
        for at in {1, len(whole) // 2, len(whole) - 1}:
            yield whole[:at], whole[at : at + 1] or "a"


def repeated(pattern: re.Pattern[Any], text: tuple[str, str], size: int) -> Any:
    """One of the texts in `size` characters and an end that nothing matches; bytes for patterns of bytes."""
    head, unit = text
    made = (head + unit * (size // len(unit) + 1))[:size] + "\x00"
    return made.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else made


def _example(tree: Any, turn: int) -> str:
    """A text that a parsed pattern matches, or nearly; `turn` chooses among its alternatives."""
    return "".join(_piece(code, given, turn) for code, given in tree)


def _piece(code: Any, given: Any, turn: int) -> str:
    if code in (op.LITERAL, op.NOT_LITERAL):
        return chr(given) if code is op.LITERAL else "~"
    if code is op.ANY:
        return "a"
    if code is op.IN:
        return _of_set(given, turn)
    if code is op.BRANCH:
        return _example(given[1][turn % len(given[1])], turn // 2)
    if code is op.SUBPATTERN:
        return _example(given[3], turn)
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        low, high, inner = given
        return _example(inner, turn) * max(low, min(int(high), 2))
    if code is op.ATOMIC_GROUP:
        return _example(given, turn)
    return ""


_CATEGORIES = {op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a"}


def _of_set(given: Any, turn: int) -> str:
    if given[0][0] is op.NEGATE:
        banned = "".join(map(re.escape, _members(given[1:])))
        return next((c for c in "a1~é中 " if not re.match(f"[{banned}]", c)), "a")
    members = _members(given)
    return members[turn % len(members)] if members else "a"


def _members(given: Any) -> list[str]:
    found: list[str] = []
    for code, value in given:
        if code is op.LITERAL:
            found.append(chr(value))
        elif code is op.RANGE:
            found += [chr(value[0]), chr(value[1])]
        elif code is op.CATEGORY:
            found.append(_CATEGORIES.get(value, "~"))
    return found
