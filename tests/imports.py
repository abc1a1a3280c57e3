"""What each file of a package imports and reaches, read with `ast` and without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = "crawler"


@dataclass(frozen=True, order=True)
class Use:
    """A place (path, line) that uses a module or an attribute of one, by its full dotted name."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} uses {self.name}"


def within(name: str, names: Iterable[str]) -> bool:
    """Whether the dotted `name` is one of `names` or lies in one."""
    return any(name == other or name.startswith(other + ".") for other in names)


def layer(name: str) -> str | None:
    """`crawler.storage.tables.crawl` -> `storage`; `None` for the package and what is not of it."""
    parts = name.split(".")
    if parts[0] != PACKAGE or len(parts) == 1 or parts[1].startswith("__"):
        return None
    return parts[1]


def module_name(path: Path, root: Path) -> str:
    """`crawler/storage/__init__.py` -> `crawler.storage`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def files(root: Path) -> list[Path]:
    """Every Python file of the package under `root`."""
    return sorted((root / PACKAGE).rglob("*.py"))


class _Uses(ast.NodeVisitor):
    """Gathers (line, dotted name) of imports, and of attributes reached through imported names."""

    def __init__(self, package: str) -> None:
        self.package = package
        self.imports: list[tuple[int, str]] = []
        self.attributes: list[tuple[int, str]] = []
        self._names = {"__import__": "__import__"}

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.imports.append((node.lineno, alias.name))
            bound = alias.asname or alias.name.split(".")[0]
            self._names[bound] = alias.name if alias.asname else bound

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        base = self._base(node)
        for alias in node.names:
            name = f"{base}.{alias.name}"
            self.imports.append((node.lineno, name))
            self._names[alias.asname or alias.name] = name

    def visit_Call(self, node: ast.Call) -> None:
        """`import_module("x")` and `__import__("x")` are imports too."""
        called = self._dotted(node.func)
        text = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
        if called in ("importlib.import_module", "__import__") and isinstance(text, str):
            self.imports.append((node.lineno, text))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if name := self._dotted(node):
            self.attributes.append((node.lineno, name))
        else:
            self.generic_visit(node)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parent = self.package.split(".")[: len(self.package.split(".")) - node.level + 1]
        return ".".join([*parent, *([node.module] if node.module else [])])

    def _dotted(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return self._names.get(node.id)
        parent = self._dotted(node.value) if isinstance(node, ast.Attribute) else None
        return f"{parent}.{node.attr}" if parent and isinstance(node, ast.Attribute) else None


@cache
def _visited(path: Path, root: Path) -> _Uses:
    module = module_name(path, root)
    visitor = _Uses(module if path.name == "__init__.py" else module.rpartition(".")[0])
    visitor.visit(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))
    return visitor


def uses(path: Path, root: Path, *, attributes: bool = False) -> Iterator[Use]:
    """What the file imports, wherever in it; with `attributes` also what it reaches through that."""
    visitor = _visited(path, root)
    for line, name in [*visitor.imports, *(visitor.attributes if attributes else [])]:
        yield Use(path.relative_to(root).as_posix(), line, name)
