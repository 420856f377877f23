"""Dialects, looks into the database, and what is only done when it is not there."""
from alembic import context, op
import sqlalchemy as sa

revision = "c13"
down_revision = "c12"


def has_column(table, column):
    inspector = sa.inspect(op.get_bind())
    return any(found["name"] == column for found in inspector.get_columns(table))


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS plpgsql")
    elif context.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA foreign_keys = OFF")
    else:
        op.drop_table("orders")

    if not has_column("orders", "archived"):
        op.add_column("orders", sa.Column("archived", sa.Boolean, server_default=sa.false()))
    has_column("orders", "missing") and op.drop_column("orders", "missing")
    op.create_index("ix_orders_archived", "orders", ["archived"]) if has_column("orders", "archived") else None
    while has_column("orders", "leftover"):
        op.drop_column("orders", "leftover")


def downgrade():
    op.drop_column("orders", "archived")
