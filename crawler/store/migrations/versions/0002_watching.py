"""What years of watching need: rhythms, moves, missed items, revisions, and which crawlers run."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "crawler_0002"
down_revision = "crawler_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and two tables; what is there keeps its meaning."""
    for table, columns in (
        ("feed", _feed()),
        ("visit", [_no("missed")]),
        ("entry", _entry()),
        ("story", [_count("revision", 1), sa.Column("revised_at", UtcTime())]),
    ):
        for column in columns:
            op.add_column(table, column)
    op.create_index("ix_story_entry_id", "story", ["entry_id"])
    _story_revision()
    _crawler_run()


def _no(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _count(name: str, start: int = 0) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=str(start))


def _feed() -> list[sa.Column[Any]]:
    return [
        sa.Column("kind", sa.String(8), nullable=False, server_default="feed"),
        sa.Column("link_selector", sa.Text()),
        sa.Column("link_pattern", sa.Text()),
        sa.Column("charset", sa.String(32)),
        sa.Column("failing_since", UtcTime()),
        sa.Column("told_state", sa.String(12)),
        sa.Column("rhythm", sa.JSON(none_as_null=True)),
        sa.Column("last_new_at", UtcTime()),
        _count("missed"),
        sa.Column("missed_at", UtcTime()),
        sa.Column("moved_to", sa.Text()),
        sa.Column("moved_since", UtcTime()),
        _count("moved_seen"),
        sa.Column("adopted_url", sa.Text()),
        _no("ask_whole"),
        sa.Column("charset_used", sa.String(32)),
        _count("charset_overrides"),
        sa.Column("hub", sa.Text()),
        sa.Column("topic", sa.Text()),
    ]


def _entry() -> list[sa.Column[Any]]:
    return [
        sa.Column("content_hash", sa.String(64)),
        sa.Column("dating", sa.String(16)),
        _no("needs_date"),
        _count("rereads"),
    ]


def _story_revision() -> None:
    op.create_table(
        "story_revision",
        sa.Column("story_id", Id, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("understanding", sa.JSON(), nullable=False),
        sa.Column("read_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("story_id", "revision", name="pk_story_revision"),
        sa.ForeignKeyConstraint(
            ["story_id"], ["story.id"], name="fk_story_revision_story_id_story", ondelete="CASCADE"
        ),
    )


def _crawler_run() -> None:
    op.create_table(
        "crawler_run",
        sa.Column("id", Id, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("beat_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime()),
        sa.PrimaryKeyConstraint("id", name="pk_crawler_run"),
    )
    op.create_index("ix_crawler_run_ended_at", "crawler_run", ["ended_at"])
