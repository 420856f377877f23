"""Errors that are caught, and a savepoint around what may fail."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.exc import ProgrammingError

revision = "c15"
down_revision = "c14"


def upgrade():
    try:
        op.create_table("attempts", sa.Column("id", sa.Integer, primary_key=True))
    except ProgrammingError:
        op.drop_table("attempts")
        raise
    else:
        op.add_column("attempts", sa.Column("worked", sa.Boolean))
    finally:
        op.execute("COMMENT ON TABLE attempts IS 'tried'")

    connection = op.get_bind()
    with connection.begin_nested():
        op.add_column("attempts", sa.Column("nested", sa.Boolean))


def downgrade():
    op.drop_table("attempts")
