"""`python -m tools.records`: writes anew what derives from the article's fields, and says what changed.

These are the migration that adds the columns of new fields, the JSON Schema, the tables of the
documentation, and the records that the tests of the outlets expect. `--check` writes nothing; its exit
status is 1 where a file is not current. `--migration MESSAGE` writes the migration of any other change of
the tables, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys

from crawler.items import article_json_schema
from tools.docs.blocks import stale_pages
from tools.docs.pages import FOLDER, WRITERS, documentation_pages
from tools.records.changes import Change, compare_file
from tools.records.migration import MigrationError, field_migration, whole_migration
from tools.records.outlets import outlet_changes

SCHEMA = FOLDER / "reference" / "article.schema.json"


def all_changes() -> list[Change]:
    """Return every file that is not what the article's fields make of it. Raises `MigrationError`."""
    pages = stale_pages(documentation_pages(), WRITERS)
    schema = json.dumps(article_json_schema(), ensure_ascii=False, indent=2) + "\n"
    return [
        *field_migration(),
        *compare_file(SCHEMA, schema),
        *(Change(page, text, ("tables written anew",)) for page, text in pages.items()),
        *outlet_changes(),
    ]


def main() -> int:
    """Write, or check; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.records", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where a file is not current")
    parser.add_argument("--migration", metavar="MESSAGE", help="write only a migration, with this message")
    options = parser.parse_args()
    try:
        changes = whole_migration(options.migration) if options.migration else all_changes()
    except MigrationError as error:
        print(error, file=sys.stderr)
        return 2
    for change in changes:
        print("\n".join(change.lines()))
        if not options.check:
            change.write()
    if not changes:
        print("Nothing to write: every file agrees with the code.")
    return int(options.check and bool(changes))


if __name__ == "__main__":
    sys.exit(main())
