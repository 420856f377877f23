"""There is no downgrade at all."""
from alembic import op

revision = "c26"
down_revision = "c25"


def upgrade():
    op.rename_table("days_2026", "days_of_2026")
