"""Running the project's own commands, each in a process of its own, against the local news site."""

from __future__ import annotations

import atexit
import json
import os
import signal
import tempfile
import textwrap
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from sqlalchemy import text

from crawler.storage import Run, StoredArticle, StoredDeadLetter
from crawler.storage.store import Store
from tests.launcher import Launcher, Running
from tests.waiting import NET, wait_until

ROOT = Path(__file__).parent.parent

#: For tests only: no pause between requests, and the loopback address may be fetched. What is waited for
#: comes, however busy the machine is: tests of what never comes say so (`hanging`), or wait for less.
FAST = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_TIMEOUT": NET,
    "RETRY_ENABLED": False,
    "GUARD_ALLOWED_HOSTS": "127.0.0.1",
    "STORE_PATIENCE": NET,
    "CONTACT_PLACEHOLDER": "",
    "RETRY_AFTER_MAX": 0,
    "TDM_HOST_FILE": False,
}

OUTLET = '''
from crawler.outlet import OutletSpider


class Local(OutletSpider):
    """The local news site."""

    name = "local"
    allowed_domains = [ADDRESS]
    country, timezone = "CO", "America/Bogota"
    languages = ["es", "en", "fr", "de"]
    article_url = r"/(?P<section>[\\w-]+)/(?P<id>\\d+)-[^/]+$"
'''


class Served(Protocol):
    """A site that answers at `origin`."""

    origin: str

    def url(self, target: str) -> str:
        """The full address of a path."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass
class Command:
    """A command under way, what it writes kept in files."""

    running: Running
    out: Path
    err: Path
    _end: Ended | None = None

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, where it has not ended."""
        with suppress(ProcessLookupError):
            os.kill(self.running.pid, number)

    def kill(self) -> Ended:
        """`kill -9`, and wait for its end."""
        self.send(signal.SIGKILL)
        return self.wait()

    def ended(self) -> bool:
        """Whether it has ended."""
        return self._end is not None or self.running.ended(within=0)

    def wait(self) -> Ended:
        """Wait for its end; raises TimeoutError, and kills it, where that does not come."""
        if self._end is None:
            if not self.running.ended(within=NET):
                self.send(signal.SIGKILL)
                raise TimeoutError(f"no end within {NET:.0f} s; standard error:\n{self.told()[-5000:]}")
            status = self.running.exit_status()
            self._end = Ended(status, self.out.read_text("utf-8", "replace"), self.told())
        return self._end

    def told(self) -> str:
        """What it has written to standard error so far."""
        return self.err.read_text("utf-8", "replace")

    def wait_until(self, condition: Callable[[], object]) -> None:
        """Wait until `condition()` holds; raises AssertionError where the command ends before it."""
        wait_until(condition, check=self._check_running)

    def _check_running(self) -> None:
        assert not self.ended(), f"it ended first: {self.wait()}"


@cache
def launcher() -> Launcher:
    """The process that commands are forked from."""
    made = Launcher()
    atexit.register(made.close)
    return made


