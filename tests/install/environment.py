"""The wheel as a user gets it, in an environment of its own, and commands run there from other folders."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
#: Variables that would lead a command to the development tree or to another database.
LEADING = ("DATABASE_URL", "PYTHONPATH", "SCRAPY_SETTINGS_MODULE", "SCRAPY_PROJECT")


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Installed:
    """An environment that has the wheel; `wheel` is the file that it was installed from."""

    folder: Path
    wheel: Path

    def run(self, *command: str, cwd: Path, **environment: str) -> Done:
        """Run a program of the environment (`presswatch`, `scrapy`, `python`) in a folder."""
        home = {"HOME": str(cwd), "XDG_DATA_HOME": str(cwd / "user-data")}
        done = subprocess.run(
            [self.folder / "bin" / command[0], *command[1:]],
            cwd=cwd,
            env=plain_environment(**{**home, **environment}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def presswatch(self, *arguments: str, cwd: Path, **environment: str) -> Done:
        """Run the command `presswatch`."""
        return self.run("presswatch", *arguments, cwd=cwd, **environment)

    def python(self, code: str, *, cwd: Path) -> Done:
        """Run code."""
        return self.run("python", "-c", textwrap.dedent(code), cwd=cwd)


def install_wheel(folder: Path) -> Installed:
    """Build the wheel and install it below `folder`, once for all processes that ask for it."""
    with _alone(folder / "lock"):
        found = list(folder.glob("wheel/*.whl"))
        environment = folder / "environment"
        if not found:
            _pip(
                "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder / "wheel"), str(ROOT)
            )
            found = list(folder.glob("wheel/*.whl"))
            make_environment(environment)
            _pip("--python", str(environment), "install", "--no-deps", "--no-index", str(found[0]))
    return Installed(environment, found[0])


def make_environment(folder: Path) -> None:
    """An environment that sees the third-party packages of this one, and `scrapy` as a program of its own."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "development.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", "utf-8")
    program = folder / "bin" / "scrapy"
    program.write_text(f"#!{folder}/bin/python\nfrom scrapy.cmdline import execute\nexecute()\n", "utf-8")
    program.chmod(0o755)


def install_fresh(folder: Path, *requirements: str) -> None:
    """An environment with nothing in it but what the requirements bring, from the package registry."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    command = [folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    done = subprocess.run([*command, *requirements], env=plain_environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def plain_environment(**more: str) -> dict[str, str]:
    """The environment of this process without what leads elsewhere, and with `more`."""
    return {**{name: value for name, value in os.environ.items() if name not in LEADING}, **more}


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
