"""Statements that run themselves, as SQLAlchemy 1 allows with a bound table."""
from alembic import op
import sqlalchemy as sa

revision = "c45"
down_revision = "c44"


def upgrade():
    bind = op.get_bind()
    if sa.__version__ < "2":
        days = sa.Table("days", sa.MetaData(bind=bind), sa.Column("id", sa.Integer), sa.Column("one", sa.Integer))
        days.update().values(one=1).where(days.c.one.is_(None)).execute()
        days.delete().where(days.c.id < 0).execute()


def downgrade():
    pass
