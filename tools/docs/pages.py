"""Which generated block is written by which function, and which pages hold such blocks."""

from __future__ import annotations

from pathlib import Path

from tools.docs import tables
from tools.docs.api import api_reference
from tools.docs.blocks import Writer
from tools.docs.commands import commands_reference
from tools.docs.exit_statuses import exit_status_table
from tools.docs.settings import settings_table
from tools.docs.store_tables import store_reference

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs"

#: Name of a block -> what writes it.
WRITERS: dict[str, Writer] = {
    "alarms": tables.alarms_table,
    "api": api_reference,
    "arguments": tables.arguments_table,
    "attributes": tables.attributes_table,
    "commands": commands_reference,
    "context": tables.context_table,
    "exit-statuses": exit_status_table,
    "fields": tables.fields_table,
    "image": tables.image_table,
    "left-out": tables.left_out_table,
    "methods": tables.methods_table,
    "metrics": tables.metrics_table,
    "outlets": tables.outlets_table,
    "reasons": tables.reasons_table,
    "settings": settings_table,
    "source": tables.source_table,
    "store": store_reference,
}


def documentation_pages() -> list[Path]:
    """Return every page of the documentation, by path."""
    return sorted(FOLDER.rglob("*.md"))
