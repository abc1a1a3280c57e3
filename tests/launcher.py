"""Commands in forks of one process that has everything imported, so that a start costs 0.3 s and not 3.

`Launcher` starts that process and hands it jobs; each runs `scrapy.cmdline.execute`, as the command
`scrapy` does, in a process of its own with its own environment, files and exit status. On macOS,
whose libraries do not bear a fork, and with WHOLE_COMMANDS=1, each is a new `python -m tests.prepared`.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import pkgutil
import resource
import select
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from tests.prepared import prepare

ROOT = Path(__file__).parent.parent
FORKS = sys.platform == "linux" and not os.environ.get("WHOLE_COMMANDS")
#: What is imported only as a crawl starts, beside the components that Scrapy's settings name.
AT_THE_START = (
    "scrapy.cmdline",
    "scrapy.core.downloader.handlers.http11",
    "scrapy.core.engine",
    "scrapy.pipelines",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.psycopg",
    "alembic.command",
)


class Running(NamedTuple):
    """A command under way; its exit status comes through `status`."""

    pid: int
    status: int

    def ended(self, *, within: float) -> bool:
        """Whether it has ended, after that many seconds at most."""
        return bool(select.select([self.status], [], [], within)[0])

    def exit_status(self) -> int:
        """Wait for its end; minus the signal's number where one ended it."""
        with os.fdopen(self.status, "rb") as pipe:
            return os.waitstatus_to_exitcode(int(pipe.read()))


class Launcher:
    """One process to fork from; made by the first command of a test session, ended with it."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        command = [sys.executable, "-m", "tests.launcher", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])

    def launch(
        self,
        arguments: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        files: tuple[int, int, int],
        largest_file: int | None = None,
        now: datetime | None = None,
        hanging: str | None = None,
        at_terminal: bool = False,
    ) -> Running:
        """Run `scrapy` with `arguments`; `files` become its standard input, output and error.

        With `largest_file` its files may grow to that many bytes, as on a disk that is full; for `now` and
        `hanging` see `tests.prepared`; `at_terminal`: its input is the terminal whose Ctrl-C it gets.
        """
        reading, writing = os.pipe()
        job = {"arguments": [*arguments], "cwd": str(cwd), "environment": {**environment},
               "largest_file": largest_file, "now": now and now.isoformat(), "hanging": hanging,
               "at_terminal": at_terminal}  # fmt: skip
        socket.send_fds(self._socket, [json.dumps(job).encode()], [*files, writing])
        os.close(writing)
        started = b""
        while not started.endswith(b"\n"):
            started += os.read(reading, 1) or _gone()
        return Running(int(started), reading)

    def close(self) -> None:
        """End the process; commands that run go on."""
        self._socket.close()
        self._process.wait()


def _gone() -> bytes:
    raise RuntimeError("the process that starts the commands is gone: see what it wrote to standard error")


def _serve(channel: socket.socket) -> dict[str, Any]:
    """Wait for jobs; returns one, in a process made for it."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # who waits for a job ends with it, unseen
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, 1 << 20, 4)
        if not message:
            os._exit(0)
        if os.fork() == 0:
            channel.close()
            _keep(descriptors)
            job: dict[str, Any] = json.loads(message)
            return job
        for descriptor in descriptors:
            os.close(descriptor)


def _keep(descriptors: list[int]) -> None:
    """Return in a new process that has the files; here wait for its end and tell it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *files, status = descriptors
    pid = os.fork()
    if pid == 0:
        for number, descriptor in enumerate(files):
            os.dup2(descriptor, number)
        os.closerange(3, max(descriptors) + 1)
        return
    for descriptor in files:
        os.close(descriptor)
    os.write(status, b"%d\n" % pid)
    os.write(status, b"%d" % os.waitpid(pid, 0)[1])
    os._exit(0)


def _run(job: dict[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(job["environment"])
    os.chdir(job["cwd"])
    if job["at_terminal"]:
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    if job["largest_file"] is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest_file"],) * 2)
    if not FORKS:
        how = json.dumps({"now": job["now"], "hanging": job["hanging"]})
        os.execv(sys.executable, [sys.executable, "-m", "tests.prepared", how, *job["arguments"]])
    sys.path[:0] = job["environment"].get("PYTHONPATH", "").split(os.pathsep)
    sys.argv = ["scrapy", *job["arguments"]]
    prepare(job)
    from scrapy.cmdline import execute

    execute()


def _import_all() -> None:
    """Import what a crawl needs, but for the settings, which read the environment, and the reactor."""
    for name in _modules_of("crawler"):
        if name != "crawler.settings" and ".migrations." not in name:
            import_module(name)
    for name in (*AT_THE_START, *_components_of_scrapy(), *_modules_of("scrapy.commands")):
        import_module(name)
    _read_some_pages()
    gc.collect()
    gc.freeze()  # what is shared stays shared: the collector of a fork does not walk it
    assert "twisted.internet.reactor" not in sys.modules, "the reactor must not be installed before the fork"


def _modules_of(package: str) -> Iterator[str]:
    folders = import_module(package).__path__
    return (module.name for module in pkgutil.walk_packages(folders, f"{package}."))


def _components_of_scrapy() -> Iterator[str]:
    """The modules of the classes that Scrapy's own settings name: those that are off are loaded, too."""
    named = (
        value
        for name, value in vars(import_module("scrapy.settings.default_settings")).items()
        if name.isupper()
    )
    return (path.rpartition(".")[0] for value in named for path in _paths(value))


def _paths(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.startswith("scrapy."):
        yield value
    elif isinstance(value, dict):
        yield from (path for held in value.items() for one in held for path in _paths(one))


def _read_some_pages() -> None:
    """Have models and tables loaded that are read when they are first needed."""
    from crawler.extraction import extract_draft
    from crawler.items import Context
    from crawler.normalization import build_article
    from tests.site import Site

    site = Site(articles=12)
    for article in site.articles:
        url = site.url(article)
        draft = extract_draft(site.respond("GET", article.path, {}).body, url=url)
        build_article(draft, Context(key=url, outlet="local", url=url, timezone="America/Bogota"))


if __name__ == "__main__":
    if FORKS:
        _import_all()
    _run(_serve(socket.socket(fileno=int(sys.argv[1]))))
