import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';
import type { HeaderValue } from './revision-header.ts';
import { toldDrops } from '../../testing/told-drops.ts';
import { readRevision } from './revision.ts';

const parsers = await testParsers();

const HEADER = `"""retire orders

Revision ID: ab12cd34
Revises: 99ff00aa
"""
from alembic import op
import sqlalchemy as sa

revision = "ab12cd34"
down_revision = "99ff00aa"
`;

const upgrade = (...lines: string[]) =>
  `${HEADER}\n\ndef upgrade() -> None:\n${lines.map((line) => `    ${line}\n`).join('')}\n\ndef downgrade() -> None:\n    op.drop_table("only_down")\n`;

function read(text: string) {
  const revision = readRevision(parsers, text);
  if (revision.kind === 'unanalyzable') throw new Error(revision.problem);
  const { dropped, underlined, undecided } = toldDrops(text, revision.upgrade);
  return { ...revision, dropped, shown: underlined, open: undecided };
}

const headerIds = (value: HeaderValue) => (value.kind === 'ids' ? value.ids.map(({ id }) => id) : undefined);
const headerText = (value: HeaderValue) =>
  value.kind === 'ids' && value.form === 'text' ? headerIds(value)?.join() : undefined;

describe('The tables that an upgrade drops', () => {
  it.each<[string, string, string]>([
    ['the plain operation', upgrade('op.drop_table("orders")'), 'orders'],
    ['a schema', upgrade("op.drop_table('orders', schema='billing')"), 'billing.orders'],
    ['no schema', upgrade("op.drop_table('orders', schema=None)"), 'orders'],
    ['a schema that is not known', upgrade("op.drop_table('orders', schema=SCHEMA)"), 'SCHEMA.orders'],
    ['the name by key word', upgrade("op.drop_table(table_name='orders', if_exists=True)"), 'orders'],
    ['a name that is not known', upgrade('op.drop_table(make_name(3))'), 'make_name(3)'],
    ['a name followed to its literal', upgrade('NAME = "orders"', 'op.drop_table(NAME)'), 'orders'],
    ['arguments that are spread', upgrade('op.drop_table(*names)'), '*names'],
    ['the whole module path', upgrade('import alembic', 'alembic.op.drop_table("orders")'), 'orders'],
    ['an alias of op', `from alembic import op as o\ndef upgrade():\n    o.drop_table("orders")\n`, 'orders'],
    [
      'an alias of the module',
      `import alembic.op as aop\ndef upgrade():\n    aop.drop_table("orders")\n`,
      'orders',
    ],
    [
      'the function imported',
      `from alembic.op import drop_table\ndef upgrade():\n    drop_table("orders")\n`,
      'orders',
    ],
    [
      'the function renamed',
      `from alembic.op import drop_table as dt\ndef upgrade():\n    dt("orders")\n`,
      'orders',
    ],
    ['everything imported', `from alembic.op import *\ndef upgrade():\n    drop_table("orders")\n`, 'orders'],
    [
      'an import inside upgrade',
      `def upgrade():\n    from alembic.op import drop_table as x\n    x("orders")\n`,
      'orders',
    ],
    ['a name given to the operation', upgrade('drop = op.drop_table', 'drop("orders")'), 'orders'],
    ['getattr with a literal', upgrade('getattr(op, "drop_" + "table")("orders")'), 'orders'],
    ['a name in compatibility letters', upgrade('op.ｄrop_table("orders")'), 'orders'],
    ['a loop', upgrade('for name in names:', '    op.drop_table(name)'), 'name'],
    ['a condition', upgrade('if context.is_offline_mode():', '    op.drop_table("orders")'), 'orders'],
    ['a nested function', upgrade('def inner():', '    op.drop_table("orders")', 'inner()'), 'orders'],
    ['a lambda', upgrade('(lambda: op.drop_table("orders"))()'), 'orders'],
    [
      'a block outside the transaction',
      upgrade('with op.get_context().autocommit_block():', '    op.drop_table("orders")'),
      'orders',
    ],
    ['the object behind the operation', upgrade('op.invoke(ops.DropTableOp("orders"))'), 'orders'],
    ['a DropTable element', upgrade('op.execute(sa.schema.DropTable(orders))'), 'orders'],
    ['a table object', upgrade('sa.Table("orders", sa.MetaData()).drop(op.get_bind())'), 'orders'],
    ['a table object with a name', upgrade('t = sa.Table("orders", meta)', 't.drop(bind)'), 'orders'],
  ])('are found: %s', (_, text, table) => {
    expect(read(text).dropped).toEqual([table]);
    expect(read(text).open).toEqual([]);
  });

  it('are underlined from the call to its closing parenthesis', () => {
    const text = upgrade('name = "😀"; op.drop_table("orders", schema="billing")');
    expect(read(text).shown).toEqual(['op.drop_table("orders", schema="billing")']);
  });

  it.each<[string, string]>([
    [
      'other operations',
      upgrade('op.drop_column("orders", "note")', 'op.drop_index("ix")', 'op.create_table("x")'),
    ],
    ['a comment', upgrade('pass  # op.drop_table("orders")')],
    ['a text', upgrade('message = "op.drop_table(1)"')],
    ['a type', upgrade('sa.Enum(name="state").drop(op.get_bind(), checkfirst=True)')],
    [
      'a helper of its own that only logs',
      `${HEADER}\ndef drop_table(name):\n    print(name)\n\ndef upgrade():\n    drop_table("x")\n`,
    ],
    ['getattr with another literal', upgrade('getattr(op, "add_column")("orders", column)')],
    ['getattr on something else', upgrade('getattr(settings, name)')],
  ])('are not imagined: %s', (_, text) => {
    expect(read(text)).toMatchObject({ dropped: [], open: [] });
  });

  it.each<[string, string, string]>([
    ['an operation handed on', upgrade('list(map(op.drop_table, names))'), 'op.drop_table'],
    ['execute handed on', upgrade('list(map(op.execute, scripts))'), 'op.execute'],
    ['an operation picked while it runs', upgrade('getattr(op, action)("orders")'), 'getattr(op, action)'],
    [
      'all tables of a metadata',
      upgrade('Base.metadata.drop_all(op.get_bind())'),
      'Base.metadata.drop_all(op.get_bind())',
    ],
    ['code in a text', upgrade('exec(source)'), 'exec(source)'],
  ])('stay undecided: %s', (_, text, place) => {
    expect(read(text)).toMatchObject({ dropped: [], open: [place] });
  });
});

