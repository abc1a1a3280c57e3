"""What was measured, as a table, and on what machine."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `aim` says what it is held to, where there is an aim.

    Where it is of a table with columns of its own, `cells` has them.
    """

    what: str
    figure: str
    aim: str = ""
    cells: tuple[str, ...] = ()


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    lines = [f"| {row.what} | {row.figure} | {row.aim} |" for row in rows]
    return "\n".join(["| | measured | aim |", "| --- | --- | --- |", *lines])


def machine() -> str:
    """One line: processor, cores, system, versions, and how busy it was at the beginning."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    versions = ", ".join(f"{name} {version(name)}" for name in ("Scrapy", "SQLAlchemy"))
    python = f"Python {platform.python_version()}"
    return f"{processor()}, {os.cpu_count()} cores{busy}; {platform.system()}, {python}, {versions}"


def processor() -> str:
    """Name of the processor, as well as the system tells it."""
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())
