"""What stands in for a delivery that failed, and what the operator has been told of."""

import sqlalchemy as sa
from alembic import op

from crawler.store.tables import Id, UtcTime

revision = "alerts_0005"
down_revision = "alerts_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns. What ended badly before is in the lists already, and no news any more."""
    op.add_column("delivery", sa.Column("stand_in_id", Id))
    op.add_column("delivery", sa.Column("operator_told_at", UtcTime()))
    op.add_column("recipient", sa.Column("operator_told_at", UtcTime()))
    op.create_index("ix_delivery_ended_at", "delivery", ["ended_at"])
    op.execute("UPDATE delivery SET operator_told_at = ended_at WHERE state IN ('failed', 'unknown', 'dead')")
    op.execute("UPDATE recipient SET operator_told_at = disabled_at WHERE disabled_at IS NOT NULL")
