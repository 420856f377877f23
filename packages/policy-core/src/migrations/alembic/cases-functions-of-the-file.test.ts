import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision, type RevisionCase } from '../../testing/told-revision.ts';

const parsers = await testParsers();

describe('operations in helpers of the file', () => {
  it.each<[string, RevisionCase]>([
    [
      'one helper for both directions, told apart by what it is given',
      {
        source: `
          def change(column):
              op.add_column("orders", sa.Column(column, sa.Text()))

          def revert(column):
              op.drop_column("orders", column)

          def upgrade():
              change("note")
              change("state")

          def downgrade():
              revert("state")
              revert("note")
        `,
        up: ['add-column orders note', 'add-column orders state'],
        down: ['drop-column orders state', 'drop-column orders note'],
      },
    ],
    [
      'a helper that only a downgrade calls',
      {
        source: `
          def _drop_everything():
              op.drop_table("orders")
              op.drop_table("customers")

          def upgrade():
              op.create_table("orders", sa.Column("id", sa.Integer()))

          def downgrade():
              _drop_everything()
        `,
        up: ['create-table orders'],
        down: ['drop-table orders', 'drop-table customers'],
      },
    ],
    [
      'defaults of parameters',
      {
        source: `
          def add(name, table="orders", type_=sa.Text()):
              op.add_column(table, sa.Column(name, type_))

          def upgrade():
              add("a")
              add("b", "customers")
              add(table="lines", name="c")
        `,
        up: ['add-column orders a', 'add-column customers b', 'add-column lines c'],
      },
    ],
    [
      'parameters that only have names',
      {
        source: `
          def add(*, table, name):
              op.drop_column(table, name)

          def upgrade():
              add(name="a", table="orders")
        `,
        up: ['drop-column orders a'],
      },
    ],
    [
      'arguments that are computed',
      {
        source: `
          SUFFIX = "_old"

          def retire(table):
              op.rename_table(table, table + SUFFIX)
              op.drop_table(f"{table}_log")

          def upgrade():
              retire("orders")
        `,
        up: ['rename-table orders', 'drop-table orders_log'],
      },
    ],
    [
      'arguments that are not known',
      {
        source: `
          def retire(table):
              op.drop_table(table)

          def upgrade():
              retire(load_name())
        `,
        up: ['drop-table <table>'],
      },
    ],
    [
      'a helper inside of upgrade',
      {
        source: `
          def upgrade():
              def add(name):
                  op.add_column("orders", sa.Column(name, sa.Text()))

              add("a")
              add("b")
        `,
        up: ['add-column orders a', 'add-column orders b'],
      },
    ],
    [
      'a helper that calls a helper with what it was given',
      {
        source: `
          def drop(table, column):
              op.drop_column(table, column)

          def drop_both(table):
              drop(table, "a")
              drop(table, "b")

          def upgrade():
              drop_both("orders")
        `,
        up: ['drop-column orders a', 'drop-column orders b'],
      },
    ],
    [
      'a helper that gives back a column',
      {
        source: `
          def id_column():
              return sa.Column("id", sa.Integer(), primary_key=True)

          def upgrade():
              op.create_table("orders", id_column())
              op.add_column("lines", id_column())
        `,
        up: ['create-table orders', 'add-column lines <id_column()>'],
      },
    ],
    [
      'a helper that nobody calls, which may run all the same',
      {
        source: `
          def cleanup():
              op.drop_table("orders_tmp")

          def upgrade():
              pass
        `,
        up: ['? drop-table orders_tmp'],
      },
    ],
    [
      'two helpers of one name: the condition decides',
      {
        source: `
          if context.is_offline_mode():
              def drop():
                  op.drop_table("a")
          else:
              def drop():
                  op.drop_table("b")

          def upgrade():
              drop()
        `,
        up: ['? drop-table a', '? drop-table b'],
      },
    ],
    [
      'a helper that is defined after it is used',
      {
        source: `
          def upgrade():
              later()

          def later():
              op.drop_table("orders")
        `,
        up: ['drop-table orders'],
      },
    ],
    [
      'a decorated helper: the decorator decides whether it runs',
      {
        source: `
          @only_on_postgresql
          def drop():
              op.drop_table("orders")

          def upgrade():
              drop()
        `,
        up: ['! what the decorator does with the function is not known', '? drop-table orders'],
      },
    ],
    [
      'a helper that gives back early',
      {
        source: `
          def drop(table):
              if not exists(table):
                  return
              op.drop_table(table)

          def upgrade():
              drop("orders")
              op.drop_table("lines")
        `,
        up: ['? drop-table orders', 'drop-table lines'],
      },
    ],
    [
      'a generator, which runs as far as it is asked',
      {
        source: `
          def steps():
              op.drop_table("a")
              yield
              op.drop_table("b")

          def upgrade():
              for _ in steps():
                  pass
        `,
        up: ['drop-table a', 'drop-table b'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});

describe('op as a parameter, as quay and CTFd have it', () => {
  it.each<[string, RevisionCase]>([
    [
      'of upgrade itself',
      {
        source: `
          def upgrade(op, tables, tester):
              op.create_table("orders", sa.Column("id", sa.Integer()))
              op.bulk_insert(tables.kind, [{"name": "x"}])
              tester.populate_table("orders", [])

          def downgrade(op, tables, tester):
              op.drop_table("orders")
        `,
        up: ['create-table orders', 'change-rows insert <tables.kind>'],
        down: ['drop-table orders'],
      },
    ],
    [
      'with a default, as CTFd has it',
      {
        source: `
          def upgrade(op=None):
              op.drop_column("users", "banned")

          def downgrade(op=None):
              op.add_column("users", sa.Column("banned", sa.Boolean()))
        `,
        up: ['drop-column users banned'],
        down: ['add-column users banned'],
      },
    ],
    [
      'of a helper, by any name',
      {
        source: `
          def work(operations):
              operations.drop_table("orders")

          def upgrade():
              work(op)
        `,
        up: ['drop-table orders'],
      },
    ],
    [
      'of a helper, by key word',
      {
        source: `
          def work(*, migrate):
              migrate.drop_table("orders")

          def upgrade():
              work(migrate=op)
        `,
        up: ['drop-table orders'],
      },
    ],
    [
      'of a class',
      {
        source: `
          class Steps:
              def __init__(self, op):
                  self.op = op

              def run(self):
                  self.op.drop_table("orders")

          def upgrade():
              Steps(op).run()
        `,
        up: ['drop-table orders'],
      },
    ],
    [
      'of a function of another module',
      {
        source: `
          def upgrade():
              shared.add_audit_columns(op, "orders")
        `,
        up: ['! what shared.add_audit_columns does with op is not known'],
      },
    ],
  ])('%s', (_, { source, up = [], down = [] }) => {
    expect(toldRevision(parsers, source)).toMatchObject({ up, down });
  });
});
