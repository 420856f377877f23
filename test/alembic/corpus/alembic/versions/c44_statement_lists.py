"""Lists of statements, run one by one and joined."""
from alembic import op
from sqlalchemy import text

revision = "c44"
down_revision = "c43"

STATEMENTS = (
    "ALTER TABLE days ADD COLUMN first_word text",
    "ALTER TABLE days ADD COLUMN last_word text",
)
REVERT = [
    "ALTER TABLE days DROP COLUMN last_word",
    "ALTER TABLE days DROP COLUMN first_word",
]


def run(statements):
    for statement in statements:
        op.execute(text(statement))


def upgrade():
    run(STATEMENTS)
    op.execute(";\n".join(["COMMENT ON COLUMN days.first_word IS 'first'", "COMMENT ON COLUMN days.last_word IS 'last'"]))


def downgrade():
    run(REVERT)
