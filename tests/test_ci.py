"""CI runs what `.ci/run` runs on every Python that is supported; the hooks are the project's own tools."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
TEMPLATES = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.md"))

pytestmark = pytest.mark.system


def test_the_workflow_runs_what_everybody_can_run():
    (job,) = WORKFLOW["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_workflow_runs_it_on_every_python_that_is_supported():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    supported = re.findall(r"Python :: (3\.\d+)$", "\n".join(project["classifiers"]), re.M)
    (job,) = WORKFLOW["jobs"].values()
    assert job["strategy"]["matrix"]["python"] == supported


def recipe_of(target: str) -> str:
    """The commands of a target, as make would run them."""
    made = subprocess.run(["make", "-n", target, "WORKERS=2"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_ci_runs_all_tests_and_then_the_deep_ones():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"^(?:exec )?make .*?([\w-]+) </dev/null$", script, re.M) == ["test", "test-deep"]
    assert "for check in format lint types docs tests;" in recipe_of("test")
    assert "-m deep" in recipe_of("test-deep")


def test_what_is_quick_leaves_out_tests_of_the_system():
    assert "for check in format lint types unit;" in recipe_of("check")
    assert '-m "not system and not deep"' in recipe_of("check-unit")
    assert "-m" not in recipe_of("check-tests").split("pytest")[1]


def test_deep_tests_run_only_where_they_are_asked_for():
    options = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]
    assert "-m 'not deep'" in options["ini_options"]["addopts"]


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
