"""Subscriptions at WebSub hubs."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "crawler_0003"
down_revision = "crawler_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table of subscriptions."""
    op.create_table(
        "websub",
        sa.Column("id", Id, nullable=False),
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("callback", sa.Text(), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("lease_until", UtcTime()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcTime(), nullable=False),
        sa.Column("last_push_at", UtcTime()),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_websub"),
        sa.UniqueConstraint("feed_id", name="uq_websub_feed_id"),
        sa.UniqueConstraint("token", name="uq_websub_token"),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_websub_feed_id_feed", ondelete="CASCADE"),
    )
