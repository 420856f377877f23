"""Imports what the application says today."""
from alembic import op
import sqlalchemy as sa

from shop.models import Currency, currency_column
from shop import steps

revision = "c19"
down_revision = "c18"


def upgrade():
    op.add_column("orders", currency_column())
    op.execute(sa.text("UPDATE orders SET currency = :code").bindparams(code=Currency.EURO))
    steps.lengthen(op, "customers")
    steps.SWEEP()


def downgrade():
    op.drop_column("orders", "currency")
