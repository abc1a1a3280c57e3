"""Tests mirror the code path for path, but for what the tables of CONTRIBUTING.md name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.imports import PACKAGE, files

ROOT = Path(__file__).parent.parent
ELSEWHERE = "Where a module is tested instead"
NO_MODULE = "Tests of no one module"
#: Rows of the first table: more would be a habit.
MOST = 15


def rows_of(heading: str, root: Path = ROOT) -> list[list[str]]:
    """The cells of the table below a heading of CONTRIBUTING.md, without their backticks."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition(f"### {heading}\n")[2].partition("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip(" `") for cell in line.strip("|").split(" | ")] for line in lines[2:]]


def mirror_of(module: str) -> str:
    """`crawler/schedule/polling.py` -> `tests/schedule/test_polling.py`; the underscores of `__init__` go."""
    path = Path(module)
    folder = path.relative_to(PACKAGE).parent if path.parts[0] == PACKAGE else path.parent
    return (Path("tests") / folder / f"test_{path.stem.strip('_')}.py").as_posix()


def modules_without_test(root: Path = ROOT) -> list[str]:
    """Modules that have neither their mirror nor a row that names them."""
    patterns = [row[0] for row in rows_of(ELSEWHERE, root)]
    return [
        f"{module}: write {mirror_of(module)}"
        for module in _modules(root)
        if not (root / mirror_of(module)).exists()
        and not any(fnmatch(module, pattern) for pattern in patterns)
    ]


def _modules(root: Path) -> Iterator[str]:
    """Every module but the packages that define nothing of their own."""
    for path in files(root):
        if path.name != "__init__.py" or _defines_something(path):
            yield path.relative_to(root).as_posix()


def _defines_something(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)


def wrong_rows(root: Path = ROOT) -> list[str]:
    """Rows of the first table that name no module, one that has its mirror, or a test that is none."""
    modules = [*_modules(root)]
    wrong = []
    for pattern, test, _ in rows_of(ELSEWHERE, root):
        named = [module for module in modules if fnmatch(module, pattern)]
        wrong += [] if named else [f"{pattern}: there is no such module"]
        wrong += [f"{test}: there is no such test"] if not (root / test).exists() else []
        if len(named) == 1 and (root / mirror_of(named[0])).exists():
            wrong.append(f"{pattern}: it has its mirror, {mirror_of(named[0])}")
    return wrong


def orphan_tests(root: Path = ROOT) -> list[str]:
    """Test files that mirror no module, and that no row of the second table names."""
    patterns = [row[0] for row in rows_of(NO_MODULE, root)]
    return [
        test
        for test in _tests(root)
        if not any(_exists(module, root) for module in _modules_of(test))
        and not any(fnmatch(test, pattern) for pattern in patterns)
    ]


def rows_without_test(root: Path = ROOT) -> list[str]:
    """Rows of the second table that name no test file, or one that mirrors a module."""
    return [
        pattern
        for pattern, _ in rows_of(NO_MODULE, root)
        if not any(fnmatch(test, pattern) for test in _tests(root) if not _mirrors_one(test, root))
    ]


def _tests(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in sorted((root / "tests").rglob("test_*.py"))]


def _mirrors_one(test: str, root: Path) -> bool:
    return any(_exists(module, root) for module in _modules_of(test))


def _exists(module: Path, root: Path) -> bool:
    special = module.with_stem(f"__{module.stem}__")
    return (root / module).is_file() or (root / special).is_file()


def _modules_of(test: str) -> Iterator[Path]:
    """What a test file may mirror: a module of the crawler, of the project's root, or one of the tests' own.

    A second file on one module adds words to the name: `test_article_key_stability.py`.
    """
    path = Path(test)
    folder = path.relative_to("tests").parent
    words = path.stem.removeprefix("test_").split("_")
    for home in (Path(PACKAGE) / folder, folder, path.parent):
        for number in range(len(words), 0, -1):
            yield home / ("_".join(words[:number]) + ".py")


def report(problems: list[str]) -> str:
    """One problem a line."""
    return "\n" + "\n".join(problems)


def test_every_module_has_its_test() -> None:
    problems = modules_without_test()
    assert not problems, report(problems)


def test_a_row_names_a_module_that_is_tested_elsewhere() -> None:
    problems = wrong_rows()
    assert not problems, report(problems)


def test_every_test_has_its_module() -> None:
    problems = orphan_tests()
    assert not problems, report(problems)


def test_a_row_names_tests_of_no_one_module() -> None:
    problems = rows_without_test()
    assert not problems, report(problems)


def test_exceptions_are_few() -> None:
    assert len(rows_of(ELSEWHERE)) <= MOST


PLANTED = {
    "crawler/__init__.py": "from crawler import one\n",
    "crawler/one.py": "",
    "crawler/two.py": "",
    "crawler/a/__init__.py": "def load(): ...\n",
    "crawler/a/three.py": "",
    "crawler/a/b/four.py": "",
    "crawler/a/b/five.py": "",
    "tools/six.py": "",
    "tests/helper.py": "",
    "tests/test_one.py": "",
    "tests/test_one_more.py": "",
    "tests/test_helper.py": "",
    "tests/test_rules.py": "",
    "tests/a/test_seven.py": "",
    "tests/tools/test_six.py": "",
    "CONTRIBUTING.md": (
        f"### {ELSEWHERE}\n\n| module | tested in | why |\n| --- | --- | --- |\n"
        "| `crawler/one.py` | `tests/test_rules.py` | it has its mirror |\n"
        "| `crawler/a/b/*.py` | `tests/test_rules.py` | they are many |\n"
        "| `crawler/eight.py` | `tests/test_gone.py` | neither exists |\n\n"
        f"### {NO_MODULE}\n\n| tests | what they hold |\n| --- | --- |\n"
        "| `tests/test_rules.py` | rules |\n| `tests/tools/*` | what has a module |\n\n"
        "## Another\n\n| `tests/a/*` | no row | of the table |\n"
    ),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with a violation of each kind, and what is allowed beside them."""
    root = tmp_path_factory.mktemp("planted")
    for name, text in PLANTED.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_the_checker_finds_modules_without_a_test(planted: Path) -> None:
    assert modules_without_test(planted) == [
        "crawler/a/__init__.py: write tests/a/test_init.py",
        "crawler/a/three.py: write tests/a/test_three.py",
        "crawler/two.py: write tests/test_two.py",
    ]


def test_the_checker_finds_rows_that_are_wrong(planted: Path) -> None:
    assert wrong_rows(planted) == [
        "crawler/one.py: it has its mirror, tests/test_one.py",
        "crawler/eight.py: there is no such module",
        "tests/test_gone.py: there is no such test",
    ]
    assert rows_without_test(planted) == ["tests/tools/*"]


def test_the_checker_finds_tests_without_a_module(planted: Path) -> None:
    assert orphan_tests(planted) == ["tests/a/test_seven.py"]
