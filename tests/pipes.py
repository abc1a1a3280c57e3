"""Commands of the project whose standard output is a pipe with a reader that goes away."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from tests.crawls import ROOT, Ended, Project, launcher
from tests.waiting import NET


def run_unread(project: Project, *arguments: str, **settings: object) -> Ended:
    """Run a command whose output nobody reads, as that of `| true`."""
    return run_into_pipe(project, *arguments, lines=0, **settings)


def run_into_pipe(
    project: Project,
    *arguments: str,
    lines: int,
    once_read: Callable[[], object] = lambda: None,
    **settings: object,
) -> Ended:
    """Run a command whose output is read up to so many lines, as by `| head`; returns those.

    `once_read` is called when they are read, and nobody reads on.
    """
    ours, theirs = os.pipe()
    with open(project.folder / "unread-err", "w+b") as err, open(os.devnull, "rb") as nothing:
        if not lines:
            os.close(ours)
        running = launcher().launch(
            project.arguments(*arguments, **settings),
            cwd=ROOT,
            environment=project.environment,
            files=(nothing.fileno(), theirs, err.fileno()),
        )
        os.close(theirs)
        out = _head(ours, lines) if lines else ""
        once_read()
        try:
            assert running.ended(within=NET), "it goes on though nobody reads"
        finally:
            with suppress(ProcessLookupError):
                os.kill(running.pid, 9)
        err.seek(0)
        return Ended(running.exit_status(), out, err.read().decode())


def _head(descriptor: int, lines: int) -> str:
    with open(descriptor, encoding="utf-8") as pipe:
        return "".join(pipe.readline() for _ in range(lines))
