import { beforeAll, describe, expect, test } from 'vitest';

import { checkerFor, type Checker } from '../../checker/checker.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { stepsTaken } from '../../testing/steps-taken.ts';

const MANY = 4_000;
const many = (line: (index: number) => string) =>
  Array.from({ length: MANY }, (_, index) => line(index)).join('');

/** What somebody may put into a pull request so that nobody gets an answer. */
const HOSTILE: Readonly<Record<string, string>> = {
  'defaults that are dropped': many((index) => `ALTER TABLE a ALTER c${index} DROP DEFAULT;\n`),
  'a column that is renamed again and again': many(
    (index) => `ALTER TABLE a RENAME c${index} TO c${index + 1};\n`,
  ),
  'a table that is renamed again and again': many(
    (index) => `ALTER TABLE t${index} RENAME TO t${index + 1};\n`,
  ),
  'constraints that are dropped, and others that are made':
    many((index) => `ALTER TABLE a DROP CONSTRAINT c${index};\n`) +
    many((index) => `ALTER TABLE a ADD CONSTRAINT d${index} UNIQUE (a${index});\n`),
  'one index without a name, again and again': many(() => 'CREATE UNIQUE INDEX ON a (b);\n'),
  'columns that are added and dropped':
    many((index) => `ALTER TABLE a ADD c${index} int NOT NULL;\n`) +
    many((index) => `ALTER TABLE a DROP c${index};\n`),
  'rows of a dump': 'INSERT INTO a VALUES (1);\n'.repeat(4 * MANY),
  'one column of another type, again and again': many(
    (index) => `ALTER TABLE a ALTER c TYPE varchar(${index});\n`,
  ),
};

describe('Migrations of thousands of steps', () => {
  let checker: Checker;
  beforeAll(async () => {
    checker = checkerFor(policyOf({ migrations: { sql: ['db/*.sql'] } }), await testParsers());
  });

  const rules = [
    'drop-column',
    'drop-constraint',
    'drop-default',
    'narrow-column-type',
    'rename-column',
    'rename-table',
    'add-not-null-without-default',
    'backfill-in-ddl-transaction',
    'statement-after-access-exclusive',
    'wide-lock-window',
    'new-unique-on-existing',
  ].map((name) => `migrations/${name}`);

  test.each(Object.entries(HOSTILE))('are judged in few steps: %s', (_name, text) => {
    const started = stepsTaken();
    const { crashed } = checker.checkFiles([{ path: 'db/1.sql', text }], { only: rules });
    expect(crashed).toEqual([]);
    expect(stepsTaken() - started).toBeLessThan(200_000_000);
  });
});
