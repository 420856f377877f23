"""Functions that call each other, and one that calls itself."""
from alembic import op
import sqlalchemy as sa

revision = "c38"
down_revision = "c37"


def even(count):
    if count > 0:
        op.add_column("days", sa.Column(f"even_{count}", sa.Integer))
        odd(count - 1)


def odd(count):
    if count > 0:
        op.add_column("days", sa.Column(f"odd_{count}", sa.Integer))
        even(count - 1)


def drop(names):
    first, *rest = names
    op.drop_column("days", first)
    if rest:
        drop(rest)


def upgrade():
    even(4)


def downgrade():
    drop(["even_4", "odd_3", "even_2", "odd_1"])
