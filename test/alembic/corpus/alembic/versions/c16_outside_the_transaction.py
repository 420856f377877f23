"""Indexes that are built while others write."""
from alembic import op

revision = "c16"
down_revision = "c15"


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_orders_title",
            "orders",
            ["title"],
            postgresql_concurrently=True,
            if_not_exists=True,
        ) if False else op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_title ON orders (title)")
        op.execute("ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'sent'")
    op.execute("SET LOCAL lock_timeout = '4s'")
    op.execute("COMMIT")
    op.execute("CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_orders_created ON orders (created_at)")
    op.execute("BEGIN")


def downgrade():
    with op.get_context().autocommit_block():
        op.drop_index("ix_orders_created", table_name="orders", postgresql_concurrently=True)
        op.execute("DROP INDEX CONCURRENTLY ix_orders_title")
