"""The table of exit statuses of `scrapy crawl`, and the order in which `scrapy crawldue` looks at many."""

from __future__ import annotations

from crawler.exit_status import EXIT_STATUSES
from tools.docs.blocks import format_table


def exit_status_table() -> str:
    """Return the exit statuses by their codes, with what each means, and from the gravest on."""
    statuses = sorted(EXIT_STATUSES, key=lambda status: status.code)
    rows = [(str(status.code), f"`{status.verdict}`", status.meaning) for status in statuses]
    order = ", ".join(str(status.code) for status in EXIT_STATUSES)
    return f"{format_table(('status', 'the run', 'meaning'), rows)}\n\nFrom the gravest on: {order}."
