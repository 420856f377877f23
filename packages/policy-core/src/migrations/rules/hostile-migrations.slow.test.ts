import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import type { TextFile } from '../../checker/observations-from-input.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';

const MANY = 4_000;
const repeated = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** What somebody may put into a pull request so that nobody gets an answer: so many steps of each. */
const HOSTILE: Readonly<Record<string, (count: number) => string>> = {
  'defaults that are dropped': (count) =>
    repeated(count, (index) => `ALTER TABLE a ALTER c${index} DROP DEFAULT;\n`),
  'a column that is renamed again and again': (count) =>
    repeated(count, (index) => `ALTER TABLE a RENAME c${index} TO c${index + 1};\n`),
  'a table that is renamed again and again': (count) =>
    repeated(count, (index) => `ALTER TABLE t${index} RENAME TO t${index + 1};\n`),
  'constraints that are dropped, and others that are made': (count) =>
    repeated(count, (index) => `ALTER TABLE a DROP CONSTRAINT c${index};\n`) +
    repeated(count, (index) => `ALTER TABLE a ADD CONSTRAINT d${index} UNIQUE (a${index});\n`),
  'one index without a name, again and again': (count) =>
    repeated(count, () => 'CREATE UNIQUE INDEX ON a (b);\n'),
  'columns that are added and dropped': (count) =>
    repeated(count, (index) => `ALTER TABLE a ADD c${index} int NOT NULL;\n`) +
    repeated(count, (index) => `ALTER TABLE a DROP c${index};\n`),
  'tables that are dropped': (count) => repeated(count, (index) => `DROP TABLE t${index};\n`),
  'one table that is dropped again and again': (count) => repeated(count, () => 'DROP TABLE a;\n'),
  'tables that are dropped by one statement': (count) =>
    `DROP TABLE ${Array.from({ length: count }, (_, index) => `t${index}`).join(', ')};`,
  'rows of a dump': (count) => 'INSERT INTO a VALUES (1);\n'.repeat(4 * count),
  'one column of another type, again and again': (count) =>
    repeated(count, (index) => `ALTER TABLE a ALTER c TYPE varchar(${index});\n`),
};

const PLACES: Readonly<Record<string, (sql: string) => TextFile>> = {
  'in a SQL file': (text) => ({ path: 'db/1.sql', text }),
  'in a revision': (sql) => ({
    path: 'versions/a1.py',
    text: `from alembic import op\nrevision = 'a1'\ndown_revision = None\n\ndef upgrade():\n    op.execute("""${sql}""")\n`,
  }),
};

describe('Migrations of thousands of steps', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(
      policyOf({ migrations: { alembic: [{ folders: ['versions'] }], sql: ['db/*.sql'] } }),
      await testParsers(),
    );
  });

  const rules = [
    'destructive-autogenerate',
    'drop-column',
    'drop-constraint',
    'drop-default',
    'drop-table',
    'narrow-column-type',
    'rename-column',
    'rename-table',
    'add-not-null-without-default',
    'backfill-in-ddl-transaction',
    'statement-after-access-exclusive',
    'wide-lock-window',
    'new-unique-on-existing',
  ].map((name) => `migrations/${name}`);

  describe.each(Object.entries(PLACES))('%s', (_place, fileOf) => {
    test.each(Object.entries(HOSTILE))('are judged in proportion to their number: %s', (_name, textOf) => {
      const few = stepsFor(fileOf(textOf(MANY)));
      const many = stepsFor(fileOf(textOf(2 * MANY)));
      expect(many / few, `${few} steps, and ${many} for twice as much`).toBeLessThan(3);
    });
  });

  function stepsFor(file: TextFile): number {
    const started = stepsTaken();
    const { crashed } = checker.checkFiles([file], { only: rules });
    expect(crashed).toEqual([]);
    return stepsTaken() - started;
  }
});
