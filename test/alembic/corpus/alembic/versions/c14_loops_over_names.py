"""Tables named by constants, lists of pairs, dictionaries and comprehensions."""
from alembic import op
import sqlalchemy as sa

revision = "c14"
down_revision = "c13"

TABLES = ["orders", "customers"]
COLUMNS = {"orders": ("shipped_at", sa.DateTime), "customers": ("seen_at", sa.DateTime)}
INDEXES = [("ix_orders_shipped", "orders", ["shipped_at"]), ("ix_customers_seen", "customers", ["seen_at"])]


def upgrade():
    for table in TABLES:
        op.add_column(table, sa.Column("tenant", sa.Integer))
    for table, (name, type_) in COLUMNS.items():
        op.add_column(table, sa.Column(name, type_()))
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    [op.create_check_constraint(f"{table}_tenant", table, "tenant > 0") for table in sorted(TABLES)]
    for number, table in enumerate(TABLES):
        op.execute(f"COMMENT ON COLUMN {table}.tenant IS 'number {number}'")


def downgrade():
    for table in reversed(TABLES):
        op.drop_constraint(f"{table}_tenant", table)
        op.drop_column(table, "tenant")
    for table, (name, _) in COLUMNS.items():
        op.drop_column(table, name)
