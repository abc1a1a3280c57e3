"""How the code is laid out, in figures: `python -m tools.structure [ROOT ...]` (default: this tree).

Each figure is of the package `crawler` under a root, so that two trees stand side by side.
"""
