"""SQLAlchemy's own tables: made and dropped through the metadata."""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base

revision = "c17"
down_revision = "c16"

Base = declarative_base()


class Coupon(Base):
    __tablename__ = "coupons"
    id = sa.Column(sa.Integer, primary_key=True)
    code = sa.Column(sa.String(20), unique=True)


metadata = sa.MetaData()
gifts = sa.Table("gifts", metadata, sa.Column("id", sa.Integer, primary_key=True))


def upgrade():
    Base.metadata.create_all(bind=op.get_bind())
    gifts.create(op.get_bind(), checkfirst=True)
    op.bulk_insert(Coupon.__table__, [{"id": 1, "code": "A"}, {"id": 2, "code": "B"}])
    made = op.create_table("vouchers", sa.Column("id", sa.Integer), sa.Column("code", sa.String))
    op.bulk_insert(made, [{"id": 1, "code": "C"}], multiinsert=False)


def downgrade():
    op.drop_table("vouchers")
    gifts.drop(op.get_bind())
    Base.metadata.drop_all(bind=op.get_bind())
