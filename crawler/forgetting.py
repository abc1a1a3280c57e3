"""`scrapy outlet forget NAME`: what is asked before an outlet is forgotten, and what is told after it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.exit_status import EXIT_CODES
from crawler.normalization.text.terminal import make_printable
from crawler.spiderloader import declared_outlets
from crawler.storage import Busy, StoreError, StoreFailed
from crawler.storage.forget import count_rows, forget_outlet, is_known
from crawler.storage.store import Store
from crawler.terminal.notes import fit_lines
from crawler.terminal.output import print_lines
from crawler.terminal.screen import can_redraw
from crawler.terminal.status_line import StatusLine

#: Table -> what its rows are called, in the order in which they are told.
WORDS = {
    "pages": "pages",
    "articles": "articles",
    "versions": "versions",
    "urls": "addresses of articles",
    "runs": "runs",
    "dead_letters": "dead letters",
    "alarms": "alarms",
    "deliveries": "messages about alarms",
    "walks": "backfills",
    "health": "records of health",
}
#: Answers that mean what an option says.
_ANSWERS = {"keep": False, "k": False, "remove": True, "r": True}
STOPPED = 1


def forget_by_name(settings: BaseSettings, name: str, *, keep: bool, remove: bool, is_agreed: bool) -> int:
    """Stop watching an outlet and keep or remove what is stored of it; returns the exit status.

    What is not said is asked on a terminal. Raises UsageError where there is none, and on an unknown name.
    """
    if keep and remove:
        raise UsageError("say --keep or --remove, and not both", print_help=False)
    try:
        store = Store.open(settings["DATABASE_URL"], patience=settings.getfloat("STORE_PATIENCE"))
    except StoreError as error:
        raise UsageError(str(error), print_help=False) from error
    try:
        return _forget(store, settings, name, removes=remove if keep or remove else None, is_agreed=is_agreed)
    except Busy as error:
        raise UsageError(str(error), print_help=False) from error
    except StoreFailed as error:
        _tell(f"The database failed: {error}. What is done stays done; the same command goes on.")
        return EXIT_CODES["store"]
    except KeyboardInterrupt:
        _tell("Stopped. What is done stays done; the same command goes on.")
        return STOPPED
    finally:
        store.close()


def _forget(store: Store, settings: BaseSettings, name: str, *, removes: bool | None, is_agreed: bool) -> int:
    declared = next((outlet for outlet in declared_outlets() if outlet.name == name), None)
    if declared is None and not store.read(lambda connection: is_known(connection, name)):
        raise UsageError(
            f"there is no outlet {name!r}, and nothing is stored of it: scrapy outlets names those there are",
            print_help=False,
        )
    rows = store.read(lambda connection: count_rows(connection, name))
    _tell(f"{name}: {rows['pages']:,} pages and {rows['articles']:,} articles are stored.")
    removes = _ask_which() if removes is None else removes
    if removes is None or not (
        is_agreed or _agrees(f"{'Remove' if removes else 'Keep'} them, and watch {name} no more?")
    ):
        _tell("Nothing was done.")
        return 0
    with _shown_removals(rows["pages"]) as show:
        done = forget_outlet(
            store, name, remove=removes, seconds=settings.getfloat("LEASE_SECONDS"), progress=show
        )
    _tell(f"{name} is watched no more; {done.alarms_closed:,} open alarms were closed.")
    _tell(f"Removed: {_listed(done.removed)}." if removes else "All that is stored of it stays.")
    if declared is not None:
        _tell(f"Its definition stays: {declared.__module__}. scrapy crawl {name} watches it again.")
    return 0


def _ask_which() -> bool | None:
    """Ask whether to remove; None where the answer is neither. Raises UsageError where nobody answers."""
    answer = _ask("Keep or remove what is stored? [keep/remove/N] ", instead="say --keep or --remove")
    return _ANSWERS.get(answer)


def _agrees(question: str) -> bool:
    return _ask(f"{question} [y/N] ", instead="say --yes as well") in ("y", "yes")


def _ask(question: str, *, instead: str) -> str:
    """Return the answer in small letters; raises UsageError where there is nobody to answer."""
    try:
        return input(question).strip().lower()
    except EOFError:
        raise UsageError(f"nobody can be asked here: {instead}", print_help=False) from None


@contextmanager
def _shown_removals(pages: int) -> Iterator[Callable[[Mapping[str, int]], None]]:
    """Give what shows how many pages are removed so far, in a line on a terminal that can redraw one."""
    if not can_redraw(sys.stderr):
        yield lambda removed: None
        return
    line = StatusLine(sys.stderr)
    line.begin()
    try:
        yield lambda removed: line.show(f"removed {removed.get('pages', 0):,} of {pages:,} pages")
    finally:
        line.end()


def _listed(removed: Mapping[str, int]) -> str:
    return (
        ", ".join(f"{removed[table]:,} {word}" for table, word in WORDS.items() if removed.get(table))
        or "nothing"
    )


def _tell(line: str) -> None:
    print_lines(fit_lines([make_printable(line)], sys.stdout))
