"""Stars, dictionaries of arguments, and names made while it runs."""
import datetime
import os

from alembic import op
import sqlalchemy as sa

revision = "c21"
down_revision = "c20"

COLUMNS = [sa.Column("id", sa.Integer, primary_key=True), sa.Column("day", sa.Date)]
OPTIONS = {"unique": False, "postgresql_using": "btree"}


def upgrade():
    op.create_table("days", *COLUMNS)
    op.create_index("ix_days_day", "days", ["day"], **OPTIONS)
    year = datetime.date(2026, 1, 1).year
    op.create_table(f"days_{year}", sa.Column("id", sa.Integer))
    op.execute("DROP TABLE IF EXISTS %s" % os.environ.get("OLD_TABLE", "nothing_of_this_name"))
    getattr(op, "add_column")("days", sa.Column("kind", sa.Text))


def downgrade():
    op.drop_table("days_2026")
    op.drop_table("days")
