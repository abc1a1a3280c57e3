"""`python -m tests.travel MOMENT ARGUMENT ...`: the command `scrapy` with a clock that goes on from MOMENT.

Calendar time alone is another; the seconds of timers and leases (`time.monotonic`) stay the machine's.
"""

from __future__ import annotations

import sys
from datetime import datetime

import time_machine


def depart(moment: str) -> None:
    """Set this process's clock to an instant (ISO 8601 with its offset), from which it goes on."""
    time_machine.travel(datetime.fromisoformat(moment), tick=True).start()


def main() -> None:
    """Run the command."""
    depart(sys.argv[1])
    sys.argv = ["scrapy", *sys.argv[2:]]
    from scrapy.cmdline import execute

    execute()


if __name__ == "__main__":
    main()
