"""A new table takes the place of an old one."""
from alembic import op
import sqlalchemy as sa

revision = "c42"
down_revision = "c41"


def upgrade():
    op.create_table("attempts_new", sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("worked", sa.Boolean))
    op.execute("INSERT INTO attempts_new (id, worked) SELECT id, worked FROM attempts")
    op.drop_table("attempts")
    op.rename_table("attempts_new", "attempts")
    op.execute("ALTER INDEX attempts_new_pkey RENAME TO attempts_pkey")


def downgrade():
    op.alter_column("attempts", "id", type_=sa.Integer)
    op.add_column("attempts", sa.Column("nested", sa.Boolean))
    op.execute("ALTER SEQUENCE attempts_new_id_seq AS integer")
    op.execute("ALTER SEQUENCE attempts_new_id_seq RENAME TO attempts_id_seq")
    op.execute("COMMENT ON TABLE attempts IS 'tried'")
