import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { applyFixes } from '../../packages/policy-core/src/model/apply-edits.ts';
import { checkerFor } from '../../packages/policy-core/src/checker/checker.ts';
import { policyOf } from '../../packages/policy-core/src/testing/any-repository.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { longLocks, watchedRun, type WatchedStatement } from './watched-run.ts';

const SHOP = [
  'DROP SCHEMA public CASCADE; CREATE SCHEMA public',
  'CREATE TABLE people (id int PRIMARY KEY)',
  'CREATE TABLE orders (id int PRIMARY KEY, by int, total int)',
  'INSERT INTO people SELECT generate_series(1, 100)',
  'INSERT INTO orders SELECT n, n, n FROM generate_series(1, 100) AS n',
];

/** The statement of the migration, and the locks of the two that the fix makes of it. */
const CONSTRAINTS: readonly (readonly [
  sql: string,
  added: readonly string[],
  validated: readonly string[],
])[] = [
  [
    'ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (by) REFERENCES people (id)',
    ['SHARE ROW EXCLUSIVE on orders', 'SHARE ROW EXCLUSIVE on people'],
    ['ROW SHARE on people', 'SHARE UPDATE EXCLUSIVE on orders'],
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0)',
    ['ACCESS EXCLUSIVE on orders'],
    ['SHARE UPDATE EXCLUSIVE on orders'],
  ],
];

describe.skipIf(postgresql.kind === 'unavailable')(
  'A constraint that a fix parts into two files of SQL keeps nobody waiting on PostgreSQL',
  () => {
    let database: ScratchDatabase;
    let writer: Client;
    beforeAll(async () => {
      database = await scratchDatabase();
      writer = await database.connect();
    });
    afterAll(async () => {
      await writer.end();
      await database.drop();
    });

    /** Each file in a transaction of its own. */
    async function run(files: Readonly<Record<string, string>>): Promise<readonly WatchedStatement[]> {
      for (const sql of SHOP) await database.query(sql);
      const texts = Object.entries(files).toSorted(([one], [other]) => (one < other ? -1 : 1));
      const statements = texts.flatMap(([, text]) => ['BEGIN', text.trim().replace(/;$/, ''), 'COMMIT']);
      return watchedRun({ database, writer }, statements);
    }

    test.each(CONSTRAINTS)('%s', async (sql, added, validated) => {
      const files = { 'db/1_constraint.sql': `${sql};\n` };
      const before = await run(files);
      expect(before.flatMap(longLocks)).not.toEqual([]);
      const schema = await database.dump();

      const fixed = await parted(files);
      const after = await run(fixed);
      expect(after.map(({ locks }) => strongest(locks))).toEqual([added, validated]);
      expect(after.map(({ work }) => work.read.has('orders'))).toEqual([false, true]);
      expect(after.flatMap(longLocks)).toEqual([]);
      expect(await database.dump()).toEqual(schema);
    });
  },
);

async function parted(files: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
  const judged = checker.checkFiles(Object.entries(files).map(([path, text]) => ({ path, text })));
  const fixes = judged.findings.flatMap(({ fixes: offered }) => offered);
  return applyFixes(
    files,
    fixes.filter(({ title }) => title.endsWith('in a file of its own')),
  ).texts;
}

/** Reading takes ACCESS SHARE, for which nobody waits. */
function strongest(locks: ReadonlySet<string>): readonly string[] {
  return [...locks]
    .filter((lock) => !lock.startsWith('ACCESS SHARE'))
    .toSorted((one, other) => (one < other ? -1 : 1));
}
