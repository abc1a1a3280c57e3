"""The store: what is known of pages, what was fetched, and the commands by which one writer changes it."""

from crawler.storage.alarms import Alarm, Changes
from crawler.storage.backfill import BackfillLeft, BeginBackfill, ExtendBackfill
from crawler.storage.leases import EndDeadRuns, Lease, RenewLease
from crawler.storage.records import (
    AlreadySettled,
    Asked,
    Busy,
    DeadLetter,
    LinkCounts,
    NewLink,
    NewPage,
    NewSource,
    Outcome,
    Page,
    RowError,
    Run,
    Stored,
    StoredArticle,
    StoredDeadLetter,
    StoreError,
    StoreFailed,
    Version,
)
from crawler.storage.rekey import RekeyCounts, needs_rekey, rekey_outlet
from crawler.storage.runs import EndRun, SetWatchSince, StartRun
from crawler.storage.store import Store
from crawler.storage.transactions import StoreCommand
from crawler.storage.writing.end_page import Settle
from crawler.storage.writing.end_source import FinishSource
from crawler.storage.writing.store_article import StoreArticle
from crawler.storage.writing.take_pages import AskPages, KeepSources, TakePages, TakeSources
from crawler.storage.writing.thread import Writer, WriterClosed

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
    "needs_rekey",
    "rekey_outlet",
]
