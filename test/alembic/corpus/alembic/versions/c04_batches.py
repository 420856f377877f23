"""batch_alter_table, as SQLite wants it, under several names."""
from alembic import op
import sqlalchemy as sa

revision = "c04"
down_revision = "c03"


def upgrade():
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("country", sa.CHAR(2), nullable=True))
        batch_op.create_index(batch_op.f("ix_customers_name"), ["name"], unique=False)

    with op.batch_alter_table("orders") as b, op.batch_alter_table("customers") as c:
        b.add_column(sa.Column("note", sa.Text))
        b.create_check_constraint("note_short", sa.func.length(sa.column("note")) < 2000)
        c.alter_column("country", existing_type=sa.CHAR(2), nullable=False, server_default="DE")

    batch = op.batch_alter_table("orders")
    with batch as table:
        table.create_unique_constraint("uq_orders_note", ["note"])


def downgrade():
    with op.batch_alter_table("orders") as batch_op:
        batch_op.drop_constraint("uq_orders_note", type_="unique")
        batch_op.drop_constraint("note_short")
        batch_op.drop_column("note")
    with op.batch_alter_table("customers") as batch_op:
        batch_op.drop_index("ix_customers_name")
        batch_op.drop_column("country")
        batch_op.drop_column("name")
