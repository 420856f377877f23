import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision, type RevisionCase } from '../../testing/told-revision.ts';

const parsers = await testParsers();

describe('arguments that are spread', () => {
  it.each<[string, RevisionCase]>([
    [
      'a list that is written out',
      {
        source: `
          COLUMNS = [sa.Column("a", sa.Text()), sa.Column("b", sa.Text())]

          def upgrade():
              op.create_table("orders", *COLUMNS)
        `,
        up: ['create-table orders'],
      },
    ],
    [
      'a pair that is written out',
      {
        source: `
          INDEX = ("ix_orders_state", "orders", ["state"])

          def upgrade():
              op.create_index(*INDEX)

          def downgrade():
              op.drop_index(*INDEX[:2])
        `,
        up: ['create-index orders ix_orders_state'],
        down: ['drop-index <*INDEX[:2]>'],
      },
    ],
    [
      'key words that are written out',
      {
        source: `
          WHERE = {"table_name": "orders", "column_name": "note"}

          def upgrade():
              op.drop_column(**WHERE)
        `,
        up: ['drop-column orders note'],
      },
    ],
    [
      'a wrapper that hands on whatever it gets',
      {
        source: `
          def drop(*args, **kw):
              op.drop_column(*args, **kw)

          def upgrade():
              drop("orders", "note")
        `,
        up: ['drop-column <*args, **kw> <*args>'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});

describe('functions without a name', () => {
  it.each<[string, RevisionCase]>([
    [
      'a lambda with a name',
      {
        source: `
          drop = lambda table: op.drop_table(table)

          def upgrade():
              drop("orders")
        `,
        up: ['drop-table orders'],
      },
    ],
    [
      'lambdas as both directions',
      {
        source: `
          upgrade = lambda: op.drop_table("orders")
          downgrade = lambda: op.create_table("orders", sa.Column("id", sa.Integer()))
        `,
        up: ['drop-table orders'],
        down: ['create-table orders'],
      },
    ],
    [
      'a partial function',
      {
        source: `
          from functools import partial
          from alembic import op

          def drop(table, column):
              op.drop_column(table, column)

          drop_of_orders = partial(drop, "orders")

          def upgrade():
              drop_of_orders("note")
        `,
        up: ['drop-column <table> <column>'],
      },
    ],
    [
      'a table of functions',
      {
        source: `
          def drop_a():
              op.drop_table("a")

          def drop_b():
              op.drop_table("b")

          STEPS = {"a": drop_a, "b": drop_b}

          def upgrade():
              STEPS[load()]()
        `,
        up: ['? drop-table a', '? drop-table b'],
      },
    ],
    [
      'a list of functions that is gone through',
      {
        source: `
          def drop_a():
              op.drop_table("a")

          def drop_b():
              op.drop_table("b")

          def upgrade():
              for step in (drop_a, drop_b):
                  step()
        `,
        up: ['drop-table a', 'drop-table b'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});

describe('classes', () => {
  it.each<[string, RevisionCase]>([
    [
      'a class with both directions',
      {
        source: `
          class Migration:
              table = "orders"

              def up(self):
                  op.add_column("orders", sa.Column("note", sa.Text()))

              def down(self):
                  op.drop_column("orders", "note")

          def upgrade():
              Migration().up()

          def downgrade():
              Migration().down()
        `,
        up: ['add-column orders note'],
        down: ['drop-column orders note'],
      },
    ],
    [
      'a base that says how, and a class that says what: that is told, though not when',
      {
        source: `
          class Base:
              def run(self):
                  self.change()
                  op.execute("ANALYZE orders")

          class Own(Base):
              def change(self):
                  op.drop_column("orders", "note")

          def upgrade():
              Own().run()
        `,
        up: ['other ANALYZE', '? drop-column orders note'],
      },
    ],
    [
      'static methods and methods of the class',
      {
        source: `
          class Steps:
              @staticmethod
              def one():
                  op.drop_table("a")

              @classmethod
              def two(cls):
                  cls.one()
                  op.drop_table("b")

          def upgrade():
              Steps.two()
        `,
        up: ['drop-table a', 'drop-table b'],
      },
    ],
    [
      'a context manager of the file: what it does at the end is told with what it does first',
      {
        source: `
          from contextlib import contextmanager
          from alembic import op

          @contextmanager
          def unlocked():
              op.execute("SET lock_timeout = 0")
              yield
              op.execute("RESET lock_timeout")

          def upgrade():
              with unlocked():
                  op.drop_table("orders")
        `,
        up: ['other SET', 'other RESET', 'drop-table orders'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});
