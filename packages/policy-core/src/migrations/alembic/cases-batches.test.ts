import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const told = (source: string) => toldRevision(parsers, source);

describe('a batch, as Flask-Migrate and Airflow write it', () => {
  it('changes its table, in both directions', () => {
    const revision = told(`
      def upgrade():
          with op.batch_alter_table("orders", schema=None) as batch_op:
              batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
              batch_op.alter_column("state", existing_type=sa.String(10), nullable=False)
              batch_op.alter_column("total", new_column_name="amount")
              batch_op.create_index(batch_op.f("ix_orders_note"), ["note"], unique=False)
              batch_op.create_unique_constraint("uq_orders_note", ["note"])
              batch_op.create_foreign_key("fk_orders_user", "users", ["user_id"], ["id"])
              batch_op.create_check_constraint("ck_orders_total", "total > 0")
              batch_op.drop_constraint("ck_old", type_="check")
              batch_op.drop_index("ix_old")

      def downgrade():
          with op.batch_alter_table("orders", schema=None) as batch_op:
              batch_op.drop_column("note")
              batch_op.drop_constraint(None, type_="foreignkey")
    `);
    expect(revision.up).toEqual([
      'add-column orders note',
      'alter-column orders state',
      'rename-column orders total',
      'create-index orders ix_orders_note',
      'add-constraint orders',
      'add-constraint orders',
      'add-constraint orders',
      'drop-constraint orders ck_old',
      'drop-index orders ix_old',
    ]);
    expect(revision.down).toEqual(['drop-column orders note', 'drop-constraint orders']);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a schema',
      'with op.batch_alter_table("orders", schema="shop") as b:',
      ['drop-column shop.orders note'],
    ],
    [
      'a name by key word',
      'with op.batch_alter_table(table_name="orders") as b:',
      ['drop-column orders note'],
    ],
    [
      'options',
      'with op.batch_alter_table("orders", recreate="always", naming_convention={}) as b:',
      ['drop-column orders note'],
    ],
    ['a name that is not known', 'with op.batch_alter_table(TABLE) as b:', ['drop-column <TABLE> note']],
    [
      'an f-string',
      'with op.batch_alter_table(f"{PREFIX}orders") as b:',
      ['drop-column <f"{PREFIX}orders"> note'],
    ],
    ['parentheses', 'with (op.batch_alter_table("orders")) as b:', ['drop-column orders note']],
    ['parentheses around both', 'with (op.batch_alter_table("orders") as b):', ['drop-column orders note']],
    [
      'two at once',
      'with op.batch_alter_table("lines") as a, op.batch_alter_table("orders") as b:',
      ['drop-column orders note'],
    ],
    [
      'something else before',
      'with open("x") as f, op.batch_alter_table("orders") as b:',
      ['drop-column orders note'],
    ],
    [
      'a type',
      'with op.batch_alter_table("orders") as b:  # type: BatchOperations',
      ['drop-column orders note'],
    ],
  ])('knows its table: %s', (_, head, expected) => {
    expect(told(`def upgrade():\n    ${head}\n        b.drop_column("note")\n`).up).toEqual(expected);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'two, one after the other, under one name',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                batch_op.drop_column("x")
            with op.batch_alter_table("b") as batch_op:
                batch_op.drop_column("y")
      `,
      ['drop-column a x', 'drop-column b y'],
    ],
    [
      'one in another one',
      `
        def upgrade():
            with op.batch_alter_table("a") as outer:
                with op.batch_alter_table("b") as inner:
                    inner.drop_column("y")
                    outer.drop_column("x")
      `,
      ['drop-column b y', 'drop-column a x'],
    ],
    [
      'one that is handed to a helper',
      `
        def drop(batch_op, name):
            batch_op.drop_column(name)

        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                drop(batch_op, "x")
      `,
      ['drop-column a x'],
    ],
    [
      'one that a helper opens',
      `
        def change(table):
            with op.batch_alter_table(table) as batch_op:
                batch_op.drop_column("x")

        def upgrade():
            change("a")
            change("b")
      `,
      ['drop-column a x', 'drop-column b x'],
    ],
    [
      'one without a with',
      `
        def upgrade():
            batch_op = op.batch_alter_table("a").__enter__()
            batch_op.drop_column("x")
      `,
      ['drop-column a x'],
    ],
    [
      'one on a stack',
      `
        from contextlib import ExitStack
        from alembic import op

        def upgrade():
            with ExitStack() as stack:
                batch_op = stack.enter_context(op.batch_alter_table("a"))
                batch_op.drop_column("x")
      `,
      ['drop-column a x'],
    ],
    [
      'one of an imported function',
      `
        from alembic.op import batch_alter_table

        def upgrade():
            with batch_alter_table("a") as batch_op:
                batch_op.drop_column("x")
      `,
      ['drop-column a x'],
    ],
    [
      'one in which op itself is used',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                op.drop_table("b")
                batch_op.execute("TRUNCATE c")
      `,
      ['drop-table b', 'truncate c'],
    ],
    [
      'one under a condition',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                if wanted():
                    batch_op.drop_column("x")
      `,
      ['? drop-column a x'],
    ],
    [
      'one that is empty',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                pass
      `,
      [],
    ],
    [
      'one that is handed to another module',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                add_timestamps(batch_op)
      `,
      ['! what add_timestamps does with batch_op is not known'],
    ],
    [
      'columns from a list',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                for name in ("x", "y"):
                    batch_op.add_column(sa.Column(name, sa.Text()))
      `,
      ['add-column a x', 'add-column a y'],
    ],
    [
      'what only op has is no operation of a batch',
      `
        def upgrade():
            with op.batch_alter_table("a") as batch_op:
                batch_op.drop_table("b")
      `,
      ['! batch_op.drop_table is no operation of Alembic itself'],
    ],
  ])('%s', (_, source, expected) => {
    expect(told(source).up).toEqual(expected);
  });
});

describe('laws of batches', () => {
  it.each([
    ['drop_column("x")', 'drop_column("a", "x")'],
    ['add_column(sa.Column("x", sa.Text()))', 'add_column("a", sa.Column("x", sa.Text()))'],
    ['alter_column("x", nullable=False)', 'alter_column("a", "x", nullable=False)'],
    ['alter_column("x", new_column_name="y")', 'alter_column("a", "x", new_column_name="y")'],
    ['create_index("i", ["x"])', 'create_index("i", "a", ["x"])'],
    ['drop_index("i")', 'drop_index("i", "a")'],
    ['create_unique_constraint("u", ["x"])', 'create_unique_constraint("u", "a", ["x"])'],
    ['create_primary_key("p", ["x"])', 'create_primary_key("p", "a", ["x"])'],
    ['create_check_constraint("c", "x > 0")', 'create_check_constraint("c", "a", "x > 0")'],
    ['create_foreign_key("f", "b", ["x"], ["id"])', 'create_foreign_key("f", "a", "b", ["x"], ["id"])'],
    ['drop_constraint("c")', 'drop_constraint("c", "a")'],
    ['drop_constraint("c", type_="unique")', 'drop_constraint("c", "a", type_="unique")'],
  ])('b.%s does what op.%s does', (inBatch, plain) => {
    const batched = told(`def upgrade():\n    with op.batch_alter_table("a") as b:\n        b.${inBatch}\n`);
    const direct = told(`def upgrade():\n    op.${plain}\n`);
    expect(batched.up).toEqual(direct.up);
    expect(batched.up).toHaveLength(1);
    expect(batched.underlined).toEqual([`b.${inBatch}`]);
  });
});
