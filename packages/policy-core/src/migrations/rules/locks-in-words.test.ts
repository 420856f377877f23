import { beforeAll, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
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

let checker: Checker;
beforeAll(async () => {
  checker = checkerFor(policyOf(ALEMBIC_POLICY), await testParsers());
});

/** Plain tables, those of a schema, names in quotes, partitions, conditions. */
test.each([
  [
    'op.create_index("ix_total", "orders", ["total"])',
    'This takes SHARE on orders and builds an index over its rows; writers wait until the transaction ends. Build it CONCURRENTLY, outside of a transaction.',
  ],
  [
    'op.create_index("ix_total", "orders", ["total"], schema="shop")',
    'This takes SHARE on shop.orders and builds an index over its rows; writers wait until the transaction ends. Build it CONCURRENTLY, outside of a transaction.',
  ],
  [
    'op.create_index("ix_total", "Order Lines", ["total"])',
    'This takes SHARE on Order Lines and builds an index over its rows; writers wait until the transaction ends. Build it CONCURRENTLY, outside of a transaction.',
  ],
  [
    'op.alter_column("orders", "total", nullable=False)',
    'This takes ACCESS EXCLUSIVE on orders and reads every row; readers and writers wait until the transaction ends. Add CHECK (total IS NOT NULL) NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
  ],
  [
    'op.alter_column("orders", "total", nullable=False, schema="shop")',
    'This takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait until the transaction ends. Add CHECK (total IS NOT NULL) NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
  ],
  [
    'op.create_foreign_key("fk", "orders", "customers", ["a"], ["id"])',
    'This takes SHARE ROW EXCLUSIVE on orders and reads every row; writers wait until the transaction ends, and so do writers of customers. Add it NOT VALID, and validate it in a transaction of its own.',
  ],
  [
    'op.create_foreign_key("fk", "orders", "Big Customers", ["a"], ["id"], source_schema="shop", referent_schema="crm")',
    'This takes SHARE ROW EXCLUSIVE on shop.orders and reads every row; writers wait until the transaction ends, and so do writers of crm.Big Customers. Add it NOT VALID, and validate it in a transaction of its own.',
  ],
  [
    'op.create_check_constraint("c", "orders", "total > 0", schema="shop")',
    'This takes ACCESS EXCLUSIVE on shop.orders and reads every row; readers and writers wait until the transaction ends. Add the check NOT VALID, and validate it in a transaction of its own.',
  ],
  [
    'op.execute("TRUNCATE orders, shop.lines, \\"Order Lines\\"")',
    'This empties orders, shop.lines and Order Lines: every row is gone. Keep the rows, or delete those that are meant with a WHERE.',
  ],
  [
    'if FLAG:\n    op.execute("TRUNCATE orders CASCADE")',
    'This may empty orders and, by CASCADE, every table that refers to it: every row is gone. Leave CASCADE out, and delete the rows that are meant with a WHERE.',
  ],
  [
    'op.execute("CREATE TRIGGER t BEFORE UPDATE ON shop.\\"Order Lines\\" FOR EACH ROW EXECUTE FUNCTION f()")',
    'This takes SHARE ROW EXCLUSIVE on shop.Order Lines; writers wait until the transaction ends, and the trigger runs for what is written from then on, also by the code that runs now. Keep the transaction short, with a lock_timeout.',
  ],
  [
    'op.create_index("ix_day", "events", ["day"])',
    'This takes SHARE on events_old and builds an index over its rows; writers wait until the transaction ends. Make the index ON ONLY the table, build one CONCURRENTLY on each partition, and attach those.',
  ],
  [
    'op.alter_column("events", "day", nullable=False)',
    'This takes ACCESS EXCLUSIVE on events and reads every row; readers and writers wait until the transaction ends. Add CHECK (day IS NOT NULL) NOT VALID, validate it in a transaction of its own, and set NOT NULL then, which reads no row any more.',
  ],
])('what is locked is told in words: %s', (upgrade, message) => {
  const module = 'import os\n\nFLAG = os.environ.get("FLAG")';
  const text = sampleRevision({ id: 'b2', parent: '"a1"', module, upgrade });
  const files = [BASE, { path: 'alembic/versions/b2_x.py', text }];
  const { findings } = checker.checkFiles(files, { only: RULES });
  expect(findings.map((finding) => finding.message)).toEqual([message]);
});
