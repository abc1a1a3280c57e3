"""Truly empty environments, filled from the package registry: `make test-deep` runs this folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.install.environment import ROOT, Installed, install_fresh


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as `pip install .` builds it: with the build system from the registry."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--quiet",
        "wheel",
        "--no-deps",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture
def fresh(request: pytest.FixtureRequest, wheel: Path, tmp_path: Path) -> Installed:
    """An environment with the wheel and the extras (and requirements) that the test is parametrised with."""
    extras, *others = request.param
    install_fresh(tmp_path / "environment", f"{wheel}[{extras}]" if extras else str(wheel), *others)
    return Installed(tmp_path / "environment", wheel)
