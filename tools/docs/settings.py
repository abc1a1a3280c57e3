"""The table of settings, from `crawler/settings.py`: names, defaults without an environment, reasons."""

from __future__ import annotations

import os
import re
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from crawler import settings
from tools.docs.blocks import format_table
from tools.docs.comments import module_comments

FILE = Path(settings.__file__)
ROOT = FILE.parent.parent
#: A heading of the file: a comment with a blank line on each side.
_HEADING = re.compile(r"^\n# (?P<title>[^\n]+)\n\n", re.M)
_FIRST = "The project"
#: Values longer than this are left to the file.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file: its heading, and the settings below it."""

    title: str
    names: tuple[str, ...]


def read_sections(text: str) -> list[Section]:
    """Return the parts of a settings file, in order; those before the first heading have one of ours."""
    pieces = _HEADING.split(text)
    titled = [(_FIRST, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    found = (
        Section(title.partition(":")[0], tuple(re.findall(r"^([A-Z][A-Z0-9_]*)(?:: [^=]+)? =", piece, re.M)))
        for title, piece in titled
    )
    return [section for section in found if section.names]


def read_defaults(path: Path = FILE) -> dict[str, Any]:
    """Return the settings as they are where the environment says nothing."""
    with patch.dict(os.environ, clear=True):
        values = runpy.run_path(str(path))
    return {name: value for name, value in values.items() if name.isupper()}


def format_default(value: Any) -> str:
    """Return a default as the table shows it: bytes in GiB or MiB, paths within the project, no long ones."""
    if value in ("", [], {}):
        return "empty"
    if isinstance(value, int) and not isinstance(value, bool):
        for unit, size in (("GiB", 1024**3), ("MiB", 1024**2)):
            if value >= size and value % size == 0:
                return f"{value // size} {unit}"
    text = str(value).replace(f"{ROOT}{os.sep}", "")
    if isinstance(value, list) and len(value) == 1:
        text = str(value[0])
    return f"`{text}`" if len(text) <= _LONGEST else "see the file"


def settings_table() -> str:
    """Return a table of settings for each part of the file, under its heading."""
    comments, defaults = module_comments(FILE), read_defaults()
    parts = []
    for section in read_sections(FILE.read_text(encoding="utf-8")):
        rows = [(f"`{name}`", format_default(defaults[name]), comments[name]) for name in section.names]
        parts.append(f"## {section.title}\n\n{format_table(('setting', 'default', 'what it does'), rows)}")
    return "\n\n".join(parts)
