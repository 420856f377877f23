"""Baseline: the schema as it was when Alembic took over."""

revision = "5a9d6371e18c"
down_revision = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
