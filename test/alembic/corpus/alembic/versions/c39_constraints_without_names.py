"""Left to PostgreSQL to name, and dropped by the names that it gives."""
from alembic import op
import sqlalchemy as sa

revision = "c39"
down_revision = "c38"


def upgrade():
    op.create_unique_constraint(None, "coupons", ["code", "id"])
    op.create_foreign_key(None, "vouchers", "coupons", ["code"], ["code"])
    op.create_primary_key(None, "vouchers", ["id"])
    op.create_exclude_constraint("no_overlap", "days", ("day", "="), ("id", "="), using="gist") if False else None
    op.create_check_constraint(op.f("ck_vouchers_code"), "vouchers", sa.column("code") != "")


def downgrade():
    op.drop_constraint("ck_vouchers_code", "vouchers")
    op.drop_constraint("vouchers_pkey", "vouchers")
    op.alter_column("vouchers", "id", nullable=True)
    op.drop_constraint("vouchers_code_fkey", "vouchers", type_="foreignkey")
    op.drop_constraint("coupons_code_id_key", "coupons")
