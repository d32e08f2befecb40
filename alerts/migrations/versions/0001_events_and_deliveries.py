"""Events, alerts, deliveries and what stands at each recipient."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "alerts_0001"
down_revision = None
branch_labels = ("alerts",)
depends_on = ("crawler_0001",)


def upgrade() -> None:
    """Makes the first tables of the alerts' room."""
    _events()
    _lookups()
    _alerts()
    _recipients()


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("id", Id, nullable=False),
        sa.Column("casualty", sa.Boolean(), nullable=False),
        sa.Column("diplomacy", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("country", sa.String(2)),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_changed_at", "event", ["changed_at"])
    op.create_table(
        "event_story",
        sa.Column("event_id", Id, nullable=False),
        sa.Column("story_id", Id, nullable=False),
        sa.Column("relation", sa.String(16), nullable=False),
        sa.Column("of_story_id", Id),
        sa.Column("joined_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "story_id", name="pk_event_story"),
        _child("event_story", "event"),
        _child("event_story", "story"),
    )
    op.create_index("ix_event_story_story_id", "event_story", ["story_id"])


def _lookups() -> None:
    for table, parent in (("story_print", "story"), ("event_key", "event")):
        op.create_table(
            table,
            sa.Column("value", sa.BigInteger(), nullable=False, autoincrement=False),
            sa.Column(f"{parent}_id", Id, nullable=False),
            sa.Column("at", UtcTime(), nullable=False),
            sa.PrimaryKeyConstraint("value", f"{parent}_id", name=f"pk_{table}"),
            _child(table, parent),
        )
        op.create_index(f"ix_{table}_at", table, ["at"])
        op.create_index(f"ix_{table}_{parent}_id", table, [f"{parent}_id"])
    op.create_table(
        "unplaced",
        sa.Column("story_id", Id, nullable=False, autoincrement=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", name="pk_unplaced"),
        _child("unplaced", "story"),
    )


def _alerts() -> None:
    op.create_table(
        "alert",
        sa.Column("id", Id, nullable=False),
        sa.Column("event_id", Id),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        _child("alert", "event"),
    )
    op.create_index("ix_alert_event_id", "alert", ["event_id"])
    op.create_table(
        "delivery",
        sa.Column("id", Id, nullable=False),
        sa.Column("alert_id", Id, nullable=False),
        sa.Column("event_id", Id),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("subscription", sa.String(80), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("expired_leases", sa.Integer(), nullable=False),
        sa.Column("lease_until", UtcTime()),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("not_before", UtcTime()),
        sa.Column("deadline_at", UtcTime(), nullable=False),
        sa.Column("stage", sa.String(12)),
        sa.Column("dedup_key", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text()),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime()),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("dedup_key", name="uq_delivery_dedup_key"),
        _child("delivery", "alert"),
    )
    op.create_index("ix_delivery_state_not_before", "delivery", ["state", "not_before"])
    op.create_index("ix_delivery_event_id_recipient", "delivery", ["event_id", "recipient"])
    op.create_index("ix_delivery_alert_id", "delivery", ["alert_id"])
    op.create_table(
        "attempt",
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime()),
        sa.Column("outcome", sa.String(16)),
        sa.Column("http_status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("delivery_id", "n", name="pk_attempt"),
        _child("attempt", "delivery"),
    )


def _recipients() -> None:
    op.create_table(
        "told",
        sa.Column("event_id", Id, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.Text()),
        sa.Column("rendered_hash", sa.String(64)),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", "channel", "recipient", name="pk_told"),
        _child("told", "event"),
    )
    op.create_table(
        "recipient",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("moved_to", sa.Text()),
        sa.Column("disabled_at", UtcTime()),
        sa.Column("disabled_because", sa.Text()),
        sa.Column("not_before", UtcTime()),
        sa.PrimaryKeyConstraint("channel", "address", name="pk_recipient"),
    )


def _child(table: str, parent: str) -> sa.ForeignKeyConstraint:
    """A reference that goes away with what it refers to."""
    column = f"{parent}_id"
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name, ondelete="CASCADE")
