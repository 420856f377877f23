"""As neutron and some frameworks do: upgrade per database, chosen by name."""
from alembic import op
import sqlalchemy as sa

revision = "c24"
down_revision = "c23"


def upgrade(engine_name=""):
    globals()[f"upgrade_{engine_name or 'main'}"]()


def downgrade(engine_name=""):
    globals()[f"downgrade_{engine_name or 'main'}"]()


def upgrade_main():
    op.add_column("days", sa.Column("rainy", sa.Boolean))


def downgrade_main():
    op.drop_column("days", "rainy")


def upgrade_archive():
    op.drop_table("days_2026")


def downgrade_archive():
    op.create_table("days_2026", sa.Column("id", sa.Integer))
