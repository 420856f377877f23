import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { shopHistory, SHOP_REVISIONS } from '../../testing/sample-stamp.ts';
import { judgedFilesOfPending, judgedSqlOfPending } from './pending-judgement.ts';

const parsers = await testParsers();

/** As `alembic upgrade a1:b2 --sql` prints it. */
const printed = (statement: string) => `BEGIN;

-- Running upgrade a1 -> b2

${statement};

UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';

COMMIT;
`;

describe('what is pending, by the SQL of Alembic', () => {
  test.each([
    'CREATE TABLE notes (id INTEGER NOT NULL)',
    'ALTER TABLE customers ADD COLUMN since DATE',
    "UPDATE customers SET name = '' WHERE name IS NULL",
  ])('is harmless: %s [row 4.11]', (statement) => {
    expect(judgedSqlOfPending(printed(statement), parsers.sql)).toEqual({
      by: 'alembic',
      destructive: [],
      unjudged: [],
    });
  });

  test.each([
    ['DROP TABLE customers', 'Drops the table customers and every row in it.'],
    ['ALTER TABLE customers DROP COLUMN name', 'Drops the column customers.name and every value in it.'],
    ['TRUNCATE customers', 'Deletes every row of customers.'],
  ])('removes data: %s [row 4.11]', (statement, text) => {
    expect(judgedSqlOfPending(printed(statement), parsers.sql).destructive).toEqual([
      `${text} (${statement};)`,
    ]);
  });

  test('cannot be judged where it is no SQL', () => {
    const { destructive, unjudged } = judgedSqlOfPending('hello from env.py\n', parsers.sql);
    expect(destructive).toEqual([]);
    expect(unjudged).toHaveLength(1);
  });
});

describe('what is pending, by its files', () => {
  const judged = (upgrade: string, pending = ['b2']) =>
    judgedFilesOfPending(shopHistory(parsers, { a1: {}, b2: { parents: '"a1"', upgrade } }), pending);

  test('is harmless where it only adds', () => {
    const history = shopHistory(parsers, SHOP_REVISIONS);
    expect(judgedFilesOfPending(history, ['b2', 'c3'])).toEqual({
      by: 'lockkeeper',
      destructive: [],
      unjudged: [],
    });
  });

  test('removes data, and the revision is named', () => {
    const { destructive, unjudged } = judged('op.drop_table("customers")');
    expect(unjudged).toEqual([]);
    expect(destructive).toEqual([expect.stringMatching(/^b2: .*customers/)]);
  });

  test('cannot be judged where nobody knows what it does', () => {
    const { destructive, unjudged } = judged('op.execute(open("x.sql").read())');
    expect(destructive).toEqual([]);
    expect(unjudged).toEqual([expect.stringMatching(/^b2: /)]);
  });

  test('cannot be judged where there is no such file', () => {
    expect(judged('pass', ['gone']).unjudged).toEqual(['gone cannot be read, so its effect is unknown.']);
  });
});
