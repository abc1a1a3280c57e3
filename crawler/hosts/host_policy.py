"""When a host's file (robots.txt) is asked for again, and what an answer to it means: pure policies.

RFC 9309, section 2.3.1. One difference: 429 does not count as "there is none". Who is asked to slow down
goes on by what it knows, or waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from crawler.storage.hosts import HostFile

#: How long a copy holds (section 2.4).
LONGEST = timedelta(hours=24)
#: Pause after the first try that failed; doubled for each after it, up to `LONGEST`.
FIRST_RETRY = timedelta(minutes=5)

#: Why a host was not reached at all: nothing was asked of it, so a later run may try at once.
NOT_REACHED = ("dns", "refused", "certificate")

Meaning = Literal["body", "none", "unreachable"]


def meaning_of(status: int) -> Meaning:
    """What an answer says: read the body; there is no such file; or nobody knows, so nothing is allowed."""
    if 200 <= status < 300:
        return "body"
    if 300 <= status < 500 and status != 429:
        return "none"
    return "unreachable"


def next_try(file: HostFile) -> datetime:
    """When to ask for the file again."""
    if file.failures and file.reason in NOT_REACHED:
        return file.tried_at
    if file.failures:
        doubled: timedelta = FIRST_RETRY * 2 ** min(file.failures - 1, 20)
        return file.tried_at + min(doubled, LONGEST)
    return file.tried_at + LONGEST


def note_answer(file: HostFile, body: bytes, *, now: datetime) -> HostFile:
    """The file after an answer: `body` is empty where the host has none."""
    return replace(file, body=body, fetched_at=now, tried_at=now, failures=0, reason=None)


def note_failure(file: HostFile, reason: str, *, now: datetime) -> HostFile:
    """The file after a try that failed: the last good copy stays."""
    return replace(file, tried_at=now, failures=file.failures + 1, reason=reason)
