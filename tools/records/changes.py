"""A file that is not what the code makes of it, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Change:
    """A file, its text as it should be, and what that changes, a line each."""

    path: Path
    text: str
    what: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return what changes as lines to read, each with the file's name."""
        return [f"{self.path.relative_to(ROOT)}: {line}" for line in self.what]

    def write(self) -> None:
        """Write the file."""
        self.path.write_text(self.text, encoding="utf-8")


def compare_file(path: Path, text: str, *, what: str = "written anew") -> list[Change]:
    """Return the change that makes the file's text `text`: none where it is that already."""
    known = path.read_text(encoding="utf-8") if path.exists() else None
    if known == text:
        return []
    return [Change(path, text, ("new",) if known is None else (what,))]
