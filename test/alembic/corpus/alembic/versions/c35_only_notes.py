"""Strings that look like work, and none that is."""
from alembic import op

revision = "c35"
down_revision = "c34"

NOTE = "op.drop_table('orders')"
DOCUMENTATION = """
    DROP TABLE orders;
"""


def upgrade():
    """op.execute("DROP TABLE orders")"""
    # op.drop_table("orders")
    print("DROP TABLE orders is not what this does.", NOTE[:0])
    op.get_context()
    ...


def downgrade():
    """Nothing to take back."""
