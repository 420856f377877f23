import { expect, test } from 'vitest';

import { checkerFor } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { ALEMBIC_POLICY, sampleRevision } from '../../testing/sample-revision.ts';

const BASE = {
  path: 'alembic/versions/a1_x.py',
  text: sampleRevision({
    id: 'a1',
    upgrade: [
      'op.execute("CREATE TABLE events (day date) PARTITION BY RANGE (day)")',
      'op.execute("CREATE TABLE events_old PARTITION OF events DEFAULT")',
    ].join('\n'),
  }),
};

const RULES = [
  'index-not-concurrent',
  'set-not-null',
  'foreign-key-not-valid-missing',
  'check-not-valid-missing',
  'truncate-table',
  'add-trigger',
].map((rule) => `migrations/${rule}`);

const checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());

/** Plain tables, those of a schema, names in quotes, partitions, conditions. */
test.each([
  [
    'op.create_index("ix_total", "orders", ["total"])',
    {
      messageId: 'alone',
      data: { takes: 'takes SHARE on orders and builds an index over its rows; writers wait' },
    },
  ],
  [
    'op.create_index("ix_total", "orders", ["total"], schema="shop")',
    {
      messageId: 'alone',
      data: { takes: 'takes SHARE on shop.orders and builds an index over its rows; writers wait' },
    },
  ],
  [
    'op.create_index("ix_total", "Order Lines", ["total"])',
    {
      messageId: 'alone',
      data: { takes: 'takes SHARE on Order Lines and builds an index over its rows; writers wait' },
    },
  ],
  [
    'op.alter_column("orders", "total", nullable=False)',
    {
      messageId: 'reads',
      data: {
        takes: 'takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait',
        column: 'total',
      },
    },
  ],
  [
    'op.alter_column("orders", "total", nullable=False, schema="shop")',
    {
      messageId: 'reads',
      data: {
        takes: 'takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait',
        column: 'total',
      },
    },
  ],
  [
    'op.create_foreign_key("fk", "orders", "customers", ["a"], ["id"])',
    {
      messageId: 'alone',
      data: {
        takes: 'takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait',
        others: ', and so do writers of customers',
      },
    },
  ],
  [
    'op.create_foreign_key("fk", "orders", "Big Customers", ["a"], ["id"], source_schema="shop", referent_schema="crm")',
    {
      messageId: 'alone',
      data: {
        takes: 'takes SHARE ROW EXCLUSIVE on shop.orders and reads every row; writers wait',
        others: ', and so do writers of crm.Big Customers',
      },
    },
  ],
  [
    'op.create_check_constraint("c", "orders", "total > 0", schema="shop")',
    {
      messageId: 'alone',
      data: { takes: 'takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait' },
    },
  ],
  [
    'op.execute("TRUNCATE orders, shop.lines, \\"Order Lines\\"")',
    {
      messageId: 'alone',
      data: {
        place: '',
        empties: 'empties',
        tables: 'orders, shop.lines and Order Lines',
        others: 'every table that refers to it',
      },
    },
  ],
  [
    'if FLAG:\n    op.execute("TRUNCATE orders CASCADE")',
    {
      messageId: 'cascade',
      data: { place: '', empties: 'may empty', tables: 'orders', others: 'every table that refers to it' },
    },
  ],
  [
    'op.execute("CREATE TRIGGER t BEFORE UPDATE ON shop.\\"Order Lines\\" FOR EACH ROW EXECUTE FUNCTION f()")',
    { messageId: 'trigger', data: { takes: 'takes SHARE ROW EXCLUSIVE on shop.Order Lines; writers wait' } },
  ],
  [
    'op.create_index("ix_day", "events", ["day"])',
    {
      messageId: 'partitions',
      data: { takes: 'takes SHARE on events_old and builds an index over its rows; writers wait' },
    },
  ],
  [
    'op.alter_column("events", "day", nullable=False)',
    {
      messageId: 'reads',
      data: {
        takes: 'takes ACCESS EXCLUSIVE on events and reads every row; readers and writers wait',
        column: 'day',
      },
    },
  ],
])('what is locked is told in words: %s', (upgrade, said) => {
  const module = 'import os\n\nFLAG = os.environ.get("FLAG")';
  const text = sampleRevision({ id: 'b2', parent: '"a1"', module, upgrade });
  const files = [BASE, { path: 'alembic/versions/b2_x.py', text }];
  const { findings } = checker.checkFiles(files, { only: RULES });
  expect(findings.map(({ messageId, data }) => ({ messageId, data }))).toEqual([said]);
});
