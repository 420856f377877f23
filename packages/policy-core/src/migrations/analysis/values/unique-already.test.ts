import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../../checker/checker.ts';
import { policyOf } from '../../../testing/any-repository.ts';
import type { Said } from '../../../testing/describe-rule.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { sampleRevision } from '../../../testing/sample-revision.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/ab12_x.py';

/** What is said of columns that become unique in an upgrade. */
function told(...lines: readonly string[]): readonly Said[] {
  const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
  const text = sampleRevision({ parent: 'None', upgrade: lines.join('\n') });
  const report = checkerFor(policy, parsers).checkFiles([{ path: PATH, text }], {
    now: '2026-11-21T08:00:00Z',
  });
  return report.findings
    .filter(({ rule }) => rule === 'migrations/new-unique-on-existing')
    .map(({ messageId, data }) => ({ messageId, data }));
}

const column = (more: string) => `op.add_column("orders", sa.Column("code", ${more}))`;
const OWN = column('sa.UUID(), server_default=sa.text("uuid_in(md5(random()::text)::cstring)")');
const NO_DEFAULT = 'op.alter_column("orders", "code", server_default=None)';
const UNIQUE = 'op.create_unique_constraint("uq", "orders", ["code"])';
const FILLED = { messageId: 'filled', data: { columns: 'code', table: 'orders' } };

describe('a new column that becomes unique', () => {
  it.each<[string, readonly string[]]>([
    ['is empty', [column('sa.Text()'), UNIQUE]],
    ['has its own value in each row', [OWN, UNIQUE]],
    ['had its own value in each row by a default that goes again', [OWN, NO_DEFAULT, UNIQUE]],
    [
      'had its own value in each row, beside other rows that are changed',
      [OWN, NO_DEFAULT, 'op.execute("UPDATE notes SET code = name")', UNIQUE],
    ],
    [
      'is on no row, for it was added NOT NULL without a default',
      [column('sa.Text(), nullable=False'), 'op.execute("UPDATE orders SET code = name")', UNIQUE],
    ],
    [
      'is empty, beside another column that is filled',
      [column('sa.Text()'), 'op.execute("UPDATE orders SET name = shop")', UNIQUE],
    ],
    [
      'is filled out of a sequence',
      [
        column('sa.Integer()'),
        `op.execute("UPDATE orders SET code = nextval('codes') WHERE code IS NULL")`,
        UNIQUE,
      ],
    ],
    [
      'has a number in each row by a default that goes again',
      [column('sa.Integer(), server_default=sa.text("nextval(\'codes\')")'), NO_DEFAULT, UNIQUE],
    ],
  ])('%s', (_, lines) => {
    expect(told(...lines)).toEqual([]);
  });

  it.each<[string, readonly string[]]>([
    ['has one value in all rows', [column('sa.Text(), nullable=False, server_default="x"'), UNIQUE]],
    [
      'has one value in all rows by a default that goes again',
      [column('sa.Text(), server_default="x"'), NO_DEFAULT, UNIQUE],
    ],
    [
      'was added NOT NULL, and rows come after it',
      [column('sa.Text(), nullable=False'), 'op.execute("INSERT INTO orders SELECT * FROM old")', UNIQUE],
    ],
    [
      'was added NOT NULL if it was not there',
      ['op.execute("ALTER TABLE orders ADD COLUMN IF NOT EXISTS code text NOT NULL")', UNIQUE],
    ],
    [
      'has its own value in each row, which is written over',
      [OWN, NO_DEFAULT, 'op.execute("UPDATE orders SET code = name")', UNIQUE],
    ],
    [
      'has its own value in each row, which may be written over in a table that only a run tells',
      [OWN, NO_DEFAULT, 'op.execute(load_table("orders").update())', UNIQUE],
    ],
    [
      'has a default of its own for rows that come later',
      [
        column('sa.Text(), nullable=False, server_default="x"'),
        'op.alter_column("orders", "code", server_default="y")',
        UNIQUE,
      ],
    ],
  ])('may repeat values where it %s', (_, lines) => {
    expect(told(...lines)).toMatchObject([FILLED]);
  });
});

describe('the table of Alembic itself', () => {
  it('holds no head twice', () => {
    expect(told('op.create_primary_key("pk", "alembic_version", ["version_num"])')).toEqual([]);
  });

  it('is not the one of another schema that has its name', () => {
    expect(
      told('op.create_primary_key("pk", "alembic_version", ["version_num"], schema="shop")'),
    ).toMatchObject([
      { messageId: 'unique', data: { columns: 'version_num', table: 'shop.alembic_version' } },
    ]);
  });
});

