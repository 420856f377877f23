import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import type { Said } from '../../testing/describe-rule.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

let checker: Checker;
beforeAll(async () => {
  const migrations = { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] };
  checker = checkerFor(policyOf({ migrations }), await testParsers());
});

function told(path: string, text: string): readonly Said[] {
  const { findings } = checker.checkFiles([{ path, text }]);
  return findings
    .filter(({ rule }) => rule === 'migrations/new-unique-on-existing')
    .map(({ messageId, data }) => ({ messageId, data }));
}

const inSql = (...lines: readonly string[]) => told('db/1.sql', `${lines.join(';\n')};\n`);
const EXPRESSION = { messageId: 'expression', data: { makes: 'makes', table: 'orders' } };

describe('The query that finds rows with the same', () => {
  test.each([
    {
      name: 'leaves out rows with a NULL',
      columns: 'a int, b int',
      constraint: 'UNIQUE (a, b)',
      where: ' WHERE a IS NOT NULL AND b IS NOT NULL',
    },
    {
      name: 'knows what is NOT NULL',
      columns: 'a int NOT NULL, b int',
      constraint: 'UNIQUE (a, b)',
      where: ' WHERE b IS NOT NULL',
    },
    {
      name: 'needs no WHERE then',
      columns: 'a int NOT NULL, b int NOT NULL',
      constraint: 'UNIQUE (a, b)',
      where: '',
    },
    {
      name: 'knows that a NULL is in the way of a key',
      columns: 'a int, b int',
      constraint: 'PRIMARY KEY (a, b)',
      where: '',
    },
    {
      name: 'takes a NULL for a value where it is one',
      columns: 'a int, b int',
      constraint: 'UNIQUE NULLS NOT DISTINCT (a, b)',
      where: '',
    },
  ])('$name', ({ columns, constraint, where }) => {
    const base = sampleRevision({ id: '5a9d', upgrade: `op.execute("CREATE TABLE orders (${columns})")` });
    const upgrade = `op.execute("ALTER TABLE orders ADD ${constraint}")`;
    const { findings } = checker.checkFiles([
      { path: 'alembic/versions/5a9d_base.py', text: base },
      { path: 'alembic/versions/ab12_x.py', text: sampleRevision({ parent: '"5a9d"', upgrade }) },
    ]);
    const said = findings.filter(({ rule }) => rule === 'migrations/new-unique-on-existing');
    expect(said.map(({ message }) => /SELECT .*(?=\.)/.exec(message)?.[0])).toEqual([
      `SELECT a, b, count(*) FROM orders${where} GROUP BY a, b HAVING count(*) > 1`,
    ]);
  });
});

describe('An index with options that are set one by one', () => {
  test('is not unique where they say so', () => {
    const upgrade = [
      'for name, table, method in (("ix", "orders", None), ("ix2", "notes", "gin")):',
      '    options = {"unique": False}',
      '    if method is not None:',
      '        options["postgresql_using"] = method',
      '    op.create_index(name, table, ["number"], **options)',
    ].join('\n');
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade }))).toEqual([]);
  });
});

describe('A unique index over an expression', () => {
  test.each([
    ['is of such rows', "(shop, coalesce(bound, '')) WHERE bound IS NOT NULL", 'ADD COLUMN bound text'],
    ['may be there', '(lower(note)) WHERE bound', 'ADD COLUMN IF NOT EXISTS bound boolean'],
    ['is what the expression is of', '(lower(bound)) WHERE total > 0', 'ADD COLUMN bound text'],
  ])('is left alone among rows of which a new column tells: it %s', (_, index, added) => {
    expect(inSql(`ALTER TABLE orders ${added}`, `CREATE UNIQUE INDEX ux ON orders ${index}`)).toEqual([]);
  });

  test.each([
    ['no new column tells of its rows', 'ADD COLUMN other text', '(lower(bound)) WHERE bound IS NOT NULL'],
    ['only a part of the name is the same', 'ADD COLUMN bou text', '(lower(bound)) WHERE bound IS NOT NULL'],
    ['all rows are in it', 'ADD COLUMN bound text', '(lower(bound))'],
  ])('is told of where %s', (_, added, index) => {
    expect(inSql(`ALTER TABLE orders ${added}`, `CREATE UNIQUE INDEX ux ON orders ${index}`)).toEqual([
      EXPRESSION,
    ]);
  });

  test('is told of where the column is added afterwards, or to another table', () => {
    const index = 'CREATE UNIQUE INDEX ux ON orders (lower(bound)) WHERE bound IS NOT NULL';
    expect(inSql(index, 'ALTER TABLE orders ADD COLUMN bound text')).toEqual([EXPRESSION]);
    expect(inSql('ALTER TABLE notes ADD COLUMN bound text', index)).toEqual([EXPRESSION]);
  });

  test('is not what columns are that only a run tells', () => {
    const upgrade = 'op.create_index("ux", "orders", [column_of("orders"), "b"], unique=True)';
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade }))).toEqual([
      { messageId: 'unread', data: { makes: 'makes', table: 'orders' } },
    ]);
  });

  test('is not what such columns are, where a unique index of the table gives way to them', () => {
    const base = `op.create_table("orders", sa.Column("a", sa.Text()))\nop.create_index("ua", "orders", ["a"], unique=True)`;
    const upgrade =
      'op.drop_index("ua", "orders")\nop.create_index("ux", "orders", [column_of("orders"), "b"], unique=True)';
    const { findings } = checker.checkFiles([
      { path: 'alembic/versions/5a9d_base.py', text: sampleRevision({ id: '5a9d', upgrade: base }) },
      { path: 'alembic/versions/ab12_x.py', text: sampleRevision({ parent: '"5a9d"', upgrade }) },
    ]);
    expect(findings.filter(({ rule }) => rule === 'migrations/new-unique-on-existing')).toEqual([]);
  });

  test('is not what such columns are, where an index that nobody saw made gives way to them', () => {
    const made = 'op.create_index("ux", "orders", [column_of("orders"), "b"], unique=True)';
    const upgrade = `op.drop_index("ua", "orders")\n${made}`;
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade }))).toEqual([]);
    const elsewhere = `op.drop_index("ua", "notes")\n${made}`;
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade: elsewhere }))).toHaveLength(1);
  });

  test('is left alone in Python as well', () => {
    const upgrade = [
      'op.add_column("orders", sa.Column("bound", sa.Text()))',
      'op.create_index("ux", "orders", [sa.text("lower(bound)")], unique=True, postgresql_where=sa.text("bound > 1"))',
    ].join('\n');
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade }))).toEqual([]);
  });
});
