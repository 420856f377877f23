"""Deletes, updates, truncates and copies, with and without a condition."""
from alembic import op

revision = "c28"
down_revision = "c27"


def upgrade():
    op.execute("DELETE FROM attempts")
    op.execute("DELETE FROM attempts WHERE id > 10")
    op.execute("UPDATE attempts SET worked = true WHERE true")
    op.execute("TRUNCATE TABLE driver_made, vouchers RESTART IDENTITY CASCADE")
    op.execute("INSERT INTO vouchers (id, code) SELECT id, code FROM coupons ON CONFLICT DO NOTHING")
    op.execute("WITH gone AS (DELETE FROM vouchers RETURNING id) SELECT count(*) FROM gone")
    op.execute("SELECT setval('notes_id_seq', 100)")


def downgrade():
    pass
