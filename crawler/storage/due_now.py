"""Looking at what is due, after what stands in the way of that has been put right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.storage.lease_holder import new_holder
from crawler.storage.store import Store
from crawler.storage.writing.commands import EndDeadRuns, MendClock
from crawler.storage.writing.thread import Writer


def due_names(store: Store, names: Sequence[str], *, seconds: float) -> list[str]:
    """The outlets that have something to do now, of those named or of all; new ones come last.

    Runs that were killed are marked so first, and what a wrong clock planned is mended.
    """
    now = datetime.now(UTC)
    if store.is_anything_running() or store.was_set_back(now):
        writer = Writer(store, patience=store.patience)
        try:
            writer.submit(EndDeadRuns(new_holder(), seconds, now)).result()
            writer.submit(MendClock(now)).result()
        finally:
            writer.close()
    due = [name for name in store.due_outlets(now) if not names or name in names]
    return due + sorted(set(names) - set(store.watched_outlets()))
