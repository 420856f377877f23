"""A branch with a label."""
from alembic import op
import sqlalchemy as sa

revision = "c20a"
down_revision = "c18"
branch_labels = ("billing",)


def upgrade():
    op.create_table("invoices", sa.Column("id", sa.Integer, primary_key=True), schema=None)


def downgrade():
    op.drop_table("invoices")
