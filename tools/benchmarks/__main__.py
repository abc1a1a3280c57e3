"""`python -m tools.benchmarks`: measure, and print a table (README.md in this folder says what it means)."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tools.benchmarks import accuracy
from tools.benchmarks.pages import describe, gzipped_pages
from tools.benchmarks.parts import PARTS, Size, warm_up
from tools.benchmarks.report import machine, table


def main() -> None:
    """Measure speed and memory beside bare Scrapy."""
    parser = argparse.ArgumentParser(prog="python -m tools.benchmarks", description=main.__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)} (all)")
    parser.add_argument(
        "--pages", type=int, default=1500, help="pages of a crawl without extraction, and of a set"
    )
    parser.add_argument("--whole-pages", type=int, default=300, help="pages of any other crawl")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    options = parser.parse_args()
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(unknown)}. The parts are: {', '.join(PARTS)}")
    size = Size(options.pages, options.whole_pages, options.rounds)
    print(f"{machine()}\n{describe(gzipped_pages())}", flush=True)
    rows = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        if options.parts != ["accuracy"]:
            warm_up(Path(name))
        for part in options.parts or PARTS:
            for row in PARTS[part](Path(name), size):
                rows.append(row)
                print(f"  {row.what}: {row.figure}", flush=True)
    if plain := [row for row in rows if not row.cells]:
        print(f"\n{table(plain)}")
    if beside := [row for row in rows if row.cells]:
        print(f"\n{accuracy.table(beside)}")


if __name__ == "__main__":
    main()
