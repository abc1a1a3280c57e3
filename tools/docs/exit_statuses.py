"""The table of exit statuses of `scrapy crawl`, and of what `scrapy crawldue` makes of many."""

from __future__ import annotations

from tools.docs.blocks import format_table

MEANINGS = {
    0: "All went well, also where the run was stopped in order.",
    1: "The configuration is wrong.",
    2: "It was called wrongly: an unknown outlet or argument, an archive or database that can't be opened.",
    3: "Nothing was reachable.",
    4: "The account does not add up.",
    5: "The database failed (full, locked, gone); nothing was marked done that is not stored.",
    6: "The spider's `start()` failed.",
    7: "An error ended single pages, which are dead; all others went well.",
    8: "Another crawl of the outlet is under way; nothing was done.",
    9: "All went well, and the run raised an alarm; later runs are 0 again.",
}


def exit_status_table() -> str:
    """Return the exit statuses and what each means."""
    return format_table(("status", "meaning"), [(str(code), says) for code, says in MEANINGS.items()])
