import { describe, expect, it } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import type { Said } from '../../testing/describe-rule.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { sampleRevision } from '../../testing/sample-revision.ts';

const checker = checkerFor(policyOf({ migrations: { alembic: ['alembic/versions'] } }), await testParsers());

interface Story {
  readonly first?: string;
  readonly second?: string;
  readonly upgrade?: string;
  readonly downgrade: string;
}

const RENAME = 'op.rename_table("orders", "sales")';
const ADD = 'op.add_column("customers", sa.Column("mail", sa.Text()))';
const NO_MAIL = 'op.drop_column("customers", "mail")';
const DROP = 'op.drop_table("orders")';
const TABLE = 'op.create_table("orders", sa.Column("id", sa.Integer()))';

/** What migrations/downgrade-loses-data says; only the third revision has a downgrade. */
function told({ first = 'pass', second = 'pass', upgrade = ADD, downgrade }: Story): readonly Said[] {
  const { findings } = checker.checkFiles([
    { path: 'alembic/versions/a1_x.py', text: sampleRevision({ id: 'a1', upgrade: first }) },
    {
      path: 'alembic/versions/b2_x.py',
      text: sampleRevision({ id: 'b2', parent: '"a1"', upgrade: second }),
    },
    {
      path: 'alembic/versions/c3_x.py',
      text: sampleRevision({
        id: 'c3',
        parent: '"b2"',
        upgrade,
        downgrade: `${downgrade}\n${NO_MAIL}`,
      }),
    },
  ]);
  return findings
    .filter(({ rule }) => rule === 'migrations/downgrade-loses-data')
    .map(({ messageId, data }) => ({ messageId, data }));
}

const refused = (revision: string, takes: string) => [
  { messageId: 'refused', data: { what: 'the table orders', revision, takes } },
];
const lost = (what: string) => [{ messageId: 'lost', data: { what } }];
const LOST = lost('the table orders');

describe('The name of a table that a downgrade drops', () => {
  it('is another one since the revision before', () => {
    expect(told({ second: RENAME, downgrade: DROP })).toEqual(refused('b2', 'renames the table to sales'));
  });

  it('is another one since long before', () => {
    expect(told({ first: RENAME, downgrade: DROP })).toEqual(refused('a1', 'renames the table to sales'));
  });

  it('is gone with its table', () => {
    expect(told({ first: TABLE, second: DROP, downgrade: DROP })).toEqual(refused('b2', 'drops the table'));
  });

  it('was taken by the last one that did so', () => {
    expect(told({ first: RENAME, second: DROP, downgrade: DROP })).toEqual(refused('b2', 'drops the table'));
  });

  it('is there where a later revision makes it again', () => {
    expect(told({ first: RENAME, second: TABLE, downgrade: DROP })).toEqual(LOST);
  });

  it('is there where a later revision gives it to another table', () => {
    const second = 'op.rename_table("new_orders", "orders")';
    expect(told({ first: RENAME, second, downgrade: DROP })).toEqual(LOST);
  });

  it('is there where nothing took it', () => {
    expect(told({ downgrade: DROP })).toEqual(LOST);
    expect(told({ first: TABLE, downgrade: DROP })).toEqual(LOST);
  });

  it('is there where only a table of another schema is called otherwise', () => {
    const second = 'op.rename_table("orders", "sales", schema="shop")';
    expect(told({ second, downgrade: DROP })).toEqual(LOST);
  });

  it('may be there where it was renamed under a condition', () => {
    expect(told({ second: `if wanted():\n    ${RENAME}`, downgrade: DROP })).toEqual(LOST);
  });

  it('may be there where the downgrade itself gives it back', () => {
    const downgrade = `op.rename_table("sales", "orders")\n${DROP}`;
    expect(told({ second: RENAME, downgrade })).not.toEqual(refused('b2', 'renames the table to sales'));
  });

  it('is not looked for where IF EXISTS asks first', () => {
    const downgrade = 'op.execute("DROP TABLE IF EXISTS orders")';
    expect(told({ second: RENAME, downgrade })).toEqual([]);
  });

  it('is not looked for where a condition may ask first', () => {
    expect(told({ second: RENAME, downgrade: `if wanted():\n    ${DROP}` })).toEqual([]);
  });
});

describe('A column that a downgrade drops', () => {
  const mistaken = (column: string, table: string) => [
    { messageId: 'mistaken', data: { what: `the column ${column}`, table } },
  ];
  const NOTE = 'sa.Column("note", sa.Text())';
  const upgrade = `op.add_column("sales", ${NOTE})\n${ADD}`;
  const downgrade = 'op.drop_column("orders", "note")';

  it('is meant to be the one that the upgrade adds elsewhere', () => {
    expect(told({ first: TABLE, upgrade, downgrade })).toEqual(mistaken('orders.note', 'sales'));
  });

  it('is meant to be so in a table of which nothing is known', () => {
    expect(told({ upgrade, downgrade })).toEqual(mistaken('orders.note', 'sales'));
  });

  it('is meant to be so in a table of a schema', () => {
    const other = `op.add_column("orders", ${NOTE}, schema="shop")\n${ADD}`;
    const sales = 'op.drop_column("sales", "note")';
    expect(told({ upgrade: other, downgrade: sales })).toEqual(mistaken('sales.note', 'shop.orders'));
  });

  it('is another one where a revision before made it', () => {
    const first = `op.create_table("orders", ${NOTE})`;
    expect(told({ first, upgrade, downgrade })).toEqual(lost('the column orders.note'));
  });

  it('is another one where the downgrade drops that of the upgrade as well', () => {
    const both = `${downgrade}\nop.drop_column("sales", "note")`;
    expect(told({ first: TABLE, upgrade, downgrade: both })).toEqual(lost('the column orders.note'));
  });

  it('may be one of several', () => {
    const two = `${upgrade}\nop.add_column("notes", ${NOTE})`;
    expect(told({ first: TABLE, upgrade: two, downgrade })).toEqual(lost('the column orders.note'));
  });

  it('is told of by its table where that has another name since before', () => {
    expect(told({ first: TABLE, second: RENAME, upgrade, downgrade })).toEqual([
      {
        messageId: 'refused',
        data: { what: 'the column orders.note', revision: 'b2', takes: 'renames the table to sales' },
      },
    ]);
  });

  it('is not looked for where IF EXISTS asks first', () => {
    const asking = 'op.execute("ALTER TABLE orders DROP COLUMN IF EXISTS note")';
    expect(told({ first: TABLE, upgrade, downgrade: asking })).toEqual([]);
  });
});
