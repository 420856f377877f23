"""A downgrade that refuses."""
from alembic import op

revision = "c25"
down_revision = "c24"


def upgrade():
    op.drop_column("days", "two")


def downgrade():
    raise RuntimeError("Nobody knows what stood there.")
