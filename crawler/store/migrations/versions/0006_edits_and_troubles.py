"""What a feed says of edits and authors, one story at several addresses, and feeds that bring nothing."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "crawler_0006"
down_revision = "crawler_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, and the index by which the pages of a day are counted."""
    op.add_column("entry", sa.Column("modified_at", UtcTime()))
    op.add_column("entry", sa.Column("twin_id", Id))
    op.add_column("entry", sa.Column("author", sa.Text()))
    op.create_index("ix_entry_first_seen_at", "entry", ["first_seen_at"])
    op.add_column("feed", sa.Column("usual_gap_seconds", sa.Integer()))
    op.add_column("feed", sa.Column("told_trouble", sa.String(12)))
