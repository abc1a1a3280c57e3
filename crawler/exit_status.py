"""What the exit statuses of `scrapy crawl` and `scrapy crawldue` mean, and which of many is the gravest.

One table, from which the commands, their help and the documentation take them. Which of them a run ends with
is decided by its account (`extensions.run_summary`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExitStatus:
    """A status: its code, the word for a run that ends with it, and what it says to a person."""

    code: int
    verdict: str
    meaning: str


#: Every status, the gravest first.
EXIT_STATUSES = (
    ExitStatus(5, "store", "the database failed (full, locked, gone); only what is stored is marked done"),
    ExitStatus(4, "accounting", "the account does not add up"),
    ExitStatus(1, "configuration", "wrong configuration"),
    ExitStatus(2, "usage", "wrong usage: an unknown outlet or argument, an archive that can't be opened"),
    ExitStatus(6, "start", "the spider's start() failed"),
    ExitStatus(3, "unreachable", "nothing was reachable"),
    ExitStatus(7, "dead", "an error ended single pages, which dead letters keep; all others went well"),
    ExitStatus(9, "alarm", "all went well, and the run raised an alarm"),
    ExitStatus(10, "nothing", "nothing was fetched, and the run says why in a line"),
    ExitStatus(8, "busy", "another crawl of the outlet is under way; nothing was done"),
    ExitStatus(0, "ok", "all went well, also where it was told to stop (SIGTERM, Ctrl-C)"),
)

#: Verdict on a run -> the code that says so.
EXIT_CODES = {status.verdict: status.code for status in EXIT_STATUSES}


def gravest_code(codes: Iterable[int]) -> int:
    """The gravest of some codes, 0 where there are none; raises ValueError for one without a meaning."""
    order = [status.code for status in EXIT_STATUSES]
    return min(codes, key=order.index, default=EXIT_CODES["ok"])


def describe_codes(statuses: Iterable[ExitStatus] = EXIT_STATUSES) -> str:
    """The statuses in one line, in the order given: "5 the database failed; 4 the account ..."."""
    return "; ".join(f"{status.code} {status.meaning}" for status in statuses)
