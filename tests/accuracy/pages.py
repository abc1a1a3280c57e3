"""A gold file of three pages in real markup with invented text, written where a test wants it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from tests.extraction.pages import HEADLINE, PARAGRAPHS, URL, linked, page

TEXT = "\n\n".join(PARAGRAPHS)
WALL = "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"
RIGHT = {
    "title": HEADLINE,
    "authors": ["Ines Halvorsen", "Tom Achebe"],
    "date_published": "2024-04-18",
    "body": TEXT,
}


def row(name: str, **changes: Any) -> dict[str, Any]:
    """A line of a gold file."""
    return {"id": name, "url": URL, "language": "en", "gold": RIGHT, **changes}


def gold_file(folder: Path) -> Path:
    """A page that is read rightly, one in gzip whose gold says otherwise, and a wall with no answer."""
    html = folder / "html"
    html.mkdir()
    (html / "one.html").write_text(page(linked()), "utf-8")
    (html / "two.html.gz").write_bytes(gzip.compress(page(linked()).encode()))
    (folder / "wall.htm").write_text(WALL, "utf-8")
    other = {
        "title": "Ferries stop",
        "authors": ["Ines Halvorsen", "Ole Berg"],
        "date_published": "2024-04-19T09:00",
        "body": TEXT + "\n\nA last paragraph that the page does not have, whoever looks for it.",
        "topics": ["unknown to us"],
    }
    rows = [
        row("one", fetched_at="2024-05-01 12:00:00.5", publisher="Courier", country="no"),
        row("two", html="html/two.html.gz", language=None, gold=other),
        row("wall", html="wall.htm", gold={"with": ["A text"], "without": ["browser"], "title": "A title"}),
    ]
    return written(folder / "gold.jsonl", *rows)


def written(path: Path, *rows: dict[str, Any] | str) -> Path:
    """A file with a line for each row."""
    lines = (line if isinstance(line, str) else json.dumps(line) for line in rows)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path
