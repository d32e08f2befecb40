"""The index by which stories are found by their words, filled with those that are kept."""

import sqlalchemy as sa
from alembic import op

from crawler.store.search import enter, make_index

revision = "crawler_0007"
down_revision = "crawler_0006"
branch_labels = None
depends_on = None

_BATCH = 500
_STORIES = sa.text("SELECT id, title, text FROM story WHERE id > :after ORDER BY id LIMIT :most")


def upgrade() -> None:
    """About a minute for 50,000 stories."""
    connection = op.get_bind()
    make_index(connection)
    after = 0
    while rows := connection.execute(_STORIES, {"after": after, "most": _BATCH}).all():
        for row in rows:
            enter(connection, row.id, row.title, row.text)
        after = rows[-1].id
