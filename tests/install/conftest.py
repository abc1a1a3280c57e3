"""The installed wheel, for the tests of this folder."""

import os

import pytest

from tests.install.environment import Installed, install_wheel


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own: one for all worker processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    return install_wheel((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "installed")
