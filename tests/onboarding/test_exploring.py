"""Several sites are looked at side by side, and told of in the order of their list."""

import signal
from pathlib import Path

import pytest

from tests.crawls import Project
from tests.site import Site
from tests.site.platforms import PLATFORMS, PlatformSite

pytestmark = pytest.mark.system


def project_in(folder: Path) -> Project:
    (folder / "local_outlets").mkdir()
    (folder / "local_outlets" / "__init__.py").touch()
    return Project(folder, f"sqlite:///{folder}/crawler.db", {"NEWSPIDER_MODULE": "local_outlets"})


def test_a_site_that_answers_slowly_is_told_of_at_its_place(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with Site(articles=3, latency=0.2).serve() as slow, PlatformSite(PLATFORMS[1]).serve() as quick:
        (tmp_path / "sites.txt").write_text(f"{slow.origin}\n{quick.origin}\n")
        ended = project.run("outlet", "add", "--from-file", str(tmp_path / "sites.txt"))
    assert ended.status == 0, ended.err
    told = [line.removeprefix("=== ") for line in ended.out.splitlines() if line.startswith("=== ")]
    assert told == [f"{slow.origin}/", f"{quick.origin}/"]


def test_who_stops_it_is_told_that_the_rest_was_not_looked_at(tmp_path: Path) -> None:
    project = project_in(tmp_path)
    with Site(articles=3, latency=600).serve() as site:
        command = project.start("outlet", "add", site.origin, "--yes", DOWNLOAD_TIMEOUT=600)
        command.wait_until(lambda: site.requests)
        command.send(signal.SIGINT)
        ended = command.wait()
    assert ended.status == 1
    assert "Stopped: what is not shown above was not looked at" in ended.out
    assert [path.name for path in (tmp_path / "local_outlets").glob("*.py")] == ["__init__.py"]
