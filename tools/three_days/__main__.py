"""`python -m tools.three_days`: live through three days, and say what was stored, told, and wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tools.three_days.days import Span
from tools.three_days.faults import FAULTS
from tools.three_days.figures import report
from tools.three_days.living import live
from tools.three_days.outlets import DESKS

SPAN = Span(quiet=48, quiet_step=180, hours=72, step=45, after=26, after_step=180)


def main() -> int:
    """Run, print; 1 where something does not hold."""
    parser = argparse.ArgumentParser(prog="python -m tools.three_days", description=main.__doc__)
    parser.add_argument("--keep", type=Path, help="keep the database and what the commands wrote here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        folder.mkdir(exist_ok=True, parents=True)
        days, figures = live(folder, desks=DESKS, faults=FAULTS, span=SPAN)
        print("\n".join(report(days, figures)))
    return int(bool(figures.wrong))


if __name__ == "__main__":
    sys.exit(main())
