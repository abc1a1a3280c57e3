"""Builds what is learned: `python -m tools.training [part ...]`, all parts where none is named.

A part is a module or package here with a `main`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import tools.training as here

_NOT_PARTS = ("__main__", "credits", "gold", "pages", "ranking")

for part in sys.argv[1:] or [m.name for m in iter_modules(here.__path__) if m.name not in _NOT_PARTS]:
    print(f"-- {part}", flush=True)
    import_module(f"{here.__name__}.{part}").main()
