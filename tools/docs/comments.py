"""Reads what a source file says of the names in it: the words of the documentation.

That is the `#:` comment above a name, else the text that stands as a statement of its own below it.
"""

from __future__ import annotations

import ast
from pathlib import Path

MARK = "#:"


def module_comments(path: Path) -> dict[str, str]:
    """Return name -> comment of every name that the module at `path` assigns, in the file's order.

    A comment of several lines is joined by spaces; a name without one has an empty text.
    """
    return _comments(ast.parse(_read(path)).body, _read(path).splitlines())


def class_comments(path: Path, name: str) -> dict[str, str]:
    """Return name -> comment of what the class `name` in the module at `path` assigns or annotates.

    A name without a comment has an empty text. Raises LookupError where the module has no such class.
    """
    tree = ast.parse(_read(path))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return _comments(node.body, _read(path).splitlines())
    raise LookupError(f"{path} has no class {name}: name the class as the file does")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _comments(body: list[ast.stmt], lines: list[str]) -> dict[str, str]:
    following = [*body[1:], ast.Pass()]
    return {
        name: _above(node.lineno, lines) or _text_of(after)
        for node, after in zip(body, following, strict=True)
        for name in _names(node)
    }


def _text_of(node: ast.stmt) -> str:
    """The text of a statement that is nothing but a text, its line breaks as spaces."""
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    said = node.value.value if is_text else None  # type: ignore[attr-defined]
    return " ".join(said.split()) if isinstance(said, str) else ""


def class_groups(path: Path, name: str) -> dict[tuple[str, ...], str]:
    """Return names -> comment of a class in which a comment speaks of all names that follow it at once.

    Names without a comment before them are left out. Raises LookupError where there is no such class.
    """
    groups: list[tuple[list[str], str]] = []
    for each, comment in class_comments(path, name).items():
        if comment:
            groups.append(([each], comment))
        elif groups:
            groups[-1][0].append(each)
    return {tuple(names): comment for names, comment in groups}


def _names(node: ast.stmt) -> list[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    flat = [e for t in targets for e in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return [target.id for target in flat if isinstance(target, ast.Name)]


def _above(line: int, lines: list[str]) -> str:
    """The `#:` comment that ends on the line above `line` (counted from 1)."""
    said: list[str] = []
    for text in reversed(lines[: line - 1]):
        if not text.strip().startswith(MARK):
            break
        said.insert(0, text.strip().removeprefix(MARK).strip())
    return " ".join(said)
