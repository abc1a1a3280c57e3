"""The picture of a crawl: `python -m tools.demo.picture` runs the demo in a terminal and draws its output.

`--check` draws nothing; its exit status is 1 where docs/images/crawl.svg shows something else. The archive
is always the same, so the text is too. What depends on the machine is not in it: pages a second are left
out, and articles, whose numbers follow the order in which they were stored, are counted from the newest.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from crawler.terminal.columns import count_columns, wrap_text

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "crawl.svg"
COLUMNS, ROWS = 100, 50
COMMANDS = (
    "scrapy crawl radiohc -s 'REPLAY=data/demo/*.warc.gz'",
    "scrapy articles -n 8",
    "scrapy articles radiohc:498151",
)
#: Lines of one command that are shown at most.
MOST = 14
#: What differs from one machine to another, and the numbers that the store gives to articles.
SPEED = re.compile(r", [\d.]+ pages/s")
NUMBER = re.compile(r"^(?P<before>article )?(?P<number>\d+)(?=,| +\d{4}-\d\d-\d\d )")
#: Size of a character's cell and of the margins, in pixels; below the top margin stand the window's buttons.
WIDE, HIGH, MARGIN, TOP = 8.4, 19, 18, 44
BUTTONS = ("#e06c5f", "#e0b14c", "#6fb36a")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the terminal: its text, and whether a person typed it."""

    text: str
    is_typed: bool = False


def record_demo() -> list[Line]:
    """Return what the demo's commands print on a terminal of `COLUMNS` columns, with an empty store."""
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/demo.db"
        for command in COMMANDS:
            printed = read_screen(run_in_terminal(command, DATABASE_URL=address))
            shown = [*printed[:MOST], "..."] if len(printed) > MOST else printed
            lines += [Line(f"$ {command}", is_typed=True), *map(Line, shown), Line("")]
    return count_articles(lines[:-1])


def count_articles(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with the articles numbered in the order in which they are shown, from 1 on."""
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        number = str(numbers.setdefault(match["number"], len(numbers) + 1))
        return f"{match['before'] or ''}{number.ljust(0 if match['before'] else len(match['number']))}"

    return [Line(NUMBER.sub(numbered, line.text), line.is_typed) for line in lines]


def run_in_terminal(command: str, **environment: str) -> str:
    """Return all that a shell command writes to a terminal; raises CalledProcessError where it fails."""
    ours, theirs = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    size = {"COLUMNS": str(COLUMNS), "LINES": str(ROWS), "NO_COLOR": "1"}
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "PATH": path, **size, **environment},
    )
    os.close(theirs)
    written = b"".join(_chunks(ours))
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command, written.decode(errors="replace"))
    return written.decode()


def _chunks(terminal: int) -> Iterable[bytes]:
    """What comes from a terminal until its other end is closed, which Linux tells by an error."""
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        while True:
            try:
                chunk = stream.read(65536)
            except OSError:
                return
            if not chunk:
                return
            yield chunk


def read_screen(written: str) -> list[str]:
    """Return the lines that stay on the screen: what a carriage return went over is gone."""
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in written.split("\n"))
    shown = [SPEED.sub("", _ESCAPES.sub("", line)).rstrip() for line in lines]
    while shown and not shown[-1]:
        shown.pop()
    return shown


def draw_terminal(lines: Iterable[Line]) -> str:
    """Return an SVG of a terminal's window with these lines, broken where they are wider than it."""
    shown = [Line(text, line.is_typed) for line in lines for text in wrap_text(line.text, COLUMNS) or [""]]
    width, height = round(COLUMNS * WIDE + 2 * MARGIN), TOP + len(shown) * HIGH + MARGIN
    buttons = (
        f'<circle cx="{MARGIN + 5 + 18 * n}" cy="20" r="6" fill="{c}"/>' for n, c in enumerate(BUTTONS)
    )
    texts = (_draw_line(line, TOP + (n + 1) * HIGH - 5) for n, line in enumerate(shown) if line.text)
    fonts = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            f' aria-label="A crawl in a terminal" font-family="{fonts}" font-size="14" fill="#d5dbe0">',
            f'<rect width="{width}" height="{height}" rx="8" fill="#1f2930"/>',
            *buttons,
            *texts,
            "</svg>\n",
        ]
    )


def _draw_line(line: Line, y: int) -> str:
    """A line of text, as wide as its columns whatever the font."""
    fill = ' fill="#8fd0a0" font-weight="600"' if line.is_typed else ""
    width = f"{count_columns(line.text) * WIDE:.1f}"
    return (
        f'<text x="{MARGIN}" y="{y}" textLength="{width}" lengthAdjust="spacingAndGlyphs"'
        f' xml:space="preserve"{fill}>{escape(line.text)}</text>'
    )


def main() -> int:
    """Draw, or check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo.picture", description=main.__doc__)
    parser.add_argument(
        "--check", action="store_true", help="draw nothing; 1 where the picture is not current"
    )
    check = parser.parse_args().check
    made = draw_terminal(record_demo())
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == made:
        print("The picture is current.")
        return 0
    if not check:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_text(made, encoding="utf-8")
    said = "not current: run python -m tools.demo.picture" if check else "drawn"
    print(f"{PICTURE.relative_to(ROOT)}: {said}")
    return int(check)


if __name__ == "__main__":
    sys.exit(main())
