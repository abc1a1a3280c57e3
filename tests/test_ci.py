"""CI runs what `.ci/run` runs on every Python that is supported; the hooks are the project's own tools."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
TEMPLATES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.md"))


def test_the_workflow_runs_what_everybody_can_run():
    (job,) = WORKFLOW["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_workflow_runs_it_on_every_python_that_is_supported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)$", "\n".join(project["classifiers"]), re.M)
    (job,) = WORKFLOW["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == supported


def test_hooks_download_nothing():
    assert [repo["repo"] for repo in HOOKS] == ["local"]
    assert {hook["language"] for hook in HOOKS[0]["hooks"]} == {"system"}


@pytest.mark.parametrize("hook", HOOKS[0]["hooks"], ids=lambda hook: hook["id"])
def test_a_hook_is_a_tool_of_the_environment(hook):
    program, *arguments = hook["entry"].split()
    assert (ROOT / program).exists()
    if "-m" in arguments:
        module = ROOT.joinpath(*arguments[arguments.index("-m") + 1].split("."))
        assert (module / "__main__.py").is_file()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_says_what_it_is_for(template):
    head = yaml.safe_load(template.read_text(encoding="utf-8").split("---")[1])
    assert set(head) == {"name", "about", "labels"}
