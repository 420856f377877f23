import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

let checker: Checker;
beforeAll(async () => {
  const migrations = { alembic: ['alembic/versions'], sql: ['db/**/*.sql'] };
  checker = checkerFor(policyOf({ migrations }), await testParsers());
});

function told(path: string, text: string): readonly string[] {
  const { findings } = checker.checkFiles([{ path, text }]);
  return findings
    .filter(({ rule }) => rule === 'migrations/new-unique-on-existing')
    .map(({ message }) => message);
}

const inSql = (...lines: readonly string[]) => told('db/1.sql', `${lines.join(';\n')};\n`);
const MESSAGE =
  'This makes an expression over orders unique, and fails when two rows have the same. Look for such rows first.';

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
      MESSAGE,
    ]);
  });

  test('is told of where the column is added afterwards, or to another table', () => {
    const index = 'CREATE UNIQUE INDEX ux ON orders (lower(bound)) WHERE bound IS NOT NULL';
    expect(inSql(index, 'ALTER TABLE orders ADD COLUMN bound text')).toEqual([MESSAGE]);
    expect(inSql('ALTER TABLE notes ADD COLUMN bound text', index)).toEqual([MESSAGE]);
  });

  test('is left alone in Python as well', () => {
    const upgrade = [
      'op.add_column("orders", sa.Column("bound", sa.Text()))',
      'op.create_index("ux", "orders", [sa.text("lower(bound)")], unique=True, postgresql_where=sa.text("bound > 1"))',
    ].join('\n');
    expect(told('alembic/versions/ab12_x.py', sampleRevision({ upgrade }))).toEqual([]);
  });
});
