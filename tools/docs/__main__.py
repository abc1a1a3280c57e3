"""`python -m tools.docs`: writes the generated tables of the documentation anew, and says which changed.

`--check` writes nothing; its exit status is 1 where a page is not current.
"""

from __future__ import annotations

import argparse
import sys

from tools.docs.blocks import stale_pages
from tools.docs.pages import ROOT, WRITERS, documentation_pages


def main() -> int:
    """Write, or check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=main.__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where a page is not current")
    check = parser.parse_args().check
    stale = stale_pages(documentation_pages(), WRITERS)
    for page, text in stale.items():
        print(f"{page.relative_to(ROOT)}: {'not current: run make docs-tables' if check else 'written'}")
        if not check:
            page.write_text(text, encoding="utf-8")
    if not stale:
        print("Every generated table is current.")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
