"""The module of operations under three other names."""
import alembic
import alembic.op as operations
from alembic import op as o
import sqlalchemy as sa

revision = "c06"
down_revision = "c05"

do = o


def upgrade():
    o.add_column("suppliers", sa.Column("phone", sa.String(30)))
    operations.add_column("suppliers", sa.Column("fax", sa.String(30)))
    alembic.op.add_column("suppliers", sa.Column("telex", sa.String(30)))
    do.create_index("ix_suppliers_phone", "suppliers", ["phone"])
    change = o.alter_column
    change("suppliers", "phone", type_=sa.String(40))


def downgrade():
    for column in ("telex", "fax", "phone"):
        o.drop_column("suppliers", column)
