"""Digests of events that came in a burst, and by what an attack killed, so that the first of its kind is found."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id

revision = "alerts_0003"
down_revision = "alerts_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and the indexes by which they are asked."""
    op.add_column("event", sa.Column("cause", sa.String(16)))
    op.create_index("ix_event_country_cause_first_seen_at", "event", ["country", "cause", "first_seen_at"])
    op.add_column("delivery", sa.Column("digest_id", Id))
    op.create_index("ix_delivery_digest_id", "delivery", ["digest_id"])
    op.create_index("ix_delivery_recipient_ended_at", "delivery", ["recipient", "ended_at"])
