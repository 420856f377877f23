"""Operations as objects, and one of one's own."""
from alembic import op
from alembic.operations import MigrateOperation, Operations, ops
import sqlalchemy as sa

revision = "c43"
down_revision = "c42"


@Operations.register_operation("create_marker_table")
class CreateMarkerTable(MigrateOperation):
    def __init__(self, name):
        self.name = name

    @classmethod
    def create_marker_table(cls, operations, name):
        return operations.invoke(cls(name))


@Operations.implementation_for(CreateMarkerTable)
def create_marker_table(operations, operation):
    operations.create_table(operation.name, sa.Column("id", sa.Integer, primary_key=True))


def upgrade():
    op.invoke(ops.AddColumnOp("days", sa.Column("invoked", sa.Integer)))
    op.create_marker_table("markers")
    op.run_async if hasattr(op, "no_such_thing") else None


def downgrade():
    op.drop_table("markers")
    op.drop_column("days", "invoked")
