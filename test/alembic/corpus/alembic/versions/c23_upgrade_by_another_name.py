"""upgrade is a name for something else."""
from alembic import op
import sqlalchemy as sa

revision = "c23"
down_revision = "c22"


def _forward():
    op.add_column("days", sa.Column("sunny", sa.Boolean))


def _back():
    op.drop_column("days", "sunny")


upgrade = _forward
downgrade = _back
