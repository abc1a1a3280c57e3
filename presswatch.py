"""The command `presswatch`, and `python -m presswatch`: starts only where `crawler` is its own package.

It stands beside the package, not in it: a stranger's `crawler` in its place can't say that it is one.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

OWN = Path(__file__).resolve().with_name("crawler")


def main() -> None:
    """Run the command line; ends the process with its exit status, 2 where it can't start here."""
    if stranger := find_stranger():
        sys.stderr.write(
            f"presswatch can't start here: `crawler` is {stranger}, not its own package {OWN}. A project"
            " whose own package is called crawler can't use presswatch: rename that package, or start it"
            " elsewhere.\n"
        )
        sys.exit(2)
    from crawler.command_line import run_command_line

    sys.exit(run_command_line(sys.argv[1:]))


def find_stranger(start: Path | None = None) -> Path | None:
    """A package `crawler` that is not ours, as met from the folder `start` (default: this one), or None.

    That is the one that Python imports, and the one that stands beside the next `scrapy.cfg` above:
    the settings there mean that one, but Python would import ours.
    """
    spec = find_spec("crawler")
    imported = Path(spec.origin).resolve().parent if spec and spec.origin else None
    if imported != OWN:
        return imported or Path("nowhere to be found")
    return next((found for found in _beside_settings(start or Path.cwd()) if found.resolve() != OWN), None)


def _beside_settings(start: Path) -> list[Path]:
    folder = next((above for above in (start, *start.parents) if (above / "scrapy.cfg").is_file()), None)
    if folder is None:
        return []
    package, module = folder / "crawler", folder / "crawler.py"
    return [path for path in (package, module) if path.is_file() or (path / "__init__.py").is_file()]


if __name__ == "__main__":
    main()
