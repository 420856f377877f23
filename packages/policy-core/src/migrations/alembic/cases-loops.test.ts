import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

const up = (source: string) => toldRevision(parsers, source).up;

/** Steps of an upgrade with this in it, indented as below `def upgrade():`. */
const within = (lines: string, module = '') => up(`${module}\ndef upgrade():\n${lines}\n`);

describe('a loop whose rounds are written out', () => {
  it.each<[string, string, readonly string[]]>([
    ['a tuple', '  for t in ("a", "b"):\n    op.drop_table(t)', ['drop-table a', 'drop-table b']],
    ['a list', '  for t in ["a", "b"]:\n    op.drop_table(t)', ['drop-table a', 'drop-table b']],
    ['a set', '  for t in {"a"}:\n    op.drop_table(t)', ['drop-table a']],
    ['no brackets', '  for t in "a", "b":\n    op.drop_table(t)', ['drop-table a', 'drop-table b']],
    ['one round', '  for t in ["a"]:\n    op.drop_table(t)', ['drop-table a']],
    [
      'pairs',
      '  for t, c in [("a", "x"), ("b", "y")]:\n    op.drop_column(t, c)',
      ['drop-column a x', 'drop-column b y'],
    ],
    ['pairs in parentheses', '  for (t, c) in (("a", "x"),):\n    op.drop_column(t, c)', ['drop-column a x']],
    [
      'pairs of pairs',
      '  for t, (c, d) in [("a", ("x", "y"))]:\n    op.drop_column(t, c)\n    op.drop_column(t, d)',
      ['drop-column a x', 'drop-column a y'],
    ],
    [
      'a dictionary by key',
      '  for t in {"a": 1, "b": 2}:\n    op.drop_table(t)',
      ['drop-table a', 'drop-table b'],
    ],
    ['its keys', '  for t in {"a": 1}.keys():\n    op.drop_table(t)', ['drop-table a']],
    ['its values', '  for t in {1: "a"}.values():\n    op.drop_table(t)', ['drop-table a']],
    ['its items', '  for t, c in {"a": "x"}.items():\n    op.drop_column(t, c)', ['drop-column a x']],
    [
      'numbered',
      '  for i, t in enumerate(["a", "b"]):\n    op.drop_table(t)',
      ['drop-table a', 'drop-table b'],
    ],
    ['numbered from one', '  for i, t in enumerate(["a"], start=1):\n    op.drop_table(t)', ['drop-table a']],
    [
      'turned round',
      '  for t in reversed(["a", "b"]):\n    op.drop_table(t)',
      ['drop-table b', 'drop-table a'],
    ],
    ['as a list', '  for t in list(("a", "b")):\n    op.drop_table(t)', ['drop-table a', 'drop-table b']],
    [
      'a name computed from it',
      '  for t in ("a", "b"):\n    op.drop_table(f"{t}_old")',
      ['drop-table a_old', 'drop-table b_old'],
    ],
    [
      'a variable computed from it',
      '  for t in ("a", "b"):\n    name = t + "_old"\n    op.drop_table(name)',
      ['drop-table a_old', 'drop-table b_old'],
    ],
    ['SQL with it', '  for t in ("a", "b"):\n    op.execute(f"TRUNCATE {t}")', ['truncate a', 'truncate b']],
    [
      'loops in loops',
      '  for t in ("a", "b"):\n    for c in ("x", "y"):\n      op.drop_column(t, c)',
      ['drop-column a x', 'drop-column a y', 'drop-column b x', 'drop-column b y'],
    ],
    [
      'a list of columns',
      '  for c in [sa.Column("x", sa.Text())]:\n    op.add_column("a", c)',
      ['add-column a x'],
    ],
    ['a comprehension', '  [op.drop_table(t) for t in ("a", "b")]', ['drop-table a', 'drop-table b']],
    ['nothing to go through', '  for t in []:\n    op.drop_table(t)', ['? drop-table <t>']],
    ['more lists than one', '  for t in ["a"] + ["b"]:\n    op.drop_table(t)', ['? drop-table <t>']],
  ])('%s', (_, lines, expected) => {
    expect(within(lines)).toEqual(expected);
  });

  it('may stand in the module', () => {
    expect(within('  for t in TABLES:\n    op.drop_table(t)', 'TABLES = ("a", "b")')).toEqual([
      'drop-table a',
      'drop-table b',
    ]);
  });

  it('may be looked at elsewhere, too, where it cannot be changed there', () => {
    expect(
      within('  print(TABLES[0])\n  for t in TABLES:\n    op.drop_table(t)', 'TABLES = ("a", "b")'),
    ).toEqual(['drop-table a', 'drop-table b']);
  });

  it('goes through a dictionary of dictionaries', () => {
    const module = 'TABLES = {"a": ["x", "y"], "b": ["z"]}';
    const lines = '  for t, columns in TABLES.items():\n    for c in columns:\n      op.drop_column(t, c)';
    expect(within(lines, module)).toEqual(['drop-column a x', 'drop-column a y', 'drop-column b z']);
  });

  it('hands its variable to helpers', () => {
    const module = 'def drop(name):\n  op.drop_table(name)\n';
    expect(within('  for t in ("a", "b"):\n    drop(t)', module)).toEqual(['drop-table a', 'drop-table b']);
  });

  it('opens a batch for each table', () => {
    const lines =
      '  for t in ("a", "b"):\n    with op.batch_alter_table(t) as batch_op:\n      batch_op.drop_column("x")';
    expect(within(lines)).toEqual(['drop-column a x', 'drop-column b x']);
  });

  it('goes through one table after the other, each with all its statements', () => {
    const lines = '  for t in ("a", "b"):\n    op.execute(f"LOCK {t}")\n    op.drop_column(t, "x")';
    expect(within(lines)).toEqual([
      'other LOCK TABLE',
      'drop-column a x',
      'other LOCK TABLE',
      'drop-column b x',
    ]);
  });
});

