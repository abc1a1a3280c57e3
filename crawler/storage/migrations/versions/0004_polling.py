"""What a source's history says of its pace, the hash of its body, and who crawls an outlet now."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RUNNING = sa.text("status = 'running'")


def upgrade() -> None:
    """Add the columns, and make the table of leases."""
    op.add_column("pages", sa.Column("rhythm", sa.JSON(), nullable=True))
    op.add_column("pages", sa.Column("body_hash", sa.Text(), nullable=True))
    op.add_column("pages", sa.Column("read_whole_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_runs_running", "runs", ["id"], sqlite_where=RUNNING, postgresql_where=RUNNING, unique=False
    )
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("machine_seconds", WHOLE, nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
