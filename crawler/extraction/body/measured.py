"""The blocks of a page with what was measured of them, and the sums and shifts that measuring needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from crawler.extraction.body.blocks import Blocks
from crawler.extraction.body.containers import Containers

Floats = NDArray[np.float64]

#: Tags of blocks; the number of each is its place here plus 1, and 0 any other tag.
TAGS = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "li", "td", "th", "blockquote", "figcaption", "section",
    "article", "dd", "dt", "header", "footer", "form", "aside", "main", "body", "pre", "figure", "address",
    "center",
)  # fmt: skip
TAG = {tag: at + 1 for at, tag in enumerate(TAGS)}


@dataclass(slots=True)
class Measured:
    """The blocks of a page with what was measured of them; `columns` are named, one value a block."""

    blocks: Blocks
    box: Containers
    words: list[list[str]]
    tokens: Floats
    prose: Floats
    linked: Floats
    tag: NDArray[np.int64]
    letter: Floats
    columns: dict[str, Floats] = field(default_factory=dict)


def sums_before(values: Floats) -> Floats:
    """Return the sum of all values before each place, and of all at the end (one value more)."""
    out = np.zeros(len(values) + 1)
    np.cumsum(values, out=out[1:])
    return out


def shift_values(values: NDArray[Any], by: int, fill: float = 0.0) -> NDArray[Any]:
    """Return for each place the value `by` places further."""
    out = np.full(len(values), fill, values.dtype)
    if abs(by) < len(values):
        if by > 0:
            out[:-by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out
