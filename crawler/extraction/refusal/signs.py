"""The words of pages that are no article, as `signs.toml` lists them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_signs() -> dict[str, Any]:
    """Return the signs by kind: lists of patterns, and for `consent` ideas with lists of words."""
    return tomllib.loads(files("crawler.extraction.refusal").joinpath("signs.toml").read_text("utf-8"))


def any_of(kind: str) -> re.Pattern[str]:
    """Return a pattern for all signs of one kind, matched without regard to case."""
    return re.compile("|".join(f"(?:{sign})" for sign in load_signs()[kind]), re.IGNORECASE)
