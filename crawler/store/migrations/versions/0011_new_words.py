"""A small index of words for new stories beside the large one, on PostgreSQL."""

from alembic import op

from crawler.store.search import make_index

revision = "crawler_0011"
down_revision = "crawler_0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table. No story is entered anew: what was kept before stays in the large index."""
    make_index(op.get_bind())
