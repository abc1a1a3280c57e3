"""Which modules of a package import each other in circles, and which imports point back up."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from tests.imports import layer, module_name, within
from tools.structure.code import Code

Graph = Mapping[str, set[str]]


def import_graph(code: Code) -> Graph:
    """Module -> the modules of the package that it imports while it is loaded itself."""
    names = {module_name(path, code.root): path for path in code.paths}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for name, path in names.items():
        for imported in _imports(code.trees[path]):
            found = imported if imported in names else imported.rpartition(".")[0]
            if found in names and found != name:
                graph[name].add(found)
    return graph


def _imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports at its top level, but for type checkers."""
    for node in _statements(tree.body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            if isinstance(node, ast.If | ast.Try | ast.With):
                yield from _statements(getattr(node, part, []))


def find_circles(graph: Graph) -> list[tuple[str, ...]]:
    """Groups of modules that import each other in a circle; a module's own package is no part of one."""
    left = {name: {other for other in others if not within(name, [other])} for name, others in graph.items()}
    circles: list[tuple[str, ...]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
            return circles
        except CycleError as error:
            circle = error.args[1][:-1]
            circles.append(tuple(sorted(circle)))
            for name in circle:
                left[name] = left[name] - {*circle}


def arrows_back_up(code: Code, graph: Graph) -> list[str]:
    """Imports between two packages that import each other, in the direction that has fewer of them.

    A file that holds nothing but names of another hands them on, and is left out.
    """
    handing_on = {module_name(path, code.root) for path in code.paths if _only_hands_on(path, code)}
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, others in graph.items():
        for other in others if name not in handing_on else ():
            here, there = layer(name), layer(other)
            if here and there and here != there:
                arrows[here, there].append(f"{name} -> {other}")
    back = [
        found
        for (here, there), found in arrows.items()
        if (len(found), here) < (len(arrows.get((there, here), ())), there)
    ]
    return sorted(arrow for found in back for arrow in found)


def _only_hands_on(path: Path, code: Code) -> bool:
    imports = (ast.Import, ast.ImportFrom)
    held = [node for node in code.trees[path].body if not isinstance(node, (*imports, ast.Expr, ast.Assign))]
    return path.stem != "__init__" and not held and any(isinstance(n, imports) for n in code.trees[path].body)
