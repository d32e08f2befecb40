"""Feeds, visits, entries and stories."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "crawler_0001"
down_revision = None
branch_labels = ("crawler",)
depends_on = None


def upgrade() -> None:
    """Makes the first tables of the crawler's room."""
    _feed()
    _visit()
    _entry()
    _story()


def _feed() -> None:
    op.create_table(
        "feed",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("section", sa.Text()),
        sa.Column("tier", sa.String(1)),
        sa.Column("zone", sa.String(64)),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("next_visit_at", UtcTime(), nullable=False),
        sa.Column("queued_until", UtcTime()),
        sa.Column("last_visit_at", UtcTime()),
        sa.Column("last_success_at", UtcTime()),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("name", name="uq_feed_name"),
    )
    op.create_index("ix_feed_due", "feed", ["active", "next_visit_at"])


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", Id, nullable=False),
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("http_status", sa.Integer()),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("detail", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_visit_feed_id_feed", ondelete="CASCADE"),
    )
    op.create_index("ix_visit_feed_id_at", "visit", ["feed_id", "at"])
    op.create_index("ix_visit_at", "visit", ["at"])


def _entry() -> None:
    op.create_table(
        "entry",
        sa.Column("id", Id, nullable=False),
        sa.Column("feed_id", Id),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("content_html", sa.Text()),
        sa.Column("published_at", UtcTime()),
        sa.Column("first_seen_at", UtcTime(), nullable=False),
        sa.Column("alerting", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UtcTime()),
        sa.PrimaryKeyConstraint("id", name="pk_entry"),
        sa.UniqueConstraint("feed_id", "key", name="uq_entry_feed_id_key"),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_entry_feed_id_feed", ondelete="SET NULL"),
    )
    op.create_index("ix_entry_url_key", "entry", ["url_key"])
    op.create_index("ix_entry_feed_id_state", "entry", ["feed_id", "state"])
    op.create_index("ix_entry_state_next_attempt_at", "entry", ["state", "next_attempt_at"])


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("id", Id, nullable=False),
        sa.Column("entry_id", Id),
        sa.Column("feed_id", Id),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("country", sa.String(2)),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", UtcTime()),
        sa.Column("published_from", sa.String(16)),
        sa.Column("modified_at", UtcTime()),
        sa.Column("byline", sa.Text()),
        sa.Column("credited_source", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("image_url", sa.Text()),
        sa.Column("kept_at", UtcTime(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("casualty", sa.Boolean(), nullable=False),
        sa.Column("casualty_score", sa.Float(), nullable=False),
        sa.Column("diplomacy", sa.Boolean(), nullable=False),
        sa.Column("diplomacy_score", sa.Float(), nullable=False),
        sa.Column("understanding", sa.JSON(), nullable=False),
        sa.Column("alerting", sa.Boolean(), nullable=False),
        sa.Column("advance_due", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("url_key", "position", name="uq_story_url_key_position"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_story_entry_id_entry", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name="fk_story_feed_id_feed", ondelete="SET NULL"),
    )
    due = sa.text("advance_due")
    op.create_index("ix_story_advance_due", "story", ["id"], sqlite_where=due, postgresql_where=due)
    op.create_index("ix_story_kept_at", "story", ["kept_at"])
    op.create_index("ix_story_content_hash", "story", ["content_hash"])
