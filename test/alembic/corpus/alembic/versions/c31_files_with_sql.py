"""The SQL lies in a file beside it."""
from pathlib import Path

from alembic import op

revision = "c31"
down_revision = "c30"

HERE = Path(__file__).parent


def run_file(name):
    with open(HERE / "sql" / name) as file:
        op.execute(file.read())


def upgrade():
    run_file("c31_up.sql")
    for statement in (HERE / "sql" / "c31_more.sql").read_text().split(";\n"):
        if statement.strip():
            op.execute(statement)


def downgrade():
    run_file("c31_down.sql")
