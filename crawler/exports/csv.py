"""CSV that is safe to open: a cell that a spreadsheet would take for a formula is written as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.exporters import CsvItemExporter

#: First characters with which a cell is evaluated (OWASP, CSV injection).
RISKY = ("=", "+", "-", "@", "\t", "\r")


class SafeCsvItemExporter(CsvItemExporter):
    """Scrapy's CSV exporter with an apostrophe before risky cells."""

    def _build_row(self, values: Iterable[Any]) -> Iterable[Any]:
        for value in super()._build_row(values):
            yield f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value
