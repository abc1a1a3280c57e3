"""How sure each field of an article is; of articles stored before, nothing is known."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("articles", sa.Column("confidence", sa.JSON(), nullable=False, server_default="{}"))
