import sqlalchemy as sa
from alembic import op


def lengthen(operations, table):
    operations.alter_column(table, "email", type_=sa.String(200), existing_type=sa.String(120))


def SWEEP():
    op.execute("DELETE FROM customers WHERE email = ''")
