import { describe, expect, it } from 'vitest';

import { dedented } from '../../testing/dedented.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn } from '../../testing/steps-of.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

/** What each direction is, and what an editor underlines for it: its name and the `raise`. */
function kinds(source: string) {
  const text = dedented(source);
  const { upgrade, downgrade } = revisionIn(parsers, text);
  return [upgrade, downgrade].map(({ kind, name, raise }) => {
    const shown = [name, raise].flatMap((range) => (range ? [text.slice(range.start, range.end)] : []));
    return [kind, ...shown].join(' | ');
  });
}

const downgrade = (...lines: readonly string[]) =>
  kinds(
    `def upgrade():\n    op.drop_table("a")\n\ndef downgrade():\n${lines.map((line) => `    ${line}\n`).join('')}`,
  )[1];

describe('a downgrade that does nothing', () => {
  it.each<[string, readonly string[]]>([
    ['pass', ['pass']],
    ['pass with a comment', ['# not possible', 'pass']],
    ['a docstring', ['"""Nothing to do."""']],
    ['a docstring and pass', ['"""Nothing to do."""', 'pass']],
    ['three dots', ['...']],
    ['return', ['return']],
    ['return None', ['return None']],
    ['None', ['None']],
    ['a number', ['0']],
    ['pass twice', ['pass', 'pass']],
  ])('%s', (_, lines) => {
    expect(downgrade(...lines)).toBe('empty | downgrade');
  });
});

describe('a downgrade that refuses', () => {
  it.each<[string, readonly string[], string]>([
    ['as Python says', ['raise NotImplementedError'], 'raise NotImplementedError'],
    [
      'with a reason',
      ['raise NotImplementedError("data is gone")'],
      'raise NotImplementedError("data is gone")',
    ],
    [
      'as warehouse has it',
      ['raise RuntimeError("Order No. 227 - Ни шагу назад!")'],
      'raise RuntimeError("Order No. 227 - Ни шагу назад!")',
    ],
    ['as Alembic has it', ['raise util.CommandError("no")'], 'raise util.CommandError("no")'],
    ['after a docstring', ['"""Not possible."""', 'raise Exception()'], 'raise Exception()'],
    ['after doing something', ['op.drop_table("b")', 'raise Exception()'], 'raise Exception()'],
    ['over lines', ['raise Exception(', '    "no",', ')'], 'raise Exception(\n        "no",\n    )'],
    ['before something that never runs', ['raise Exception()', 'op.drop_table("b")'], 'raise Exception()'],
  ])('%s', (_, lines, shown) => {
    expect(downgrade(...lines)).toBe(`raises | downgrade | ${shown}`);
  });

  it.each<[string, readonly string[]]>([
    ['only under a condition', ['if x:', '    raise Exception()', 'op.drop_table("b")']],
    ['only after it has come back', ['return', 'raise Exception()']],
    ['only in a helper', ['refuse()']],
    ['only in a handler', ['try:', '    op.drop_table("b")', 'except Error:', '    raise']],
  ])('is none that refuses %s', (_, lines) => {
    expect(downgrade(...lines)).not.toContain('raises');
  });
});

describe('a downgrade that runs', () => {
  it.each<[string, readonly string[]]>([
    ['an operation', ['op.drop_table("b")']],
    ['a call', ['print("x")']],
    ['an operation under a condition', ['if x:', '    op.drop_table("b")']],
    ['an operation after nothing', ['pass', 'op.drop_table("b")']],
    ['a condition without anything', ['if x:', '    pass']],
    ['what it gives back', ['return op.drop_table("b")']],
    ['a warning', ['warnings.warn("not possible")']],
  ])('%s', (_, lines) => {
    expect(downgrade(...lines)).toBe('runs | downgrade');
  });
});

describe('where the functions are', () => {
  it.each<[string, string, readonly string[]]>([
    ['neither is there', 'revision = "a"', ['missing', 'missing']],
    ['only upgrade is there', 'def upgrade():\n    pass', ['empty | upgrade', 'missing']],
    [
      'both are there',
      'def upgrade():\n    x()\n\ndef downgrade():\n    pass',
      ['runs | upgrade', 'empty | downgrade'],
    ],
    ['they are asynchronous', 'async def upgrade():\n    await x()', ['runs | upgrade', 'missing']],
    ['they are imported', 'from base import upgrade, downgrade', ['elsewhere', 'elsewhere']],
    ['they are imported under other names', 'from base import up as upgrade', ['elsewhere', 'missing']],
    ['they may be imported', 'from base import *', ['elsewhere', 'elsewhere']],
    ['they are given other names', 'def up():\n    x()\n\nupgrade = up', ['runs', 'missing']],
    ['they are lambdas', 'upgrade = lambda: op.drop_table("a")\ndowngrade = lambda: None', ['runs', 'empty']],
    ['they are made', 'upgrade = make()', ['elsewhere', 'missing']],
    [
      'they are methods of a class, which Alembic does not look at',
      'class A:\n    def upgrade(self):\n        x()',
      ['missing', 'missing'],
    ],
    [
      'they are inside of a function',
      'def outer():\n    def upgrade():\n        x()',
      ['missing', 'missing'],
    ],
    ['they are under a condition', 'if x:\n    def upgrade():\n        x()', ['runs | upgrade', 'missing']],
    [
      'one is defined twice',
      'def upgrade():\n    x()\n\ndef upgrade():\n    pass',
      ['runs | upgrade', 'missing'],
    ],
    ['they take arguments', 'def upgrade(engine_name):\n    x()', ['runs | upgrade', 'missing']],
    ['they say what they give back', 'def upgrade() -> None:\n    pass', ['empty | upgrade', 'missing']],
    [
      'they are spelled otherwise',
      'def upgrades():\n    x()\ndef Downgrade():\n    x()',
      ['missing', 'missing'],
    ],
  ])('%s', (_, source, expected) => {
    expect(kinds(source)).toEqual(expected);
  });

  it('is the name that is underlined, and the whole body that is known', () => {
    const text =
      'def upgrade() -> None:\n    """Add."""\n    op.drop_table("a")\n\n\ndef downgrade(): pass\n';
    const { upgrade, downgrade: down } = revisionIn(parsers, text);
    const shown = [upgrade.name, upgrade.body, down.body].map(
      (range) => range && text.slice(range.start, range.end),
    );
    expect(shown).toEqual(['upgrade', '"""Add."""\n    op.drop_table("a")', 'pass']);
  });
});

