"""Generated blocks of a page: what stands between two marks is rewritten, all else is left as it is.

A block begins with `<!-- generated: NAME -->` and ends with `<!-- end of NAME -->`, each on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_BLOCK = re.compile(
    r"^<!-- generated: (?P<name>[\w-]+) -->\n(?P<body>.*?)^<!-- end of (?P=name) -->$", re.M | re.S
)
_MARK = re.compile(r"^<!-- (?:generated:|end of) (?P<name>[\w-]+) -->$", re.M)

#: Makes the Markdown of one block.
Writer = Callable[[], str]


class BlockError(ValueError):
    """A page names a block that nothing writes, or one that has no end."""


def fill_blocks(text: str, writers: Mapping[str, Writer]) -> str:
    """Return `text` with every generated block written anew.

    Raises `BlockError` for a name that is not in `writers`, and for a mark without its partner.
    """

    def filled(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in writers:
            raise BlockError(
                f"nothing writes the block {name!r}. The blocks are: {', '.join(sorted(writers))}"
            )
        return f"<!-- generated: {name} -->\n\n{writers[name]().strip()}\n\n<!-- end of {name} -->"

    made = _BLOCK.sub(filled, text)
    lone = _MARK.search(_BLOCK.sub("", text))
    if lone:
        raise BlockError(f"the mark {lone[0]!r} has no partner: write both lines")
    return made


def block_names(text: str) -> list[str]:
    """Return the names of the generated blocks in `text`, in order."""
    return [match["name"] for match in _BLOCK.finditer(text)]


def without_blocks(text: str) -> str:
    """Return `text` without what is generated in it: the words that a person wrote."""
    return _BLOCK.sub("", text)


def format_table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table; a cell's line breaks become spaces and its bars are escaped."""
    head = list(headings)
    lines = [head, ["---"] * len(head), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def stale_pages(pages: Iterable[Path], writers: Mapping[str, Writer]) -> dict[Path, str]:
    """Return page -> its text as it should be, for the pages whose generated blocks are not current."""
    stale = {}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        made = fill_blocks(text, writers)
        if made != text:
            stale[page] = made
    return stale