describe('Which code counts', () => {
  it.each<[string, string, string[]]>([
    ['the module itself', 'op.drop_table("m")\ndef upgrade(): pass\n', ['m']],
    [
      'a helper of upgrade',
      'def h(): op.drop_table("h")\ndef upgrade(): h()\ndef downgrade(): pass\n',
      ['h'],
    ],
    ['a helper of a helper', 'def g(): op.drop_table("g")\ndef h(): g()\ndef upgrade(): h()\n', ['g']],
    ['a helper of both', 'def h(): op.drop_table("h")\ndef upgrade(): h()\ndef downgrade(): h()\n', ['h']],
    ['a helper of downgrade', 'def h(): op.drop_table("h")\ndef upgrade(): pass\ndef downgrade(): h()\n', []],
    ['a helper of nobody', 'def h(): op.drop_table("h")\ndef upgrade(): pass\n', ['h']],
    ['a helper named in the module', 'def h(): op.drop_table("h")\nX = [h]\ndef downgrade(): h()\n', ['h']],
    [
      'a downgrade that upgrade calls',
      'def downgrade(): op.drop_table("d")\ndef upgrade(): downgrade()\n',
      ['d'],
    ],
    ['a method', 'class H:\n  def run(self): op.drop_table("m")\ndef upgrade(): H().run()\n', ['m']],
    ['a function inside downgrade', 'def downgrade():\n  def i(): op.drop_table("i")\n  i()\n', []],
    ['an async upgrade', 'async def upgrade():\n  await c.execute(text("DROP TABLE a"))\n', ['a']],
    ['no functions at all', 'pass\n', []],
    ['an empty file', '', []],
    [
      'several databases',
      'def downgrade(e): globals()["downgrade_" + e]()\ndef upgrade(e): globals()["upgrade_" + e]()\ndef downgrade_a(): op.drop_table("d")\ndef upgrade_a(): op.drop_table("u")\n',
      ['u'],
    ],
    [
      'a helper of downgrade that upgrade picks by name',
      'def h(): op.drop_table("h")\ndef upgrade(): globals()["h"]()\ndef downgrade(): h()\n',
      ['h'],
    ],
    [
      'a name like downgrade that nothing picks',
      'def downgrade(): pass\ndef downgrade_a(): op.drop_table("d")\n',
      ['d'],
    ],
  ])('%s', (_, text, tables) => {
    expect(read(text).dropped).toEqual(tables);
  });
});

describe('The header of a revision', () => {
  it.each<[string, string, string | undefined, string[] | undefined]>([
    ['plain', 'revision = "a"\ndown_revision = "b"', 'a', ['b']],
    ['annotated', 'revision: str = "a"\ndown_revision: Union[str, None] = "b"', 'a', ['b']],
    ['a root', 'revision = "a"\ndown_revision = None', 'a', []],
    ['a merge', 'revision = "a"\ndown_revision = ("b", "c")', 'a', ['b', 'c']],
    ['a merge in a list', 'revision = "a"\ndown_revision = ["b", "c"]', 'a', ['b', 'c']],
    ['a merge without parentheses', 'revision = "a"\ndown_revision = "b", "c"', 'a', ['b', 'c']],
    ['two names at once', 'revision, down_revision = "a", "b"', 'a', ['b']],
    ['computed', 'revision = make()\ndown_revision = OTHER', undefined, undefined],
    ['set twice', 'revision = "a"\nrevision = "b"\ndown_revision = "c"', undefined, ['c']],
    ['missing', 'x = 1', undefined, undefined],
    ['an annotation without a value', 'revision: str\ndown_revision: str', undefined, undefined],
    ['inside a function', 'def f():\n  revision = "a"', undefined, undefined],
    ['a number', 'revision = 12\ndown_revision = 11', undefined, undefined],
  ])('is read: %s', (...[, text, revision, downRevisions]) => {
    const { header } = read(text);
    expect(headerText(header.revision)).toBe(revision);
    expect(headerIds(header.downRevision)).toEqual(downRevisions);
  });
});

