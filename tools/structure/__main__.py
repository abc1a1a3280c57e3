"""`python -m tools.structure [ROOT ...]`: a table of the measures, a column a tree."""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.structure.arrows import arrows_back_up, find_circles, import_graph
from tools.structure.code import Code, Spread
from tools.structure.passes import files_of_a_page, files_of_a_run

ROOT = Path(__file__).resolve().parent.parent.parent


def measure_tree(root: Path) -> dict[str, str]:
    """Measure -> its figure, of the package under `root`."""
    code = Code(root)
    graph = import_graph(code)
    sizes, (one_word, functions) = code.file_sizes(), code.one_word_functions()
    (shared, named), (folder, fullest) = code.shared_file_names(), code.fullest_folder()
    page, run = files_of_a_page(root), files_of_a_run(root)
    return {
        "files / lines": f"{len(sizes)} / {sum(sizes):,}",
        "lines of a file: median / p90 / longest": str(Spread.of(sizes)),
        "lines of a function: median / p90 / longest": str(Spread.of(code.function_sizes())),
        "public docstrings": f"{code.documented_share():.1%}",
        "public functions named by one bare word": f"{one_word} of {functions} ({one_word / functions:.0%})",
        "public names in two or more modules": str(len(code.names_defined_twice())),
        "files that share a name with another": f"{shared} of {named} ({shared / named:.0%})",
        "fullest folder, files": f"{fullest} ({folder})",
        "import circles / arrows back up": f"{len(find_circles(graph))} / {len(arrows_back_up(code, graph))}",
        "files that one page's extraction passes": _number(page),
        "files that a run of one crawled article passes": _number(run),
        "README KB / files in docs": f"{_kilobytes(root / 'README.md'):.1f} / {_documents(root)}",
    }


def _number(found: list[str] | None) -> str:
    return "-" if found is None else str(len(found))


def _kilobytes(path: Path) -> float:
    return path.stat().st_size / 1000 if path.exists() else 0.0


def _documents(root: Path) -> int:
    return sum(1 for _ in (root / "docs").rglob("*.md"))


def package_root(text: str) -> Path:
    """Return the folder that `text` names; raises ArgumentTypeError where no package `crawler` is in it."""
    root = Path(text).resolve()
    if not (root / "crawler").is_dir():
        raise argparse.ArgumentTypeError(f"{text} holds no folder crawler: name the root of a checkout")
    return root


def main(arguments: list[str] | None = None) -> None:
    """Print the table of the trees that `arguments` (those of the command line) name, or of this one."""
    parser = argparse.ArgumentParser(prog="python -m tools.structure", description=__doc__)
    parser.add_argument(
        "roots", nargs="*", type=package_root, metavar="ROOT", help="a checkout (default: this one)"
    )
    roots = parser.parse_args(arguments).roots or [ROOT]
    columns = [measure_tree(root) for root in roots]
    rows = [("", *(root.name for root in roots))]
    rows += [(name, *(column[name] for column in columns)) for name in columns[0]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
