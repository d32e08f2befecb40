"""Outlines of events beside their whole state; prints that are MinHash bands."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id

revision = "alerts_0004"
down_revision = "alerts_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table. Outlines are written as events change; until then an event stands for itself. The prints of
    before are numbers of another kind: a copy of what was kept in the last days is found by its words."""
    op.create_table(
        "event_outline",
        sa.Column("event_id", Id, nullable=False, autoincrement=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_event_outline"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name="fk_event_outline_event_id_event", ondelete="CASCADE"),
    )
    op.execute("DELETE FROM story_print")
