"""Newer Python: match, walrus, positional-only parameters, type parameters of none."""
from __future__ import annotations

from alembic import op
import sqlalchemy as sa

revision: str = "c30"
down_revision: str | None = "c29"
branch_labels: tuple[str, ...] | None = None


def add(table: str, /, *, name: str = "extra") -> None:
    op.add_column(table, sa.Column(name, sa.Integer))


def upgrade() -> None:
    match op.get_context().dialect.name:
        case "postgresql" | "cockroachdb":
            add("days", name="matched")
        case "sqlite":
            op.drop_table("days")
        case other:
            raise ValueError(f"{other} is not known")
    if (found := op.get_bind().execute(sa.text("SELECT count(*) FROM days")).scalar()) is not None and found > 5:
        op.execute("DELETE FROM days WHERE id < 0")


def downgrade() -> None:
    op.drop_column("days", "matched")
