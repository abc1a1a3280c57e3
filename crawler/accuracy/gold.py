"""Pages whose right answers are known, read from a file with a JSON object a line.

A line is `{"id", "url", "html"?, "language"?, "fetched_at"?, "gold": {...}}`, where `html` is a path
relative to the file (else `html/<id>.html.gz` or `html/<id>.html`), plain or in gzip, and `gold` has one or
more of `title`, `authors`, `date_published`, `body` (or `bodies`, of which the nearest counts), `with` and
`without` (texts that the body must and must not hold). Other names are left alone.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

#: What `gold` may say, and of what type.
KNOWN: dict[str, type] = {
    "title": str,
    "authors": list,
    "date_published": str,
    "body": str,
    "bodies": list,
    "with": list,
    "without": list,
}
#: A month without a day, as a few pages print it.
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!-?\d)")
_GZIP = b"\x1f\x8b"


class GoldError(ValueError):
    """A gold file can't be used; the message is one line that says where and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A page and what is right on it; what gold does not say is None or empty, and is not scored."""

    #: "FILE, line N", for errors.
    place: str
    id: str
    url: str
    path: Path
    language: str | None = None
    fetched_at: datetime | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    #: The printed day, YYYY-MM-DD.
    date_published: str | None = None
    #: Accepted texts, of which the nearest counts.
    bodies: tuple[str, ...] = ()
    #: Texts that must, and must not, stand in the body.
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def html(self) -> bytes:
        """Return the page's bytes; raises `GoldError` where the file can't be read."""
        try:
            data = self.path.read_bytes()
            return gzip.decompress(data) if data.startswith(_GZIP) else data
        except (OSError, EOFError, zlib.error) as error:
            raise GoldError(f"{self.place}: {self.path} can't be read: {error}") from error


def read_gold(path: Path) -> list[Gold]:
    """Return the pages of a gold file in their order; raises `GoldError` on the first line that is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path} can't be read: {error}") from error
    pages: dict[str, Gold] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            page = _page(line, path, f"{path}, line {number}")
            if page.id in pages:
                raise GoldError(f"{page.place}: id {page.id!r} stands there before: give each page its own")
            pages[page.id] = page
    if not pages:
        raise GoldError(f"{path} has no line: give a JSON object a page")
    return list(pages.values())


def _page(line: str, path: Path, place: str) -> Gold:
    row = _object(line, place)
    for name in ("id", "url"):
        if not isinstance(row.get(name), str):
            raise GoldError(f"{place}: {name} is {row.get(name)!r:.80}: give a text")
    gold = _gold(row.get("gold"), place)
    return Gold(
        place=place,
        id=row["id"],
        url=row["url"],
        path=_html(row, path.parent, place),
        language=row.get("language") or None,
        fetched_at=_moment(row.get("fetched_at"), place),
        title=gold.get("title"),
        authors=tuple(gold.get("authors") or ()),
        date_published=gold.get("date_published"),
        bodies=tuple(gold.get("bodies") or filter(None, [gold.get("body")])),
        present=tuple(gold.get("with") or ()),
        absent=tuple(gold.get("without") or ()),
    )


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise GoldError(f"{place} is no JSON: {error}") from error
    if not isinstance(row, dict):
        raise GoldError(f"{place} is {line!r:.60}: give a JSON object")
    return row


def _gold(gold: object, place: str) -> dict[str, Any]:
    """Return what gold says, checked."""
    if not isinstance(gold, dict):
        raise GoldError(f'{place} has no "gold": give an object with one or more of {", ".join(KNOWN)}')
    stated = {name: value for name, value in gold.items() if name in KNOWN and value not in (None, "", [])}
    for name, value in stated.items():
        texts = value if isinstance(value, list) else [value]
        if not isinstance(value, KNOWN[name]) or not all(isinstance(text, str) for text in texts):
            kind = "a list of texts" if KNOWN[name] is list else "a text"
            raise GoldError(f"{place}: gold.{name} is {value!r:.60}: give {kind}")
    day = stated.get("date_published")
    if day and not _is_day(day):
        raise GoldError(f"{place}: gold.date_published is {day!r:.60}: give the printed day, YYYY-MM-DD")
    return stated


def _is_day(text: str) -> bool:
    """Tell whether a text begins with a day, or is of a page that prints no more than the month."""
    try:
        return bool(date.fromisoformat(text[:10]))
    except ValueError:
        return _MONTH.match(text) is not None


def _html(row: dict[str, Any], folder: Path, place: str) -> Path:
    stated = row.get("html")
    if stated is not None and not isinstance(stated, str):
        raise GoldError(f'{place}: "html" is {stated!r:.60}: give the path of the page\'s file')
    candidates = [folder / name for name in ([stated] if stated else _usual(row["id"]))]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise GoldError(f'{place}: there is no {candidates[0]}: give the page\'s file as "html"')
    return found


def _usual(name: str) -> Iterator[str]:
    yield from (f"html/{name}.html.gz", f"html/{name}.html")


def _moment(raw: object, place: str) -> datetime | None:
    """Return when the page was fetched; without an offset it is UTC."""
    if raw in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(str(raw))
    except ValueError as error:
        raise GoldError(f"{place}: fetched_at is {raw!r:.60}: give an ISO 8601 time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
