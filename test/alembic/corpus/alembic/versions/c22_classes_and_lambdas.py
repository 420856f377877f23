"""Work hidden in a class, in a lambda, in a partial and behind a decorator."""
import functools

from alembic import op
import sqlalchemy as sa

revision = "c22"
down_revision = "c21"


class Change:
    def __init__(self, table):
        self.table = table

    def run(self):
        op.add_column(self.table, sa.Column("revised", sa.Boolean))
        return self

    @staticmethod
    def finish():
        op.create_index("ix_days_revised", "days", ["revised"])


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


@logged
def add_two(table):
    op.add_column(table, sa.Column("two", sa.Integer))


def upgrade():
    Change("days").run().finish()
    add = lambda name: op.add_column("days", sa.Column(name, sa.Integer))  # noqa: E731
    add("one")
    add_two("days")
    third = functools.partial(op.add_column, "days")
    third(sa.Column("three", sa.Integer))
    list(map(add, ["four", "five"]))
    for step in (step_one, step_two):
        step()
    STEPS["last"]()


def step_one():
    op.drop_column("days", "five")


def step_two():
    op.drop_column("days", "four")


def step_last():
    op.execute("COMMENT ON TABLE days IS 'all of them'")


STEPS = {"last": step_last}


def downgrade():
    for column in ("three", "two", "one", "revised"):
        op.drop_column("days", column)
