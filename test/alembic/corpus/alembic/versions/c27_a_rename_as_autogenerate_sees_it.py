"""Drop and add, where a rename was meant."""
import sqlalchemy as sa
from alembic import op

revision = "c27"
down_revision = "c26"


def upgrade():
    op.add_column("customers", sa.Column("full_name", sa.String(80), nullable=True))
    op.drop_column("customers", "name")


def downgrade():
    op.add_column("customers", sa.Column("name", sa.String(80), nullable=True))
    op.create_index("ix_customers_name", "customers", ["name"])
    op.drop_column("customers", "full_name")
