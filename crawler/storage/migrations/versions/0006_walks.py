"""Walks through back catalogues, and which pages belong to one."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
PENDING = sa.text("state = 'pending'")


def upgrade() -> None:
    """Make the table, add the columns, and find pending pages by their walk."""
    op.create_table(
        "walks",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=True),
        sa.Column("until", TIME, nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("cursor", sa.JSON(), nullable=False),
        sa.Column("unfolded", sa.Boolean(), nullable=False),
        sa.Column("begun_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walks")),
    )
    op.create_index("ix_walks_outlet", "walks", ["outlet"])
    op.add_column("pages", sa.Column("walk_id", WHOLE, nullable=True))
    op.add_column("pages", sa.Column("trail", sa.JSON(), nullable=True))
    op.drop_index("ix_pages_pending", table_name="pages")
    op.create_index(
        "ix_pages_pending",
        "pages",
        ["outlet", "asked_by", "walk_id", "discovered_at"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
