"""Functions of the file that do the work, one within another, one with a default."""
from alembic import op
import sqlalchemy as sa

revision = "c07"
down_revision = "c06"


def add_audit_columns(table, who="created_by"):
    op.add_column(table, sa.Column(who, sa.String(50)))
    _stamp(table)


def _stamp(name):
    op.add_column(name, sa.Column("stamped_at", sa.DateTime, server_default=sa.func.now()))


def upgrade():
    def index_for(table):
        op.create_index(f"ix_{table}_stamped_at", table, ["stamped_at"])

    add_audit_columns("orders")
    add_audit_columns("suppliers", who="entered_by")
    for table in ["orders", "suppliers"]:
        index_for(table)


def downgrade():
    for table, who in (("suppliers", "entered_by"), ("orders", "created_by")):
        op.drop_index("ix_%s_stamped_at" % table, table)
        op.drop_column(table, "stamped_at")
        op.drop_column(table, who)
