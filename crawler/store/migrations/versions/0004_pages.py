"""Whose copy a story is, how its times are known, and what sites add to their titles."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import UtcTime

revision = "crawler_0004"
down_revision = "crawler_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and the table."""
    op.add_column("story", sa.Column("zone_from", sa.String(8)))
    op.add_column("story", sa.Column("modified_from", sa.String(16)))
    op.add_column("story", sa.Column("origin", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "site_names",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("learnt_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_site_names"),
    )
