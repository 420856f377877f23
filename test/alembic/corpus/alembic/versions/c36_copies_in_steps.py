"""A backfill in rounds, with the limits that such a thing has."""
from alembic import op
import sqlalchemy as sa

revision = "c36"
down_revision = "c35"

ROUND = 500


def upgrade():
    op.add_column("orders", sa.Column("gross_cents", sa.BigInteger))
    connection = op.get_bind()
    last = 0
    while True:
        rows = connection.execute(
            sa.text("SELECT id FROM orders WHERE id > :last ORDER BY id LIMIT :round"),
            {"last": last, "round": ROUND},
        ).fetchall()
        if not rows:
            break
        connection.execute(
            sa.text("UPDATE orders SET gross_cents = total * 100 WHERE id = ANY(:ids)"),
            {"ids": [row.id for row in rows]},
        )
        last = rows[-1].id


def downgrade():
    op.drop_column("orders", "gross_cents")
