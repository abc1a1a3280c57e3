"""The corpora's pages of real publishers as an archive: every capture at its address and its time."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from crawler.warc.writer import Exchange, write_records

HTML = [("Content-Type", "text/html; charset=utf-8")]


@dataclass(frozen=True)
class Publishers:
    """The captures under `folder`, the corpora's `articles/publishers`."""

    folder: Path

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """A capture each, as `gold.jsonl` has it."""
        with (self.folder / "gold.jsonl").open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    @property
    def urls(self) -> list[str]:
        """Every address once."""
        return list(dict.fromkeys(row["url"] for row in self.rows))

    def newest(self) -> dict[str, dict[str, Any]]:
        """Address -> its newest capture."""
        return {row["url"]: row for row in sorted(self.rows, key=lambda row: row["fetched_at"])}

    def exchanges(self) -> Iterable[Exchange]:
        """Every capture as it was answered."""
        for row in self.rows:
            body = gzip.decompress((self.folder / row["html"]).read_bytes())
            yield Exchange(url=row["url"], date=moment(row), headers=HTML, body=body)

    def archive(self, path: Path, *more: Exchange) -> Path:
        """Write the captures, and what is added to them, as a WARC."""
        write_records(path, [*self.exchanges(), *more])
        return path


def moment(row: dict[str, Any]) -> datetime:
    """When a capture was made (UTC, to the second, as a WARC states it)."""
    return datetime.fromisoformat(row["fetched_at"]).replace(tzinfo=UTC, microsecond=0)
