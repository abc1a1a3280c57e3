"""An environment for each peer, in the user's cache: made once for each state of its lock."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

LOCKS = Path(__file__).parent / "peers"


class NotInstalled(Exception):
    """A peer can't be had here; the message is the last line of what the installer said."""


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment, which is made where there is none; raises `NotInstalled`."""
    lock = LOCKS / f"{peer}.lock"
    digest = hashlib.sha256(f"{sys.version} {lock.read_text('utf-8')}".encode()).hexdigest()[:12]
    folder = _cache() / f"{peer}-{digest}"
    done = folder / "installed"
    if not done.exists():
        try:
            _install(folder, lock)
        except NotInstalled:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        done.touch()
    return folder / "bin" / "python"


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "crawler-benchmarks"


def _install(folder: Path, lock: Path) -> None:
    _run(sys.executable, "-m", "venv", "--clear", str(folder))
    pip = (
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    )
    _run(*pip, "install", "--require-hashes", "-r", str(lock))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit status {done.returncode}"]
        raise NotInstalled(said[-1])
