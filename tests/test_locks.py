"""The lock files hold what `pyproject.toml` asks for, with hashes and without traces of a machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
#: Lock file -> the extras and the groups of tools that it has beside what reading a page takes.
LOCKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "requirements.lock": (("crawl",), ()),
    "requirements-all.lock": (("all",), ()),
    "requirements-dev.lock": (("all",), ("dev", "docs")),
    "requirements-train.lock": (("all",), ("dev", "train")),
}
#: What the benchmark installs, each into an environment of its own: "NAME==VERSION".
PEERS = Path("tools/benchmarks/peers")
ASKED_PEERS = (ROOT / PEERS / "peers.txt").read_text().split()
PEER_LOCKS = [f"{PEERS}/{line.partition('==')[0]}.lock" for line in ASKED_PEERS]


def locked(name: str) -> dict[str, list[tuple[str, int]]]:
    """Package -> its versions (more than one where platforms differ), each with its count of hashes."""
    versions: dict[str, list[tuple[str, int]]] = {}
    for block in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
        pinned = re.match(r"([\w.-]+)==([^\s;]+)", block)
        assert pinned, f"not pinned: {block[:80]!r}"
        versions.setdefault(pinned[1], []).append((pinned[2], block.count("--hash=sha256:")))
    return versions


def declared() -> dict[str, Any]:
    """What `pyproject.toml` says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(name: str) -> list[Requirement]:
    """What the project asks for, with the extras and the tools that the lock has beside it."""
    project, (extras, groups) = declared(), LOCKS[name]
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    asked += [Requirement(line) for group in groups for line in project["dependency-groups"][group]]
    return asked + [one for extra in extras for one in of_extra(project["project"], extra)]


def of_extra(project: dict[str, Any], extra: str) -> list[Requirement]:
    """What an extra asks for, through the extras that it names."""
    lines = [Requirement(line) for line in project["optional-dependencies"][extra]]
    own, others = (
        [line for line in lines if (line.name == project["name"]) is itself] for itself in (True, False)
    )
    return others + [one for line in own for inner in line.extras for one in of_extra(project, inner)]


def test_the_extra_all_brings_every_other() -> None:
    project = declared()["project"]
    [line] = map(Requirement, project["optional-dependencies"]["all"])
    assert line.extras == project["optional-dependencies"].keys() - {"all"}


@pytest.mark.parametrize("name", LOCKS)
def test_what_is_asked_for_is_locked_in_a_fitting_version(name: str) -> None:
    versions = locked(name)
    for requirement in asked(name):
        found = [version for version, _ in versions.get(canonicalize_name(requirement.name), [])]
        assert found, f"{requirement} is not in {name}: run `make lock`"
        assert all(requirement.specifier.contains(v) for v in found), (
            f"{requirement}, but {found}: run `make lock`"
        )


@pytest.mark.parametrize("name", [*LOCKS, *PEER_LOCKS])
def test_every_version_has_hashes(name: str) -> None:
    assert all(count for versions in locked(name).values() for _, count in versions)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-all.lock"])
def test_tests_run_on_the_versions_that_users_get(name: str) -> None:
    tested = locked("requirements-dev.lock")
    assert {package: tested.get(package) for package in locked(name)} == locked(name)


@pytest.mark.parametrize("name", [*LOCKS, *PEER_LOCKS])
def test_no_path_or_registry_is_written_down(name: str) -> None:
    assert not re.search(
        r"://|^\s*(-i|--index-url|--find-links)|/\w+/", (ROOT / name).read_text(), re.MULTILINE
    )


@pytest.mark.parametrize(("peer", "lock"), [*zip(ASKED_PEERS, PEER_LOCKS, strict=True)])
def test_a_peer_is_locked_in_the_version_asked_for(peer: str, lock: str) -> None:
    name, _, version = peer.partition("==")
    assert [found for found, _ in locked(lock)[name]] == [version]
