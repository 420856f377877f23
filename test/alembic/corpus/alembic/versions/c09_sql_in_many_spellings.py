"""op.execute with every way to write a text."""
from alembic import op
from sqlalchemy import text
import sqlalchemy as sa

revision = "c09"
down_revision = "c08"

CREATE_VIEW = """
    CREATE VIEW open_orders AS
    SELECT id, customer_id FROM orders WHERE state = 'open'
"""
TABLE = "orders"


def upgrade():
    op.execute("CREATE TABLE notes (id serial PRIMARY KEY, body text)")
    op.execute(
        "CREATE INDEX ix_notes_body "
        "ON notes (md5(body))"
    )
    op.execute(CREATE_VIEW)
    op.execute(text("ALTER TABLE notes ADD COLUMN author varchar(40)"))
    op.execute(sa.text("ALTER TABLE notes ADD COLUMN " + "rank integer"))
    op.execute(f"ALTER TABLE {TABLE} ADD COLUMN weight integer")
    op.execute("ALTER TABLE {} ADD COLUMN height integer".format(TABLE))
    op.execute("ALTER TABLE {table} ADD COLUMN width integer".format(table="orders"))
    op.execute("ALTER TABLE %s ADD COLUMN depth integer" % TABLE)
    op.execute("ALTER TABLE %(table)s ADD COLUMN volume integer" % {"table": TABLE})
    op.execute(r"COMMENT ON TABLE notes IS 'a \d note'")
    sql = "ALTER TABLE notes"
    sql += " ADD COLUMN color text"
    op.execute(sql)


def downgrade():
    op.execute("DROP VIEW open_orders")
    for column in ("weight", "height", "width", "depth", "volume"):
        op.execute(f"ALTER TABLE orders DROP COLUMN {column}")
    op.execute("DROP TABLE IF EXISTS notes CASCADE")
