"""Quoted, mixed case, reserved and not of ASCII: Größe, 数量."""
from alembic import op
import sqlalchemy as sa

revision = "c33"
down_revision = "c32"


def upgrade():
    op.create_table(
        "Bestellung",
        sa.Column("Größe", sa.Integer),
        sa.Column("数量", sa.Integer),
        sa.Column("order", sa.Integer),
        sa.Column('with "quote"', sa.Integer),
    )
    op.execute('ALTER TABLE "Bestellung" RENAME COLUMN "Größe" TO "Laenge"')
    op.execute("ALTER TABLE \"Bestellung\" ADD COLUMN \"🙂\" text; ALTER TABLE public.\"Bestellung\" ADD COLUMN b int")


def downgrade():
    op.drop_table("Bestellung")
