"""Move orders to their own service."""

from alembic import op

revision = "8f0c2b7d4e11"
down_revision = "5a9d6371e18c"


def upgrade() -> None:
    op.drop_table("orders")


def downgrade() -> None:
    op.create_table("orders")
