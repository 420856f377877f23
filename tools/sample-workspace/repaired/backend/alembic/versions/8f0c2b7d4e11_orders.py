"""Mark orders that moved to their own service; the table goes in a later release, with a waiver."""

import sqlalchemy as sa
from alembic import op

revision = "8f0c2b7d4e11"
down_revision = "5a9d6371e18c"


def upgrade() -> None:
    op.add_column("orders", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("orders", "moved_at")
