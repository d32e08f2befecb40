"""Feeds that a person pauses."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import UtcTime

revision = "crawler_0008"
down_revision = "crawler_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    op.add_column("feed", sa.Column("paused_at", UtcTime()))
