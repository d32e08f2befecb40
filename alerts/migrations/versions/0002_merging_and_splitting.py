"""Events that were taken in by others, and events that are to be told again after a person merged or split them."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id

revision = "alerts_0002"
down_revision = "alerts_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds where a merged event went, and the mark of an event that is to be told."""
    op.add_column("event", sa.Column("merged_into", Id))
    op.add_column("event", sa.Column("tell_due", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_event_tell_due",
        "event",
        ["id"],
        sqlite_where=sa.text("tell_due = 1"),
        postgresql_where=sa.text("tell_due"),
    )
