"""The store: what is known, what was fetched, and the one writer that changes it."""

from crawler.schedule.revisit import article_due, edited_due, is_whole_due, retry_due
from crawler.storage.alarms import Alarm, Changes
from crawler.storage.backfill import BeginBackfill, ExtendBackfill
from crawler.storage.due_outlets import MendClock
from crawler.storage.leases import EndDeadRuns, Lease, RenewLease
from crawler.storage.records import (
    AlreadySettled,
    Asked,
    BackfillLeft,
    Busy,
    DeadLetter,
    LinkCounts,
    NewLink,
    NewPage,
    NewSource,
    Outcome,
    Page,
    RekeyCounts,
    RowError,
    Run,
    Stored,
    StoredArticle,
    StoredDeadLetter,
    StoreError,
    StoreFailed,
    Version,
    WriterClosed,
)
from crawler.storage.rekey import needs_rekey, rekey_outlet
from crawler.storage.runs import EndRun, SetWatchSince, StartRun
from crawler.storage.store import Store
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.end_page import Settle
from crawler.storage.writing.end_source import FinishSource
from crawler.storage.writing.store_article import StoreArticle
from crawler.storage.writing.take_pages import AskPages, KeepSources, TakePages, TakeSources
from crawler.storage.writing.thread import Writer

__all__ = [
    "Alarm",
    "AlreadySettled",
    "AskPages",
    "Asked",
    "BackfillLeft",
    "BeginBackfill",
    "Busy",
    "Changes",
    "DeadLetter",
    "EndDeadRuns",
    "EndRun",
    "ExtendBackfill",
    "FinishSource",
    "KeepSources",
    "Lease",
    "LinkCounts",
    "MendClock",
    "NewLink",
    "NewPage",
    "NewSource",
    "Outcome",
    "Page",
    "RekeyCounts",
    "RenewLease",
    "RowError",
    "Run",
    "SetWatchSince",
    "Settle",
    "StartRun",
    "Store",
    "StoreArticle",
    "StoreCommand",
    "StoreError",
    "StoreFailed",
    "Stored",
    "StoredArticle",
    "StoredDeadLetter",
    "TakePages",
    "TakeSources",
    "Version",
    "Writer",
    "WriterClosed",
    "article_due",
    "edited_due",
    "is_whole_due",
    "needs_rekey",
    "rekey_outlet",
    "retry_due",
]
