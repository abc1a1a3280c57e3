"""What stands in `deploy/` works, as far as it can be tried without installing it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.system

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_accepts_service_and_timer(tmp_path):
    for name in ("crawldue.service", "crawldue.timer"):
        unit = (DEPLOY / name).read_text().replace("/opt/crawler/.venv/bin/scrapy", "/bin/true")
        (tmp_path / name).write_text(unit)
    command = ["systemd-analyze", "verify", "--man=no", "crawldue.service", "crawldue.timer"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_line_of_the_crontab_runs_the_command_in_the_project(tmp_path):
    program = tmp_path / ".venv" / "bin" / "scrapy"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$PWD $*"\n')
    program.chmod(0o755)
    lines = [line for line in (DEPLOY / "crontab").read_text().splitlines() if not line.startswith("#")]
    [(schedule, command)] = [re.fullmatch(r"((?:\S+\s+){5})(.*)", line).groups() for line in lines]
    assert schedule.split() == ["*/2", "*", "*", "*", "*"]
    environment = {**os.environ, "CRAWLER_HOME": str(tmp_path)}
    done = subprocess.run(["/bin/sh", "-c", command], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{tmp_path} crawldue\n", "")


def test_the_container_is_made_of_what_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.M)
    assert copied
    assert all((ROOT / name).exists() for names in copied for name in names.split())


def test_the_container_runs_the_loop_in_the_folder_that_is_mounted():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    assert {'ENTRYPOINT ["presswatch"]', 'CMD ["crawldue", "--loop"]', "VOLUME /project"} <= {*lines}
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert services["crawler"]["command"][:2] == ["crawldue", "--loop"]
    assert services["crawler"]["volumes"] == ["${PRESSWATCH_FOLDER:-project}:/project"]
