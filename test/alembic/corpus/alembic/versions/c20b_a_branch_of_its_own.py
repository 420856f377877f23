"""Another base, that depends on the first."""
from alembic import op
import sqlalchemy as sa

revision = "c20b"
down_revision = None
branch_labels = "ledger"
depends_on = ["c02"]


def upgrade():
    op.execute("CREATE SCHEMA IF NOT EXISTS ledger")
    op.create_table("entries", sa.Column("id", sa.Integer, primary_key=True), schema="ledger")
    op.add_column("entries", sa.Column("amount", sa.Numeric), schema="ledger")


def downgrade():
    op.drop_table("entries", schema="ledger")
    op.execute("DROP SCHEMA ledger")
