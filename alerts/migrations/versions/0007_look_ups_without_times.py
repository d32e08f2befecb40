"""Look-ups are found by their values alone.

The indexes of their times were read by nothing but the cutting of what is old, which is rare now, and misled
PostgreSQL: it went through all keys of three days instead of looking thirty up. What a report changes of its event is
written anew each time, and LZ4 packs it in less time than PostgreSQL's own way.
"""

from alembic import op
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

revision = "alerts_0007"
down_revision = "alerts_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drops two indexes, and packs states and outlines by LZ4 where PostgreSQL has it (from 14, if so built)."""
    op.drop_index("ix_story_print_at", "story_print")
    op.drop_index("ix_event_key_at", "event_key")
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return
    for table, column in (("event", "state"), ("event_outline", "outline")):
        try:
            with connection.begin_nested():
                connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION lz4"))
        except DBAPIError:
            return
