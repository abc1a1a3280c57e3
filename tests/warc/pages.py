"""Exchanges with invented pages, for archives that the tests build."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.warc.build_index import build_index
from crawler.warc.index import ReplayIndex
from crawler.warc.writer import Exchange, write_records

DAY = datetime(2021, 5, 4, 12, 30, 15, tzinfo=UTC)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(path: str, text: str = "", *, days: int = 0, **more: Any) -> Exchange:
    """Return an exchange for a page of `outlet.example`, recorded `days` after `DAY`."""
    body = more.pop("body", f"<html><body><h1>{text or path}</h1></body></html>".encode())
    headers = (*HTML, *more.pop("headers", ()))
    url = f"https://outlet.example{path}"
    return Exchange(url=url, date=DAY + timedelta(days=days), headers=headers, body=body, **more)


def archive(path: Path, *exchanges: Exchange) -> Path:
    """Write an archive and return its path."""
    write_records(path, exchanges)
    return path


def index(path: Path, *exchanges: Exchange) -> ReplayIndex:
    """Write an archive and index it."""
    return build_index([archive(path, *exchanges)])
