"""What each host's daemon makes of its configuration file, and the checks of the house."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import UtcTime

revision = "scheduler_0002"
down_revision = "scheduler_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the two tables."""
    op.create_table(
        "configuration",
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("waiting", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("host", "file", name="pk_configuration"),
    )
    op.create_table(
        "house_check",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", UtcTime()),
        sa.Column("digest", sa.String(64)),
        sa.Column("told_at", UtcTime()),
        sa.PrimaryKeyConstraint("name", name="pk_house_check"),
    )
