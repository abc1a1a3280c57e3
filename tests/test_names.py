"""Names say what they stand for: a public one is defined once, and a predicate answers yes or no."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports import PACKAGE, files, module_name

ROOT = Path(__file__).parent.parent

#: What Scrapy and Alembic look up by a name of theirs, one a module: name -> where that is so.
ONE_A_MODULE = {"Command": f"{PACKAGE}.commands", "upgrade": f"{PACKAGE}.storage.migrations"}
#: What a predicate's name begins with, after the underscore of one that is not public.
PREDICATE = re.compile(
    r"_?(?:is|are|was|were|has|have|had|can|may|must|should|needs|does|did|will|wants|holds|contains)_"
)
YES_OR_NO = re.compile(r"bool|(?:typing\.)?Type(?:Guard|Is)\[.+\]")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def names_defined_twice(root: Path = ROOT) -> list[str]:
    """Public functions and classes that stand in two or more modules, each with where it stands."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in files(root):
        for node in _public(_parsed(path)):
            if not _is_one_a_module(node.name, module_name(path, root)):
                places[node.name].append(f"{path.relative_to(root)}:{node.lineno}")
    return [f"{name}: {', '.join(found)}" for name, found in sorted(places.items()) if len(found) > 1]


def _public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """The public functions and classes at module level."""
    defined = (node for node in tree.body if isinstance(node, Function | ast.ClassDef))
    return (node for node in defined if not node.name.startswith("_"))


def _is_one_a_module(name: str, module: str) -> bool:
    return name in ONE_A_MODULE and module.startswith(f"{ONE_A_MODULE[name]}.")


def lying_predicates(root: Path = ROOT) -> list[str]:
    """Functions and methods that are named like a predicate, and not annotated to return a bool."""
    return [
        f"{path.relative_to(root)}:{node.lineno} {node.name} -> {_returned(node)}"
        for path in files(root)
        for node in _functions(_parsed(path))
        if PREDICATE.match(node.name) and not YES_OR_NO.fullmatch(_returned(node))
    ]


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _returned(node: Function) -> str:
    return ast.unparse(node.returns) if node.returns else "nothing said"


def test_a_public_name_is_defined_once() -> None:
    twice = names_defined_twice()
    assert not twice, "\n" + "\n".join(twice)


def test_a_predicate_answers_yes_or_no() -> None:
    lies = lying_predicates()
    assert not lies, "\n" + "\n".join(lies)


PLANTED = {
    "one.py": "def parse_date(): ...\n\nclass Link: ...\n\ndef _read(): ...\n",
    "two/three.py": "async def parse_date(): ...\n\nclass Page:\n    def read(self): ...\n",
    "four.py": "class Link: ...\n\nclass Command: ...\n\ndef read(): ...\n",
    "commands/crawl.py": "class Command: ...\n",
    "commands/runs.py": "class Command: ...\n",
    "storage/migrations/versions/0001_x.py": "def upgrade(): ...\n",
    "storage/migrations/versions/0002_y.py": "def upgrade(): ...\n",
    "guess.py": (
        "def is_article() -> str | None: ...\n\n"
        "class Box:\n    def has_room(self): ...\n    def can_hold(self) -> bool: ...\n\n"
        "def outer() -> None:\n    def _was_it() -> int: ...\n\n"
        "def is_outlet(x: object) -> TypeGuard[type[int]]: ...\n"
        "def issue() -> int: ...\n"
    ),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree with a violation of each kind, and allowed names beside them."""
    root = tmp_path_factory.mktemp("planted")
    for name, source in PLANTED.items():
        path = root / PACKAGE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return root


def test_the_checker_finds_what_is_defined_twice(planted: Path) -> None:
    assert names_defined_twice(planted) == [
        "Link: crawler/four.py:1, crawler/one.py:3",
        "parse_date: crawler/one.py:1, crawler/two/three.py:1",
    ]


def test_a_name_that_is_looked_up_is_allowed_only_where_it_is_looked_up(planted: Path) -> None:
    (planted / PACKAGE / "five.py").write_text("class Command: ...\n")
    assert names_defined_twice(planted)[0] == "Command: crawler/five.py:1, crawler/four.py:3"


def test_the_checker_finds_predicates_that_lie(planted: Path) -> None:
    assert lying_predicates(planted) == [
        "crawler/guess.py:1 is_article -> str | None",
        "crawler/guess.py:4 has_room -> nothing said",
        "crawler/guess.py:8 _was_it -> int",
    ]
