"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import starting
from tests.crawls import Project
from tests.databases import database_url, postgresql_server  # noqa: F401
from tests.site import Site

ROOT = Path(__file__).parent.parent
#: An example may take as long as a busy machine makes it take.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")
#: What a caller may have set that changes what commands do or print: a test that asks for it sets it itself.
CALLERS = (
    "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "DATABASE_URL", "CRAWLER_CONTACT", "CRAWLER_ALERT_URLS",
    "SCRAPY_SETTINGS_MODULE", "SCRAPY_PROJECT",
)  # fmt: skip
for name in CALLERS:
    os.environ.pop(name, None)
#: A proxy is for the package registry: what is tested stands on this machine.
direct = [os.environ.get("no_proxy") or os.environ.get("NO_PROXY"), "127.0.0.1", "localhost"]
os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(filter(None, direct))
#: Fixtures that start a process, a server or a database server: whatever uses one is a test of the system.
OF_THE_SYSTEM = {"project", "sqlite_project", "news_site", "postgresql_server"}

starting.watch()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the tests that are of the system by what they use; others say it themselves."""
    database = getattr(getattr(item, "callspec", None), "params", {}).get("database_url")
    if database == "postgresql" or OF_THE_SYSTEM.intersection(getattr(item, "fixturenames", ())):
        item.add_marker("system")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    """Look at what the fixtures start."""
    starting.begun.clear()
    yield
    check_unit(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Look at what the test starts."""
    yield
    check_unit(item)


def check_unit(item: pytest.Item) -> None:
    """Fail a unit test that has started something."""
    if starting.begun and item.get_closest_marker("system") is None:
        said = f"it started {starting.begun[0]}; mark it, or its module: pytest.mark.system"
        pytest.fail(said, pytrace=False)


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
