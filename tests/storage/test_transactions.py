"""Commands of the store: each is a frozen record with its own `apply`, built by keyword alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

import crawler.storage.hosts
from crawler.storage import StoreCommand


def commands(base: type = StoreCommand) -> Iterator[type]:
    for command in base.__subclasses__():
        if command.__module__.startswith(crawler.storage.__name__):
            if not inspect.isabstract(command):
                yield command
            yield from commands(command)


@pytest.mark.parametrize("command", [*commands()], ids=lambda command: command.__name__)
def test_a_command_is_frozen_and_built_by_keyword_alone(command: type) -> None:
    assert is_dataclass(command)
    assert command.__dataclass_params__.frozen
    assert all(field.kw_only for field in fields(command))
    assert "now" in {field.name for field in fields(command)}


def test_no_command_of_a_crawl_is_missed() -> None:
    assert {"StoreArticle", "FinishSource", "TakePages", "StartRun", "KeepPause"} <= {
        command.__name__ for command in commands()
    }


def test_a_command_without_apply_can_not_be_made() -> None:
    class Nothing(StoreCommand[None]):
        pass

    with pytest.raises(TypeError, match="apply"):
        Nothing()  # type: ignore[abstract, call-arg]
