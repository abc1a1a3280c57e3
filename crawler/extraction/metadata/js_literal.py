"""Values written as JavaScript prints them: literals without quotes around keys, and calls around them.

Nothing is run. What is no literal (an operator, a function of more than one value) is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote

__all__ = ["read_js_value"]

#: Levels of lists, objects and calls within each other.
_DEEPEST = 150
_SPACE = re.compile(r"(?:\s|/\*(?:[^*]|\*(?!/)){0,200}\*/)*+")
_STRING = re.compile(
    r'"[^"\\]*+(?:\\.[^"\\]*+)*+"' r"|'[^'\\]*+(?:\\.[^'\\]*+)*+'" r"|`[^`\\]*+(?:\\.[^`\\]*+)*+`", re.DOTALL
)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?n?")
_NAME = re.compile(r"(?:new\s+)?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_FUNCTION = re.compile(r"\(*\s*function\s*\w*\(([\w$,\s]{0,100000})\)\s*\{")
_RETURN = re.compile(r"\breturn\s*(?=[{\[(])")
_CLOSED = re.compile(r"\s*+;?+\s*+\}\s*+\)?+\s*+\(")
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.DOTALL)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS = {
    "true": True, "false": False, "null": None, "undefined": None, "NaN": None, "Infinity": None,
}  # fmt: skip
#: What stands for a value that no literal gives.
_SHORT = {"!0": True, "!1": False}


def read_js_value(text: str, at: int = 0) -> tuple[Any, int]:
    """Return the value that a literal at a place of a script writes, and the place behind it.

    A function that is called where it stands gives what it returns, with its arguments put in (as Nuxt
    writes its state). Raises ValueError where no such value stands there.
    """
    function = _FUNCTION.match(text, at)
    return _called(text, function) if function else _Reader(text, {}).value(at)


def _called(text: str, function: re.Match[str]) -> tuple[Any, int]:
    """Return what a function returns that is called at once: its arguments stand behind its body."""
    begin = _RETURN.search(text, function.end())
    if begin is None:
        raise ValueError("the function returns no literal")
    names = [name.strip() for name in function[1].split(",") if name.strip()]
    closed = _CLOSED.match(text, _Reader(text, dict.fromkeys(names)).value(begin.end())[1])
    if closed is None:
        raise ValueError("the function is not called where it stands")
    arguments, end = _Reader(text, {}).items(closed.end(), ")")
    known = dict(zip(names, arguments, strict=False))
    return _Reader(text, known).value(begin.end())[0], end


class _Reader:
    """Reads one literal; `names` are the values of those that may stand in it."""

    def __init__(self, text: str, names: Mapping[str, Any]) -> None:
        self.text, self.names, self.depth = text, names, 0

    def value(self, at: int) -> tuple[Any, int]:
        """Return the value at a place, and the place behind it."""
        at = self.skip(at)
        first = self.text[at : at + 1]
        if first == "{":
            return self._object(at + 1)
        if first == "[":
            return self.items(at + 1, "]")
        if first and first in "\"'`":
            return self._string(at)
        if self.text[at : at + 2] in _SHORT:
            return _SHORT[self.text[at : at + 2]], at + 2
        if found := _NUMBER.match(self.text, at):
            return _number(found.group()), found.end()
        return self._named(at)

    def skip(self, at: int) -> int:
        """Return the place of the next character that is neither white space nor comment."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def items(self, at: int, end: str) -> tuple[list[Any], int]:
        """Return the values up to a closing bracket, with commas between, and the place behind it."""
        found: list[Any] = []
        self._enter()
        while (at := self.skip(at)) < len(self.text) and self.text[at] != end:
            # Two commas in a row have nothing between them.
            value, at = (None, at) if self.text[at] == "," else self.value(at)
            found.append(value)
            at = self._behind(at, end)
        return found, self._leave(at)

    def _object(self, at: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        self._enter()
        while (at := self.skip(at)) < len(self.text) and self.text[at] != "}":
            key, at = self._key(at)
            at = self.skip(at)
            if self.text[at : at + 1] != ":":
                self._fail(at)
            found[key], at = self.value(at + 1)
            at = self._behind(at, "}")
        return found, self._leave(at)

    def _key(self, at: int) -> tuple[str, int]:
        if self.text[at] in "\"'":
            return self._string(at)
        found = _NAME.match(self.text, at) or _NUMBER.match(self.text, at)
        return (found.group(), found.end()) if found else self._fail(at)

    def _behind(self, at: int, end: str) -> int:
        """Return the place behind the comma after a value, or that of the closing bracket."""
        at = self.skip(at)
        if self.text[at : at + 1] == ",":
            return at + 1
        return at if self.text[at : at + 1] == end else self._fail(at)

    def _string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self.text, at)
        if found is None:
            self._fail(at)
        return _unescaped(found.group()[1:-1]), found.end()

    def _named(self, at: int) -> tuple[Any, int]:
        """Return what a name stands for: a constant, an argument, or the first argument of a call."""
        found = _NAME.match(self.text, at)
        if found is None:
            return self._fail(at)
        name, end = found.group(), found.end()
        if name == "void":
            return None, self.value(end)[1]
        if self.text[end : end + 1] == "(":
            arguments, end = self.items(end + 1, ")")
            return _result(name, arguments), end
        known = _WORDS if name in _WORDS else self.names
        return (known[name], end) if name in known else self._fail(at)

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ValueError("nested too deep")

    def _leave(self, at: int) -> int:
        """Return the place behind the closing bracket at a place; there must be one."""
        self.depth -= 1
        return at + 1 if at < len(self.text) else self._fail(at)

    def _fail(self, at: int) -> NoReturn:
        raise ValueError(f"no literal at {at}")


def _result(name: str, arguments: list[Any]) -> Any:
    """Return what a call gives: the value of `JSON.parse` and `decodeURIComponent`, else its argument."""
    first = arguments[0] if arguments else None
    if not isinstance(first, str):
        return first
    if name.endswith("JSON.parse"):
        return json.loads(first, strict=False)
    return unquote(first) if name.startswith(("decodeURI", "unescape")) else first


def _number(text: str) -> int | float:
    text = text.rstrip("n")
    if len(text) > 300:
        raise ValueError("a number of too many digits")
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    # Characters beyond the first plane are written as two halves.
    return _ESCAPE.sub(_letter, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _letter(found: re.Match[str]) -> str:
    code = found[1]
    if len(code) > 1 and code[0] in "ux":
        number = int(code.strip("ux{}"), 16)
        return chr(number) if number < 0x110000 else ""
    return _LETTERS.get(code, code)
