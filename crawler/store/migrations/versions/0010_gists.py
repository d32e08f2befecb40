"""The gist of a flagged story, from its reading until it is placed."""

import sqlalchemy as sa
from alembic import op

revision = "crawler_0010"
down_revision = "crawler_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column. Stories that wait to be placed have none: theirs is made there."""
    op.add_column("story", sa.Column("gist", sa.Text()))
