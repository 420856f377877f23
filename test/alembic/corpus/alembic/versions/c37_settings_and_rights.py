"""Statements that change no table: rights, roles, settings, comments."""
from alembic import op

revision = "c37"
down_revision = "c36"


def upgrade():
    op.execute("SET LOCAL statement_timeout = 0")
    op.execute("GRANT SELECT ON orders TO PUBLIC")
    op.execute("ALTER TABLE orders SET (fillfactor = 90)")
    op.execute("COMMENT ON COLUMN orders.total IS 'in euro'")
    op.execute("CREATE SEQUENCE ticket START 100")
    op.execute("ALTER SEQUENCE ticket OWNED BY orders.id")
    op.execute("CREATE MATERIALIZED VIEW order_count AS SELECT count(*) FROM orders")
    op.execute("REFRESH MATERIALIZED VIEW order_count")
    op.execute("CREATE DOMAIN cents AS bigint CHECK (VALUE >= 0)")
    op.execute("ALTER TABLE orders ENABLE ROW LEVEL SECURITY")
    op.execute("CREATE POLICY everybody ON orders USING (true)")


def downgrade():
    op.execute("DROP POLICY everybody ON orders")
    op.execute("ALTER TABLE orders DISABLE ROW LEVEL SECURITY")
    op.execute("DROP DOMAIN cents")
    op.execute("DROP MATERIALIZED VIEW order_count")
    op.execute("DROP SEQUENCE ticket")
    op.execute("COMMENT ON COLUMN orders.total IS NULL")
    op.execute("ALTER TABLE orders RESET (fillfactor)")
    op.execute("REVOKE SELECT ON orders FROM PUBLIC")