describe('A file that cannot be judged', () => {
  it.each<[string, string, string]>([
    [
      'a syntax error',
      'def upgrade():\n    op.drop_table("a"\n\ndef downgrade(:\n    pass\n',
      'it is not valid Python',
    ],
    ['an unterminated string', 'x = "abc\nop.drop_table("a")\n', 'it is not valid Python'],
    ['a NUL', 'x = 1\0\nop.drop_table("a")\n', 'Python cannot read a NUL character'],
    ['more than 2 MB', `${'x = 1\n'.repeat(349_526)}`, 'the text is longer than 2 MB'],
    ['deep nesting', `x = ${'('.repeat(3_000)}1${')'.repeat(3_000)}`, 'the Python is too deeply nested'],
  ])('says so: %s', (_, text, problem) => {
    const revision = readRevision(parsers, text);
    expect(revision).toMatchObject({ kind: 'unanalyzable', problem });
    if (revision.kind !== 'unanalyzable') return;
    expect(revision.start).toBeGreaterThanOrEqual(0);
    expect(revision.end).toBeLessThanOrEqual(text.length);
  });

  it.each<[string, string, string]>([
    ['a mistake', 'def f(:\n    pass\n', 'not-python'],
    ['a NUL', 'x = 1\0\n', 'not-python'],
    ['print of Python 2', 'def upgrade():\n    print "x"\n', 'not-python'],
    ['exec of Python 2', 'exec "x = 1"\n', 'not-python'],
    ['a function without a body', 'def upgrade():\n\ndef downgrade():\n    pass\n', 'not-python'],
    ['a line too far to the right', 'def upgrade():\n    a()\n      b()\n', 'not-python'],
    ['a header that lacks its value', 'down_revision =\nbranch_labels = None\n', 'not-python'],
    ['more than 2 MB', 'x = 1\n'.repeat(349_526), 'too-much'],
    ['deep nesting', `x = ${'['.repeat(3_000)}1${']'.repeat(3_000)}`, 'too-much'],
  ])('says whether Alembic could load it: %s', (_, text, why) => {
    expect(readRevision(parsers, text)).toMatchObject({ kind: 'unanalyzable', why });
  });

  it('points at the first statement of Python 2', () => {
    const text = 'x = 1\nif x:\n    print "é", x\n';
    const reading = readRevision(parsers, text);
    if (reading.kind !== 'unanalyzable') throw new Error('It is Python 2.');
    expect(text.slice(reading.start, reading.end)).toBe('print "é", x');
    expect(reading.problem).toBe('it is written in Python 2');
  });

  it.each([
    'print("x")\n',
    'print\n',
    'print >> f, "x"\n',
    'print (a), b\n',
    'exec("x")\n',
    'x.print\n',
    'y = "print 1"\n',
  ])('is not one that Python 3 reads: %j', (text) => {
    expect(readRevision(parsers, text).kind).toBe('revision');
  });

  it('points at the first error', () => {
    const text = 'ok = 1\nname = "😀"\ndef f(:\n    pass\n';
    expect(readRevision(parsers, text)).toMatchObject({ start: text.indexOf(':') });
  });
});

describe('Any text at all', () => {
  const fragments = fc.constantFrom(
    ...(
      'def upgrade():\n|    op.execute(|    op.drop_table(|"DROP TABLE a"|f"DROP {x} {y}"|)\n|x = |x\n|"; " + x|.format(1)' +
      '|    for x in ("a", "b"):\n    |\n|def downgrade():\n|    pass\n|% x\n|x += 1\n|text(|😀|"\\x44ROP"|(|[x for x in x]\n'
    ).split('|'),
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fragments, { maxLength: 15 }).map((parts) => parts.join('')),
  );

  it('is judged without an exception, and every offset lies inside it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const revision = readRevision(parsers, text);
        const places =
          revision.kind === 'revision'
            ? [
                ...revision.imports,
                ...[revision.upgrade, revision.downgrade].flatMap(({ steps, sql }) => [...steps, ...sql]),
              ]
            : [revision];
        for (const { start, end } of places) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it.each<[string, string]>([
    ['a name that means itself', 'x = x + x\nop.execute(x)\n'],
    ['names in a circle', 'x = y\ny = x\nop.execute(x)\n'],
    ['many calls of one helper', `def f(x):\n    op.execute(x)\n${'f("SELECT 1")\n'.repeat(2_000)}`],
    ['a long chain', `op.execute(${'a.b().'.repeat(300)}c)\n`],
  ])('is judged in few steps: %s', (_, text) => {
    const started = stepsTaken();
    expect(readRevision(parsers, text).kind).toBe('revision');
    expect(stepsTaken() - started).toBeLessThan(5_000_000);
  });
});
