"""Rows and tables through the connection, the session and the driver."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

revision = "c12"
down_revision = "c11"

orders = sa.table("orders", sa.column("id", sa.BigInteger), sa.column("note", sa.Text))


def upgrade():
    connection = op.get_bind()
    connection.execute(sa.text("UPDATE orders SET note = :note WHERE note IS NULL"), {"note": "none"})
    connection.execute(orders.update().where(orders.c.note == "none").values(note=None))
    connection.exec_driver_sql("CREATE TABLE driver_made (id integer)")
    op.get_bind().execute(sa.text("ALTER TABLE driver_made ADD COLUMN label text"))
    context = op.get_context()
    context.bind.execute(sa.text("ANALYZE orders"))

    session = Session(bind=connection)
    session.execute(sa.text("DELETE FROM driver_made WHERE label IS NULL"))
    session.execute(sa.insert(orders).from_select(["id"], sa.select(orders.c.id).where(sa.false())))
    session.commit()

    with sessionmaker(bind=connection)() as other:
        other.execute(sa.delete(orders).where(orders.c.id < 0))
        for row in other.execute(sa.select(orders.c.id)):
            other.execute(sa.text("UPDATE orders SET note = '' WHERE id = :id"), {"id": row.id})


def downgrade():
    op.drop_table("driver_made")
