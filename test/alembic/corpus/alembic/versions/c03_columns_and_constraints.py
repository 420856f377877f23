"""Every directive that changes a table."""
import sqlalchemy as sa
from alembic import op

revision = "c03"
down_revision = "c02"


def upgrade() -> None:
    op.add_column("orders", sa.Column("label", sa.String(40), nullable=True))
    op.add_column("orders", sa.Column("quantity", sa.Integer, server_default="1", nullable=False))
    op.alter_column("orders", "label", new_column_name="title", existing_type=sa.String(40))
    op.alter_column("orders", "title", type_=sa.Text(), existing_type=sa.String(40), existing_nullable=True)
    op.alter_column("orders", "total", nullable=False, existing_type=sa.Numeric(8, 2))
    op.alter_column("orders", "quantity", server_default=None)
    op.create_check_constraint("quantity_positive", "orders", "quantity > 0")
    op.create_unique_constraint("uq_orders_title", "orders", ["title", "customer_id"])
    op.create_index("ix_orders_open", "orders", ["created_at"], postgresql_where=sa.text("state = 'open'"))
    op.drop_constraint("orders_customer_id_fkey", "orders", type_="foreignkey")
    op.create_foreign_key("fk_orders_customer", "orders", "customers", ["customer_id"], ["id"])
    op.create_table_comment("orders", "What customers ask for.")


def downgrade() -> None:
    op.drop_table_comment("orders")
    op.drop_constraint("fk_orders_customer", "orders", type_="foreignkey")
    op.create_foreign_key(
        "orders_customer_id_fkey", "orders", "customers", ["customer_id"], ["id"], ondelete="CASCADE"
    )
    op.drop_index("ix_orders_open", table_name="orders")
    op.drop_constraint("uq_orders_title", "orders")
    op.drop_constraint("quantity_positive", "orders")
    op.alter_column("orders", "total", nullable=True)
    op.drop_column("orders", "quantity")
    op.drop_column("orders", "title")
