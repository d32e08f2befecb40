"""What people decide of stories' flags, the models that are learnt from it, and the list of stories to look at."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "crawler_0005"
down_revision = "crawler_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables, the column and its index."""
    op.create_table(
        "story_label",
        sa.Column("story_id", Id, nullable=False),
        sa.Column("casualty", sa.Boolean()),
        sa.Column("diplomacy", sa.Boolean()),
        sa.Column("labelled_at", UtcTime(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("story_id", name="pk_story_label"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_label_story_id_story", ondelete="CASCADE"),
    )
    op.create_table(
        "flag_model",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("installed_at", UtcTime()),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_flag_model"),
        sa.UniqueConstraint("digest", name="uq_flag_model_digest"),
    )
    op.create_index(
        "ix_flag_model_active",
        "flag_model",
        ["active"],
        unique=True,
        sqlite_where=sa.text("active = 1"),
        postgresql_where=sa.text("active"),
    )
    op.add_column("story", sa.Column("review", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(
        "ix_story_review",
        "story",
        ["id"],
        sqlite_where=sa.text("review = 1"),
        postgresql_where=sa.text("review"),
    )
    if op.get_bind().dialect.name == "sqlite":  # it never asked this index, whose condition was no query's
        op.drop_index("ix_story_advance_due", "story")
        op.create_index("ix_story_advance_due", "story", ["id"], sqlite_where=sa.text("advance_due = 1"))
