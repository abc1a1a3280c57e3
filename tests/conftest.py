"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.crawls import Project
from tests.databases import database_url, postgresql_server  # noqa: F401
from tests.site import Site

ROOT = Path(__file__).parent.parent
#: An example may take as long as a busy machine makes it take.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
#: What a caller may have set that changes what commands print: a test that asks for it sets it itself.
for name in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(name, None)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Folder of the corpora: real pages and cases with gold, kept outside the project."""
    folder = Path(os.environ.get("CORPORA") or ROOT.parent / "shared" / "corpora")
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder}: set CORPORA to their folder to run this test")
    return folder


@pytest.fixture
def news_site() -> Iterator[Site]:
    """A local news site of 40 articles, answering on loopback; `tests.site.Site` for other sizes."""
    with Site().serve() as site:
        yield site


@pytest.fixture
def project(tmp_path: Path, database_url: str) -> Iterator[Project]:  # noqa: F811
    """The project with a database of its own, on SQLite and on PostgreSQL."""
    with closing(Project(tmp_path, database_url)) as made:
        yield made


@pytest.fixture
def sqlite_project(tmp_path: Path) -> Iterator[Project]:
    """The project with a SQLite database of its own, where the kind of database does not matter."""
    with closing(Project(tmp_path, f"sqlite:///{tmp_path}/crawler.db")) as made:
        yield made
