"""Directives that are imported by name, one of them under another."""
from alembic.op import add_column, create_table, drop_column, drop_table, execute
from alembic.op import create_index as index, drop_index
from sqlalchemy import Column, Integer, String

revision = "c05"
down_revision = "c04"


def upgrade():
    create_table("suppliers", Column("id", Integer, primary_key=True), Column("name", String(60)))
    add_column("suppliers", Column("city", String(60)))
    index("ix_suppliers_city", "suppliers", ["city"])
    execute("UPDATE suppliers SET city = 'Bremen' WHERE city IS NULL")


def downgrade():
    drop_index("ix_suppliers_city")
    drop_column("suppliers", "city")
    drop_table("suppliers")
