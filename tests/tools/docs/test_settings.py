"""The table of settings says what holds where the environment says nothing."""

import pytest

from tools.docs.settings import format_default, read_defaults, read_sections

TEXT = '''"""Settings."""

import os

#: First.
BOT_NAME = "lake"

# The store

#: Where.
DATABASE_URL = "sqlite:///lake.db"
#: A list.
HOSTS: list[str] = []

# Hardening: everything is hostile

#: Seconds.
TIMEOUT = 3
'''


def test_headings_part_the_settings() -> None:
    assert [(section.title, section.names) for section in read_sections(TEXT)] == [
        ("The project", ("BOT_NAME",)),
        ("The store", ("DATABASE_URL", "HOSTS")),
        ("Hardening", ("TIMEOUT",)),
    ]


def test_every_setting_stands_in_one_part() -> None:
    from tools.docs.settings import FILE

    named = [name for section in read_sections(FILE.read_text("utf-8")) for name in section.names]
    assert sorted(named) == sorted(read_defaults())


def test_the_environment_does_not_show(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@host/name")
    assert "secret" not in str(read_defaults())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "empty"),
        ([], "empty"),
        (True, "`True`"),
        (60.0, "`60.0`"),
        (8 * 1024**3, "8 GiB"),
        (12 * 1024**2, "12 MiB"),
        (20_000, "`20000`"),
        (["crawler.spiders"], "`crawler.spiders`"),
        ({"a" * 70: 1}, "see the file"),
    ],
)
def test_a_default_is_shown_as_people_write_it(value, shown) -> None:
    assert format_default(value) == shown
