"""Outlets' health, alarms, and the messages that tell of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")
UNSENT = sa.text("state IN ('waiting', 'sending')")


def upgrade() -> None:
    """Make the tables, and the index by which copies of a text are found."""
    op.create_table(
        "health",
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("run_id", WHOLE, nullable=False),
        sa.Column("judged_at", TIME, nullable=False),
        sa.Column("answered_at", TIME, nullable=True),
        sa.Column("last_new_at", TIME, nullable=True),
        sa.Column("stored", WHOLE, nullable=False),
        sa.Column("per_day", sa.Float(), nullable=False),
        sa.Column("coverage", sa.JSON(), nullable=False),
        sa.Column("history", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("outlet", name=op.f("pk_health")),
    )
    op.create_table(
        "alarms",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("suggestion", sa.Text(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("opened_run", WHOLE, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("closed_run", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alarms")),
    )
    op.create_index(
        "uq_alarms_open",
        "alarms",
        ["outlet", "kind", "subject"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table(
        "deliveries",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("alarm_id", WHOLE, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", WHOLE, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("tried_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarms.id"], name=op.f("fk_deliveries_alarm_id_alarms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
    )
    op.create_index(
        "ix_deliveries_unsent", "deliveries", ["channel"], sqlite_where=UNSENT, postgresql_where=UNSENT
    )
    op.create_index("ix_articles_content_hash", "articles", ["content_hash"])