describe('whose step it is', () => {
  it.each<[string, string, { readonly up: readonly string[]; readonly down: readonly string[] }]>([
    [
      'a downgrade that calls upgrade',
      `
        def upgrade():
            op.drop_table("a")

        def downgrade():
            upgrade()
      `,
      { up: ['drop-table a'], down: ['drop-table a'] },
    ],
    [
      'a helper of both, which is told what to do',
      `
        def change(drop):
            if drop:
                op.drop_table("a")
            else:
                op.create_table("a", sa.Column("id", sa.Integer()))

        def upgrade():
            change(True)

        def downgrade():
            change(False)
      `,
      { up: ['drop-table a'], down: ['create-table a'] },
    ],
    [
      'the template for several databases',
      `
        def upgrade(engine_name):
            globals()["upgrade_%s" % engine_name]()

        def downgrade(engine_name):
            globals()["downgrade_%s" % engine_name]()

        def upgrade_main():
            op.drop_table("a")

        def downgrade_main():
            op.create_table("a", sa.Column("id", sa.Integer()))

        def upgrade_stats():
            op.drop_table("b")

        def downgrade_stats():
            pass
      `,
      { up: ['? drop-table a', '? drop-table b'], down: ['? create-table a'] },
    ],
    [
      'a constraint without a name, as autogenerate leaves it',
      `
        def upgrade():
            op.create_unique_constraint(None, "a", ["x"])
            op.create_foreign_key(None, "a", "b", ["b_id"], ["id"])

        def downgrade():
            op.drop_constraint(None, "a", type_="foreignkey")
            op.drop_constraint(None, "a", type_="unique")
      `,
      { up: ['add-constraint a', 'add-constraint a'], down: ['drop-constraint a', 'drop-constraint a'] },
    ],
    [
      'what the module does when it is loaded, in both directions: told once',
      `
        op.execute("SET lock_timeout = '4s'")

        def upgrade():
            op.drop_table("a")

        def downgrade():
            op.drop_table("b")
      `,
      { up: ['other SET', 'drop-table a'], down: ['drop-table b'] },
    ],
    [
      'a merge, which does nothing',
      `
        def upgrade() -> None:
            pass

        def downgrade() -> None:
            pass
      `,
      { up: [], down: [] },
    ],
    [
      'a revision as autogenerate writes it',
      `
        def upgrade() -> None:
            # ### commands auto generated by Alembic - please adjust! ###
            op.create_table('orders',
            sa.Column('id', sa.Integer(), nullable=False),
            sa.Column('state', sa.String(length=10), server_default='new', nullable=False),
            sa.ForeignKeyConstraint(['user_id'], ['users.id'], ),
            sa.PrimaryKeyConstraint('id')
            )
            with op.batch_alter_table('users', schema=None) as batch_op:
                batch_op.add_column(sa.Column('active', sa.Boolean(), nullable=True))
            op.create_index(op.f('ix_orders_state'), 'orders', ['state'], unique=False)
            # ### end Alembic commands ###

        def downgrade() -> None:
            # ### commands auto generated by Alembic - please adjust! ###
            op.drop_index(op.f('ix_orders_state'), table_name='orders')
            with op.batch_alter_table('users', schema=None) as batch_op:
                batch_op.drop_column('active')
            op.drop_table('orders')
            # ### end Alembic commands ###
      `,
      {
        up: ['create-table orders', 'add-column users active', 'create-index orders ix_orders_state'],
        down: ['drop-index orders ix_orders_state', 'drop-column users active', 'drop-table orders'],
      },
    ],
    [
      'functions of alembic_utils',
      `
        from alembic_utils.pg_function import PGFunction
        from alembic import op

        answer = PGFunction(schema="public", signature="answer(a int)", definition="returns int as $$ select 1 $$ language sql")

        def upgrade():
            op.create_entity(answer)

        def downgrade():
            op.drop_entity(answer)
      `,
      { up: ['create-object function public.answer'], down: ['drop-object function public.answer'] },
    ],
    [
      'a script beside the revision, which is not read',
      `
        from pathlib import Path
        from alembic import op

        def upgrade():
            op.execute(Path(__file__).with_suffix(".sql").read_text())

        def downgrade():
            with open("down.sql") as file:
                op.execute(file.read())
      `,
      {
        up: ['! the SQL in Path(__file__).with_suffix(".sql").read_text() is not known'],
        down: ['! the SQL in file.read() is not known'],
      },
    ],
  ])('%s', (_, source, expected) => {
    expect(toldRevision(parsers, source)).toMatchObject(expected);
  });
});