describe('a loop whose rounds only show when it runs', () => {
  it.each<[string, string, string]>([
    ['a call', '  for t in tables():\n    op.drop_table(t)', ''],
    [
      'a name from elsewhere',
      '  for t in TABLES:\n    op.drop_table(t)',
      'from app import TABLES\nfrom alembic import op\n',
    ],
    ['rows of a query', '  for t in op.get_bind().execute("SELECT 1"):\n    op.drop_table(t)', ''],
    ['the inspector', '  for t in inspector.get_table_names():\n    op.drop_table(t)', ''],
    ['a list that grows', '  for t in TABLES:\n    op.drop_table(t)', 'TABLES = ["a"]\nTABLES.append("b")\n'],
    ['a range', '  for t in range(3):\n    op.drop_table(t)', ''],
    ['a list with a part from elsewhere', '  for t in ["a", *more]:\n    op.drop_table(t)', ''],
    ['a generator', '  for t in (x for x in ["a"]):\n    op.drop_table(t)', ''],
    ['pairs of two lists', '  for t, _ in zip(["a"], ["b"]):\n    op.drop_table(t)', ''],
    ['metadata', '  for t in metadata.sorted_tables:\n    op.drop_table(t)', ''],
  ])('is told once, and is not certain: %s', (_, lines, module) => {
    expect(within(lines, module).filter((step) => step.includes('drop-table'))).toEqual(['? drop-table <t>']);
  });

  it('tells what does not depend on the round', () => {
    expect(within('  for t in tables():\n    op.drop_table("a")')).toEqual(['? drop-table a']);
  });

  it('is told once where it has very many rounds', () => {
    const names = Array.from({ length: 101 }, (_, index) => `"t${index}"`).join(', ');
    expect(within(`  for t in [${names}]:\n    op.drop_table(t)`)).toEqual(['? drop-table <t>']);
    const fewer = Array.from({ length: 100 }, (_, index) => `"t${index}"`).join(', ');
    expect(within(`  for t in [${fewer}]:\n    op.drop_table(t)`)).toHaveLength(100);
  });
});

describe('ways out of a loop', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'continue: what stands behind it may not run',
      '  for t in ("a", "b"):\n    if skip(t):\n      continue\n    op.drop_table(t)\n  op.drop_table("c")',
      ['? drop-table a', '? drop-table b', 'drop-table c'],
    ],
    [
      'break: no later round may run',
      '  for t in ("a", "b"):\n    op.drop_table(t)\n    if done():\n      break\n  op.drop_table("c")',
      ['drop-table a', '? drop-table b', 'drop-table c'],
    ],
    [
      'return: nothing behind may run',
      '  for t in ("a", "b"):\n    op.drop_table(t)\n    if done():\n      return\n  op.drop_table("c")',
      ['drop-table a', '? drop-table b', '? drop-table c'],
    ],
    [
      'else, which runs without a break',
      '  for t in ("a",):\n    op.drop_table(t)\n  else:\n    op.drop_table("b")',
      ['drop-table a', '? drop-table b'],
    ],
    [
      'while, which may run never',
      '  while more():\n    op.drop_table("a")\n  op.drop_table("b")',
      ['? drop-table a', 'drop-table b'],
    ],
    ['while True', '  while True:\n    op.drop_table("a")\n    break', ['? drop-table a']],
  ])('%s', (_, lines, expected) => {
    expect(within(lines)).toEqual(expected);
  });
});

describe('laws of loops', () => {
  const bodies = [
    'op.drop_table(t)',
    'op.drop_column("orders", t)',
    'op.execute(f"DROP TABLE {t}")',
    'op.execute("DROP TABLE %s" % t)',
    'op.create_index(f"ix_{t}", t, ["id"])',
    'op.rename_table(t, t + "_old")',
  ];

  it.each(bodies)('a loop is the same as its rounds one by one: %s', (body) => {
    const looped = within(`  for t in ("a", "b"):\n    ${body}`);
    expect(looped).toEqual(within(`  t = "a"\n  ${body}`).concat(within(`  t = "b"\n  ${body}`)));
    expect(looped).toHaveLength(2);
  });

  it.each(bodies)('a list may have a name, be a list or a tuple, and stand anywhere: %s', (body) => {
    const plain = within(`  for t in ("a", "b"):\n    ${body}`);
    const loop = `  for t in NAMES:\n    ${body}`;
    expect(within(loop, 'NAMES = ["a", "b"]')).toEqual(plain);
    expect(within(loop, 'NAMES = ("a", "b")')).toEqual(plain);
    expect(within(`  NAMES = "a", "b"\n${loop}`)).toEqual(plain);
    expect(within(loop, 'NAMES: tuple[str, ...] = ("a", "b")')).toEqual(plain);
    expect(within(loop, 'FIRST = "a"\nNAMES = [FIRST, "b"]')).toEqual(plain);
  });
});

describe('a statement prepared anew in each step of a loop', () => {
  const one = (table: string) =>
    `    query = sa.text("DELETE FROM ${table} WHERE id = :id")\n` +
    '    query = query.bindparams(id=row)\n    op.execute(query)';

  it('is told from the others, however many there are', () => {
    const tables = Array.from({ length: 12 }, (_, index) => `t${index}`);
    const told = within(`  for row in rows:\n${tables.map(one).join('\n')}`, 'rows = load()');
    expect(new Set(told)).toEqual(new Set(tables.map((table) => `? change-rows delete ${table} filtered`)));
  });
});
