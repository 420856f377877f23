import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** Statements that look at every row, though no row is written and their text does not say so. */
describe.skipIf(postgresql.kind === 'unavailable')('PostgreSQL reads every row', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  /** Rows of `t` that a statement reads, of two. */
  async function rowsRead(before: string, statement: string): Promise<unknown> {
    await database.query(`DROP TABLE IF EXISTS t; CREATE TABLE t (a varchar(10), b int, c int NOT NULL)`);
    await database.query(`INSERT INTO t VALUES ('x', 1, 1), ('y', 2, 2); CREATE UNIQUE INDEX i ON t (b)`);
    await database.query(`CREATE UNIQUE INDEX j ON t (c); ${before}`);
    const client = await database.connect();
    await client.query(`BEGIN; ${statement}`);
    const { rows } = await client.query<{ read: string }>(
      "SELECT pg_stat_get_xact_tuples_returned('t'::regclass) AS read",
    );
    await client.query('ROLLBACK');
    await client.end();
    return Number(rows[0]?.read);
  }

  test.each([
    ['ALTER TABLE t ADD CHECK (length(a) < 9)', 'ALTER TABLE t ALTER a TYPE varchar(20)'],
    ['ALTER TABLE t ADD CHECK (length(a) < 9)', 'ALTER TABLE t ALTER a TYPE text'],
    ['ALTER TABLE t ADD CHECK (b > 0 OR a IS NULL)', 'ALTER TABLE t ALTER a TYPE text'],
    ['SELECT 1', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX i'],
  ])('after %s: %s', async (before, statement) => {
    expect(await rowsRead(before, statement)).toBe(2);
  });

  test.each([
    ['SELECT 1', 'ALTER TABLE t ALTER a TYPE varchar(20)'],
    ['ALTER TABLE t ADD CHECK (b > 0)', 'ALTER TABLE t ALTER a TYPE text'],
    ['ALTER TABLE t ADD CHECK (length(a) < 9) NOT VALID', 'ALTER TABLE t ALTER a TYPE text'],
    ['SELECT 1', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX j'],
    ['ALTER TABLE t ADD CHECK (b IS NOT NULL)', 'ALTER TABLE t ADD PRIMARY KEY USING INDEX i'],
  ])('and none after %s: %s', async (before, statement) => {
    expect(await rowsRead(before, statement)).toBe(0);
  });
});
