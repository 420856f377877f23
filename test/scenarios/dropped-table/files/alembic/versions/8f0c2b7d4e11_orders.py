from alembic import op

revision = "8f0c2b7d4e11"
down_revision = None


def upgrade() -> None:
    op.drop_table("orders")
    op.execute("DROP TABLE IF EXISTS order_lines CASCADE")


def downgrade() -> None:
    raise RuntimeError("restore the backup")
