"""Stories whose text has been dropped but for what proves something, and the index by which those to come are found."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import UtcTime

revision = "crawler_0009"
down_revision = "crawler_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column and the index."""
    op.add_column("story", sa.Column("text_dropped_at", UtcTime()))
    has_text = sa.text("text_dropped_at IS NULL")
    op.create_index("ix_story_with_text", "story", ["kept_at"], sqlite_where=has_text, postgresql_where=has_text)
