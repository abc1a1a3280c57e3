"""Which files a REPLAY setting names."""

from __future__ import annotations

import glob
import re
from collections.abc import Iterable
from pathlib import Path

from crawler.warc.damage import ArchiveError

#: Names that archives go by; `.open` is one still being written. ARC and lz4 are told why they are not read.
_ARCHIVE_NAME = re.compile(r"\.(?:warc(?:\.(?:gz|zst|zstd|lz4))?|arc(?:\.gz)?)(?:\.open)?$", re.IGNORECASE)


def archive_paths(named: str | Iterable[str]) -> list[Path]:
    """Return the archive files that `named` stands for, each once, in order.

    `named` is a path, a folder (all archives in it and below), a glob (`**` goes into folders), or
    several of them, separated by white space or commas or given as a list. A name that is there as
    it stands is taken so, with its blanks. Raises `ArchiveError` for a name that stands for nothing.
    """
    found: dict[Path, None] = {}
    for name in _names(named):
        paths = _expand(name)
        if not paths:
            raise ArchiveError(
                f"REPLAY={name}: no archive is there; give a WARC file, a folder of them, or a glob"
            )
        found.update(dict.fromkeys(paths))
    if not found:
        raise ArchiveError("REPLAY is set but names nothing; give a WARC file, a folder of them, or a glob")
    return list(found)


def _names(named: str | Iterable[str]) -> list[str]:
    if not isinstance(named, str):
        return [str(name) for name in named]
    if named.strip() and Path(named.strip()).expanduser().exists():
        return [named.strip()]
    return [name for name in re.split(r"[\s,]+", named) if name]


def _expand(name: str) -> list[Path]:
    path = Path(name).expanduser()
    if path.is_dir():
        inside = (file for file in path.rglob("*") if file.is_file() and _ARCHIVE_NAME.search(file.name))
        return sorted(file.resolve() for file in inside)
    if path.exists():
        return [path.resolve()]
    matches = [Path(match) for match in sorted(glob.glob(str(path), recursive=True))]
    return [
        file for match in matches for file in (_expand(str(match)) if match.is_dir() else [match.resolve()])
    ]
