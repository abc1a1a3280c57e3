"""Keys by other rules, for the tests of rekeying."""

from __future__ import annotations

import re
from typing import Any

OUTLET: dict[str, Any] = {"outlet": "gazette", "hosts": ("gazette.example",), "key_version": "2"}


def number_of(url: str) -> str:
    """The rule of the tests: the number in the address is the article; any other address is itself."""
    if "broken" in url:
        raise ValueError(url)
    found = None if "/feed:" in url else re.search(r"(\d+)$", url)
    return f"number:{found[1]}" if found else url.split("//")[1]
