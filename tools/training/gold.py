"""Where the corpora's gold is plainly wrong: `gold_errors.toml`, with the reason of each."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("gold_errors.toml")


@cache
def errors() -> frozenset[tuple[str, str, str]]:
    """Return (set, id, field) of each gold value that says what its page does not."""
    with _FILE.open("rb") as file:
        rows = tomllib.load(file).get("error", [])
    return frozenset((row["set"], row["id"], row["field"]) for row in rows)
