"""Values are made while the module loads, and one branch defines upgrade in two ways."""
import sys

from alembic import op
import sqlalchemy as sa

revision = "c32"
down_revision = "c31"

NAMES = [name for name in ("alpha", "beta")]
TYPES = dict(alpha=sa.Integer, beta=sa.Text)

if sys.version_info >= (3, 0):

    def upgrade():
        for name in NAMES:
            op.add_column("days", sa.Column(name, TYPES[name]()))

else:

    def upgrade():
        op.drop_table("days")


def downgrade():
    for name in NAMES:
        op.drop_column("days", name)
