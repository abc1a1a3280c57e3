"""What a test starts is noted, and a unit test that starts anything fails."""

from __future__ import annotations

import multiprocessing
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from tests import starting
from tests.conftest import check_unit


def run_python() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def run_by_spawning() -> None:
    process = multiprocessing.get_context("spawn").Process(target=len, args=("",))
    process.start()
    process.join()


def run_by_forking() -> None:
    if not (child := os.fork()):
        os._exit(0)
    os.waitpid(child, 0)


def listen() -> None:
    socket.create_server(("127.0.0.1", 0)).close()


def run_in_a_thread() -> None:
    thread = threading.Thread(target=run_python)
    thread.start()
    thread.join()


@pytest.mark.system
@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (run_python, "a process"),
        (run_by_spawning, "a process"),
        (run_by_forking, "a process"),
        (run_in_a_thread, "a process"),
        (listen, "a server"),
    ],
)
def test_processes_and_servers_are_noted(start: Callable[[], None], kind: str) -> None:
    assert starting.begun == []
    start()
    assert starting.begun[0].startswith(f"{kind}: ")


class Item:
    """A test as pytest has it, with or without the marker."""

    def __init__(self, *markers: str) -> None:
        self.markers = markers

    def get_closest_marker(self, name: str) -> bool | None:
        return True if name in self.markers else None


def test_a_unit_test_that_starts_something_fails_and_says_what(monkeypatch: pytest.MonkeyPatch) -> None:
    check_unit(Item())
    with monkeypatch.context() as patch:
        patch.setattr(starting, "begun", ["a process: subprocess.Popen('x')"])
        check_unit(Item("system"))
        with pytest.raises(pytest.fail.Exception, match=r"it started a process: subprocess.Popen"):
            check_unit(Item())


def is_of_the_system(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("system") is not None


def test_whatever_uses_the_project_is_of_the_system(sqlite_project, request: pytest.FixtureRequest) -> None:
    assert is_of_the_system(request)


def test_a_database_is_a_server_where_it_is_postgresql(
    database_url: str, request: pytest.FixtureRequest
) -> None:
    assert is_of_the_system(request) is database_url.startswith("postgresql")
