"""What can be wrong with an archive: damage that is reported and stepped over, and errors that stop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ArchiveError(Exception):
    """An archive that cannot be read at all: what, which file, and what to do about it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A place in an archive file that could not be read as recorded.

    `offset` counts bytes of the file as stored (compressed where it is compressed); `lost` is
    False where the record is used all the same, because only its description is at fault.
    """

    path: Path
    offset: int
    reason: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{self.path}, byte {self.offset}: {self.reason}"