@dataclass
class Project:
    """The project with one outlet more, `local`, whose database is `database_url`."""

    folder: Path
    database_url: str
    settings: Mapping[str, object] = field(default_factory=dict)
    _started: list[Command] = field(default_factory=list)

    def outlet(self, site: Served, *, name: str = "local", body: str = "", **sources: Sequence[str]) -> None:
        """Write the outlet's file; `sources` are paths by kind, `body` further lines of its class."""
        package = self.folder / "local_outlets"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        lines = [f"    {kind} = {[site.url(path) for path in paths]!r}" for kind, paths in sources.items()]
        code = (
            OUTLET.replace('"local"', repr(name)).replace("ADDRESS", repr(urlsplit(site.origin).netloc))
            + "\n".join(lines)
            + "\n"
        )
        (package / f"{name}.py").write_text(code + textwrap.indent(textwrap.dedent(body), "    "))

    def plant(self, name: str, code: str) -> None:
        """Write a module of the project's own: a component that a setting names."""
        (self.folder / f"{name}.py").write_text(textwrap.dedent(code), "utf-8")

    def arguments(self, *arguments: str, **settings: object) -> list[str]:
        """The arguments of a `scrapy` command with the settings of the tests; `None` leaves one out."""
        modules = "crawler.spiders"
        if (self.folder / "local_outlets").is_dir():
            modules += ",local_outlets"
        values = {**FAST, "SPIDER_MODULES": modules, **self.settings, **settings}
        given = (f"-s{name}={value}" for name, value in values.items() if value is not None)
        return [*arguments, *given]

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the commands."""
        path = os.pathsep.join([str(self.folder), str(ROOT)])
        return {**os.environ, "DATABASE_URL": self.database_url, "PYTHONPATH": path}

    def start(
        self,
        *arguments: str,
        stdin: str = "",
        largest_file: int | None = None,
        now: datetime | None = None,
        hanging: str | None = None,
        **settings: object,
    ) -> Command:
        """Start a command and leave it running.

        Its files may grow to `largest_file` bytes; with `now` its clock goes on from that instant; addresses
        that match `hanging` never answer, and are given up after a second.
        """
        folder = Path(tempfile.mkdtemp(dir=self.folder, prefix="output-"))
        given, out, err = folder / "in", folder / "out", folder / "err"
        given.write_text(stdin, "utf-8")
        with given.open("rb") as stdin_file, out.open("wb") as out_file, err.open("wb") as err_file:
            running = launcher().launch(
                self.arguments(*arguments, **settings),
                cwd=ROOT,
                environment=self.environment,
                files=(stdin_file.fileno(), out_file.fileno(), err_file.fileno()),
                largest_file=largest_file,
                now=now,
                hanging=hanging,
            )
        self._started.append(Command(running, out, err))
        return self._started[-1]

    def close(self) -> None:
        """Kill what a test that failed has left running."""
        for command in self._started:
            if not command.ended():
                command.kill()

    def run(
        self,
        *arguments: str,
        stdin: str = "",
        now: datetime | None = None,
        hanging: str | None = None,
        **settings: object,
    ) -> Ended:
        """Run a command to its end; the arguments are those of `start`."""
        return self.start(*arguments, stdin=stdin, now=now, hanging=hanging, **settings).wait()

    def crawl(self, *arguments: str, hanging: str | None = None, **settings: object) -> Ended:
        """Crawl the outlet `local`."""
        return self.run("crawl", "local", *arguments, hanging=hanging, **settings)

    def store(self) -> Store:
        """The database, opened."""
        return Store.open(self.database_url)

    def last_run(self) -> Run:
        """The newest run's row."""
        store = self.store()
        try:
            return store.runs(1)[0]
        finally:
            store.close()

    def query(self, sql: str, **values: object) -> list[Any]:
        """The rows that a query gives."""
        store = self.store()
        try:
            return list(store.read(lambda connection: connection.execute(text(sql), values).all()))
        finally:
            store.close()

    def pages(self) -> dict[str, str]:
        """Address without query -> state of every page that is known."""
        return {row.url.partition("?")[0]: row.state for row in self.query("SELECT url, state FROM pages")}

    def articles(self) -> list[StoredArticle]:
        """Every stored article."""
        store = self.store()
        try:
            return store.articles(limit=100_000)
        finally:
            store.close()

    def stored(self) -> dict[str, str]:
        """Address without query -> headline of every stored article."""
        return {row.article.url.partition("?")[0]: row.article.headline or "" for row in self.articles()}

    def letters(self) -> list[StoredDeadLetter]:
        """Every dead letter."""
        store = self.store()
        try:
            return store.dead_letters(limit=1000)
        finally:
            store.close()


def counts(run: Run, group: str = "article") -> dict[str, int]:
    """The states of a run's pages that are not zero."""
    return {state: number for state, number in run.counts[group].items() if number}


def printed(path: Path) -> list[dict[str, object]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
