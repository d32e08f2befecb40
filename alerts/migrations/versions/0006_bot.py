"""The Telegram bot: how far it has read, what chats joined, and which of them want silence."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import UtcTime

revision = "alerts_0006"
down_revision = "alerts_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the four tables."""
    op.create_table(
        "bot",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("username", sa.String(64)),
        sa.Column("next_update", sa.BigInteger()),
        sa.Column("updated_at", UtcTime()),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("detail", sa.Text()),
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("polled_at", UtcTime()),
        sa.Column("conflict_at", UtcTime()),
        sa.Column("told_at", UtcTime()),
        sa.PrimaryKeyConstraint("id", name="pk_bot"),
    )
    op.create_table(
        "bot_update",
        sa.Column("bot", sa.String(40), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("bot", "update_id", name="pk_bot_update"),
    )
    op.create_index("ix_bot_update_at", "bot_update", ["at"])
    op.create_table(
        "joined",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("subscription", sa.String(80), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("since", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", "subscription", name="pk_joined"),
    )
    op.create_table(
        "muted",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "chat", name="pk_muted"),
    )