describe('an index that something else has kept unique', () => {
  const sqlTold = (before: string, after: string): readonly Said[] => {
    const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
    const revision = (id: string, parent: string, sql: string) => ({
      path: `alembic/versions/${id}_x.py`,
      text: sampleRevision({ id, parent, upgrade: `op.execute(${JSON.stringify(sql)})` }),
    });
    const files = [revision('5a9d', 'None', before), revision('ab12', '"5a9d"', after)];
    const report = checkerFor(policy, parsers).checkFiles(files, { now: '2026-11-21T08:00:00Z' });
    return report.findings
      .filter(({ rule, at }) => rule === 'migrations/new-unique-on-existing' && at?.path === PATH)
      .map(({ messageId, data }) => ({ messageId, data }));
  };
  const TABLE = 'CREATE TABLE orders (number text, shop int, old boolean, note text);';
  const index = (on: string, name = 'ux') => `CREATE UNIQUE INDEX ${name} ON orders ${on};`;

  it.each([
    ['on an expression of its columns', index('(lower(number))'), index('(number, shop)', 'ux2')],
    ['on the same expression', index('(lower(number))'), index('(shop, LOWER(number))', 'ux2')],
    [
      'until now on the same expression',
      index('(lower(number))'),
      `DROP INDEX ux; ${index('(lower(number), shop)')}`,
    ],
    [
      'until now on the same expression, whatever rows were changed',
      index('(lower(number), shop)'),
      `DROP INDEX ux; UPDATE orders SET shop = 2 WHERE shop = 1; ${index('(shop, lower(number))')}`,
    ],
    ['among more rows', index('(number) WHERE old'), index('(number) WHERE old AND shop = 1', 'ux2')],
    [
      'until now among more rows',
      index('(number) WHERE old'),
      `DROP INDEX ux; ${index('(number) WHERE old = true AND shop = 1')}`,
    ],
    [
      'until now among the same rows',
      index('(number) WHERE old'),
      `DROP INDEX ux; ${index('(number, shop) WHERE (old)')}`,
    ],
  ])('%s', (_, before, after) => {
    expect(sqlTold(TABLE + before, after)).toEqual([]);
  });

  it.each([
    ['on the column of its expression only', index('(number)'), index('(lower(number))', 'ux2')],
    ['among fewer rows', index('(number) WHERE old AND shop = 1'), index('(number) WHERE old', 'ux2')],
    [
      'until rows changed',
      index('(number) WHERE old'),
      `DROP INDEX ux; UPDATE orders SET old = true; ${index('(number) WHERE old')}`,
    ],
    [
      'until its WHERE speaks of another column',
      index('(number) WHERE old'),
      `DROP INDEX ux; ALTER TABLE orders DROP COLUMN old; ALTER TABLE orders ADD COLUMN old boolean DEFAULT true; ${index('(number) WHERE old')}`,
    ],
    [
      'until its expression speaks of another column',
      index('(lower(note))'),
      `DROP INDEX ux; ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders RENAME number TO note; ${index('(lower(note))')}`,
    ],
  ])('is told of where it was so %s', (_, before, after) => {
    expect(sqlTold(TABLE + before, after)).toHaveLength(1);
  });

  it('is told with its columns, where it is on an expression beside them', () => {
    expect(sqlTold(TABLE, index('(shop, lower(number))'))).toMatchObject([
      { messageId: 'open', data: { columns: 'shop, lower(number)', table: 'orders' } },
    ]);
  });

  it('until now among more rows, as only the downgrade tells', () => {
    const upgrade = [
      'op.drop_index("ux", table_name="orders")',
      'op.create_index("ux2", "orders", ["number"], unique=True, postgresql_where=sa.text("old AND shop = 1"))',
    ];
    const downgrade = [
      'op.drop_index("ux2", table_name="orders")',
      'op.create_index("ux", "orders", ["number"], unique=True, postgresql_where=sa.text("old"))',
    ];
    const lines = { upgrade: upgrade.join('\n'), downgrade: downgrade.join('\n') };
    const policy = policyOf({ migrations: { alembic: ['alembic/versions'] } });
    const text = sampleRevision({ parent: 'None', ...lines });
    const { findings } = checkerFor(policy, parsers).checkFiles([{ path: PATH, text }]);
    expect(findings.filter(({ rule }) => rule === 'migrations/new-unique-on-existing')).toEqual([]);
  });

  it('after TRUNCATE', () => {
    expect(sqlTold(TABLE, `TRUNCATE orders; ${index('(number)')}`)).toEqual([]);
    expect(sqlTold(TABLE, `TRUNCATE notes; ${index('(number)')}`)).toHaveLength(1);
  });
});
