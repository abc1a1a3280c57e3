"""The stage of the container that builds the wheel has all that it is built of, and no more is needed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.install.environment import ROOT, Installed


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
    command = [sys.executable, "-m", "pip", "--quiet", "wheel", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "-w", tmp_path, source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    assert contents(wheel) == contents(installed.wheel)


def contents(wheel: Path) -> dict[str, int]:
    """File -> checksum of what a wheel holds."""
    with zipfile.ZipFile(wheel) as packed:
        return {entry.filename: entry.CRC for entry in packed.infolist()}
