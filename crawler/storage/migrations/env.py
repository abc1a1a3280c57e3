"""Alembic's environment: runs on the connection it is given, inside the transaction open there."""

from typing import Any, Literal

from alembic import context

from crawler.storage.schema import VERSION_TABLE
from crawler.storage.tables import Base

PLAIN = {
    "CleanText": "sa.Text()",
    "Whole": 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")',
    "UtcDateTime": "sa.DateTime(timezone=True)",
    "Json": "sa.JSON()",
}


def render_plain(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Name a column's type in a script by what it is now, so that scripts never change with the code."""
    return PLAIN.get(type(item).__name__, False) if kind == "type" else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("tables", Base.metadata),
    version_table=VERSION_TABLE,
    transactional_ddl=True,
    render_item=render_plain,
)
with context.begin_transaction():
    context.run_migrations()
