"""What lives no longer than the connection."""
from alembic import op

revision = "c41"
down_revision = "c40"


def upgrade():
    op.execute("CREATE TEMP TABLE scratch AS SELECT id FROM orders")
    op.execute("CREATE TEMPORARY TABLE scratch_two (id integer) ON COMMIT DROP")
    op.execute("DROP TABLE scratch")


def downgrade():
    pass
