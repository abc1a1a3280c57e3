"""What the container copies and what a source distribution holds is all that the wheel is built of."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.install.environment import ROOT, Installed

pytestmark = pytest.mark.system


def copied_into_build_stage() -> list[str]:
    """What the first stage of the container file copies,."""
    stage = (ROOT / "deploy" / "Dockerfile").read_text("utf-8").split("\nFROM ")[1]
    return [name for names in re.findall(r"^COPY (.+) \S+$", stage, re.M) for name in names.split()]


def test_the_wheel_built_of_what_the_container_copies_is_the_same(installed: Installed, tmp_path: Path):
    source = tmp_path / "source"
    source.mkdir()
    for name in copied_into_build_stage():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    assert contents(wheel_of(source, tmp_path)) == contents(installed.wheel)


def test_the_wheel_built_of_a_source_distribution_is_the_same(installed: Installed, tmp_path: Path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path]
    assert subprocess.run(build, cwd=ROOT, capture_output=True).returncode == 0
    [source] = tmp_path.glob("*.tar.gz")
    assert contents(wheel_of(source, tmp_path)) == contents(installed.wheel)


def wheel_of(source: Path, folder: Path) -> Path:
    """The wheel that pip builds of a source, in `folder`."""
    command = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "-w", folder, source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    return wheel


def contents(wheel: Path) -> dict[str, int]:
    """File -> checksum of what a wheel holds."""
    with zipfile.ZipFile(wheel) as packed:
        return {entry.filename: entry.CRC for entry in packed.infolist()}
