"""The operations arrive as an argument, as some projects wrap them for tests."""
from alembic import op as original_op
import sqlalchemy as sa

revision = "c08"
down_revision = "c07"


class Progress:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)


def change(op, tables):
    op.create_table("images", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("digest", sa.String(64)))
    for table in tables:
        op.add_column(table, sa.Column("image_id", sa.BigInteger, nullable=True))
        op.create_foreign_key(f"fk_{table}_image", table, "images", ["image_id"], ["id"])


def upgrade():
    op = Progress(original_op)
    change(op, ["orders", "suppliers"])


def downgrade():
    op = Progress(original_op)
    op.drop_column("suppliers", "image_id")
    op.drop_column("orders", "image_id")
    op.drop_table("images")
