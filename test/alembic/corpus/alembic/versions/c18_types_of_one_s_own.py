"""Enumerations made by hand, and columns that use them."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import ENUM

revision = "c18"
down_revision = "c17"

channel = postgresql.ENUM("web", "shop", name="channel", create_type=False)
old = ENUM("low", "high", name="priority", create_type=False)


def upgrade():
    channel.create(op.get_bind(), checkfirst=True)
    op.add_column("orders", sa.Column("channel", channel, nullable=True))
    op.add_column("orders", sa.Column("priority", old, nullable=True))
    op.execute("ALTER TYPE channel RENAME VALUE 'shop' TO 'store'")
    op.alter_column(
        "orders",
        "priority",
        type_=sa.Text(),
        existing_type=old,
        postgresql_using="priority::text",
    )


def downgrade():
    op.drop_column("orders", "priority")
    op.drop_column("orders", "channel")
    channel.drop(op.get_bind(), checkfirst=False)
