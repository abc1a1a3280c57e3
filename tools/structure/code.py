"""Sizes, docstrings and names of a package, read with `ast` and without running it."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.imports import PACKAGE, files, module_name

#: Files of these names stand once in each field of an article, where the folder says which.
OF_A_FIELD = ("choose", "candidates", "features", "model")
#: Names that Scrapy and Alembic look up, one a module.
LOOKED_UP = {"Command": f"{PACKAGE}.commands", "upgrade": f"{PACKAGE}.storage.migrations"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True)
class Spread:
    """Sizes in lines: the median, the 90th percentile and the longest."""

    median: int
    most: int
    longest: int

    @classmethod
    def of(cls, sizes: Sequence[int]) -> Spread:
        """The spread of some sizes, all 0 where there are none."""
        ordered = sorted(sizes) or [0]
        return cls(ordered[len(ordered) // 2], ordered[len(ordered) * 9 // 10], ordered[-1])

    def __str__(self) -> str:
        return f"{self.median} / {self.most} / {self.longest}"


class Code:
    """The package under `root`: every file parsed once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = files(root)

    @cached_property
    def trees(self) -> dict[Path, ast.Module]:
        """Each file's syntax tree."""
        return {path: ast.parse(path.read_text(encoding="utf-8")) for path in self.paths}

    def file_sizes(self) -> list[int]:
        """The lines of each file."""
        return [len(path.read_text(encoding="utf-8").splitlines()) for path in self.paths]

    def function_sizes(self) -> list[int]:
        """The lines of each function and method; migrations, which never change, aside."""
        trees = (tree for path, tree in self.trees.items() if "migrations" not in path.parts)
        functions = (node for tree in trees for node in ast.walk(tree) if isinstance(node, Function))
        return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in functions]

    def documented_share(self) -> float:
        """The share that has a docstring of modules that hold anything, and of what is public in them."""
        nodes: list[ast.Module | Definition] = [tree for tree in self.trees.values() if tree.body]
        nodes += [node for tree in self.trees.values() for node in _public(tree)]
        return sum(ast.get_docstring(node) is not None for node in nodes) / len(nodes)

    def definitions(self) -> Iterator[tuple[Path, Definition]]:
        """Each public function and class at module level, with its file."""
        for path, tree in self.trees.items():
            for node in tree.body:
                if isinstance(node, Definition) and not node.name.startswith("_"):
                    yield path, node

    def one_word_functions(self) -> tuple[int, int]:
        """How many public functions at module level have one bare word for a name, and of how many."""
        names = [node.name for _, node in self.definitions() if isinstance(node, Function)]
        return sum("_" not in name for name in names), len(names)

    def names_defined_twice(self) -> list[str]:
        """The public functions and classes that two or more modules define, those looked up by name aside."""
        places: dict[str, set[Path]] = defaultdict(set)
        for path, node in self.definitions():
            if not module_name(path, self.root).startswith(f"{LOOKED_UP.get(node.name, '-')}."):
                places[node.name].add(path)
        return sorted(name for name, paths in places.items() if len(paths) > 1)

    def shared_file_names(self) -> tuple[int, int]:
        """How many files share their name with another, and of how many; `__init__` and a field's aside."""
        names = Counter(path.stem for path in self.paths if path.stem not in ("__init__", *OF_A_FIELD))
        return sum(number for number in names.values() if number > 1), names.total()

    def fullest_folder(self) -> tuple[str, int]:
        """The folder that holds most files, and how many, `__init__` aside."""
        folders = Counter(path.parent for path in self.paths if path.stem != "__init__")
        folder, number = folders.most_common(1)[0]
        return folder.relative_to(self.root).as_posix(), number


def _public(tree: ast.Module) -> Iterator[Definition]:
    """The public functions and classes at module level, and the public methods of those classes."""
    for node in tree.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            for inner in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(inner, Definition) and not inner.name.startswith("_"):
                    yield inner
