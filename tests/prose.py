"""The sentences of a page, as a reader counts them: no code, no tables, no headings, nothing generated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.docs.blocks import without_blocks

_CODE = re.compile(r"^ *```.*?^ *```$", re.M | re.S)
_NO_PROSE = re.compile(r"^(?:\||#|!\[|---|name:|about:|labels:).*$", re.M)
_ADDRESS_OF_LINK = re.compile(r"\]\([^)]*\)")
_PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*(?:-|\d+\.) )")
_MARKER = re.compile(r"^(?:- (?:\[ \] )?|\d+\. )")
_END = re.compile(r"(?<=[.:?!])\**\s+(?=[A-Z`*\[\"])")


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a Markdown page; a colon before a capital letter ends one too."""
    prose = _NO_PROSE.sub("", _CODE.sub("", without_blocks(text)))
    for paragraph in _PARAGRAPHS.split(_ADDRESS_OF_LINK.sub("]", prose)):
        line = _MARKER.sub("", " ".join(paragraph.split()))
        yield from filter(None, _END.split(line))
