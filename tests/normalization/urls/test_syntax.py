"""The spelling of addresses follows the WHATWG URL Standard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.normalization.urls import normalize_url


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert normalize_url("https://a.org/\ud800") == "https://a.org/%EF%BF%BD"


def test_whatwg_inputs_parse_as_the_standard_says(corpora: Path) -> None:
    rows = json.loads((corpora / "urls/wpt_urltestdata.json").read_text(encoding="utf-8"))
    for row in rows:
        if isinstance(row, str) or row.get("base"):
            continue
        if row.get("protocol") in ("http:", "https:"):
            assert normalize_url(row["input"]) == row["href"]
        else:
            with pytest.raises(ValueError, match="no absolute"):
                normalize_url(row["input"])
