"""What locks a table for long."""
from alembic import op
import sqlalchemy as sa

revision = "c29"
down_revision = "c28"


def upgrade():
    op.execute("ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid()")
    op.add_column("orders", sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False))
    op.add_column("orders", sa.Column("gross", sa.Numeric, sa.Computed("total * 1.19", persisted=True)))
    op.execute("ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID")
    op.execute("ALTER TABLE orders VALIDATE CONSTRAINT total_positive")
    op.execute("ALTER TABLE orders ALTER COLUMN quantity TYPE bigint, ALTER COLUMN quantity SET NOT NULL")
    op.execute("LOCK TABLE orders IN SHARE MODE")


def downgrade():
    op.execute("ALTER TABLE orders ALTER COLUMN quantity TYPE integer")
    op.execute("ALTER TABLE orders DROP CONSTRAINT total_positive")
    for column in "gross", "number", "token":
        op.drop_column("orders", column)
