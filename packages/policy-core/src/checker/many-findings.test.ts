import { expect, test } from 'vitest';

import { testParsers } from '../testing/load-parsers.ts';
import { policyOf } from '../testing/any-repository.ts';
import { stepsTaken } from '../testing/steps-taken.ts';
import { checkerFor } from './checker.ts';

const checker = checkerFor(
  policyOf({ migrations: { sql: ['db/**/*.sql'], alembic: ['versions'] } }),
  await testParsers(),
);
const SQL = 'db/20260101000000_many/migration.sql';

/** Steps of judging a file in which each number stands for a finding or more. */
function stepsFor(count: number, path: string, write: (number: number) => string): number {
  const lines = Array.from({ length: count }, (_, number) => write(number)).join('\n');
  const text = path.endsWith('.py') ? `${REVISION}${lines}\n` : `${lines}\n`;
  const started = stepsTaken();
  const { findings } = checker.checkFiles([{ path, text }]);
  expect(findings.length).toBeGreaterThanOrEqual(count);
  return stepsTaken() - started;
}

const REVISION = `import sqlalchemy as sa
from alembic import op
revision = 'aa11bb22cc33'
down_revision = None
def downgrade():
    pass
def upgrade():
`;

test.each<[string, string, (number: number) => string]>([
  ['columns go', SQL, (n) => `ALTER TABLE orders DROP COLUMN c${n};`],
  ['tables go', SQL, (n) => `DROP TABLE t${n};`],
  ['columns are renamed', SQL, (n) => `ALTER TABLE orders RENAME COLUMN c${n} TO d${n};`],
  ['columns become required', SQL, (n) => `ALTER TABLE orders ALTER COLUMN c${n} SET NOT NULL;`],
  ['columns come that are required', SQL, (n) => `ALTER TABLE orders ADD COLUMN c${n} int NOT NULL;`],
  ['indexes come', SQL, (n) => `CREATE INDEX i${n} ON orders (c${n});`],
  ['tables are emptied', SQL, (n) => `TRUNCATE t${n};`],
  ['tables are renamed', SQL, (n) => `ALTER TABLE t${n} RENAME TO u${n};`],
  ['each of many tables gets an index', SQL, (n) => `CREATE INDEX i${n} ON t${n} (c);`],
  [
    'columns go and come back',
    SQL,
    (n) => `ALTER TABLE orders DROP COLUMN c${n}; ALTER TABLE orders ADD COLUMN c${n} int;`,
  ],
  ['indexes go', SQL, (n) => `DROP INDEX i${n};`],
  [
    'keys come, each to a table of its own',
    SQL,
    (n) =>
      `CREATE TABLE t${n} (id int PRIMARY KEY); ALTER TABLE orders ADD CONSTRAINT f${n} FOREIGN KEY (x) REFERENCES t${n} (id);`,
  ],
  ['a revision makes indexes', 'versions/1.py', (n) => `    op.create_index('i${n}', 'orders', ['c${n}'])`],
])('very many findings of one file take steps that grow with its length alone: %s', (_, path, write) => {
  // Ten times as many; what held each against each would take a hundred times as many steps.
  expect(stepsFor(1000, path, write)).toBeLessThan(15 * stepsFor(100, path, write));
});
