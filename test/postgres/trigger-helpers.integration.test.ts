import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { isTriggerHelper } from '../../packages/policy-core/src/migrations/functions/known-functions.ts';
import { keptData } from './kept-data.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from './scratch-database.ts';

/** Of each function: how it is called, and the extension that brings it. */
const HELPERS: readonly (readonly [name: string, call: string, extension: string | undefined])[] = [
  ['insert_username', "insert_username('who')", 'insert_username'],
  ['moddatetime', "moddatetime('at')", 'moddatetime'],
  ['suppress_redundant_updates_trigger', 'suppress_redundant_updates_trigger()', undefined],
  ['tsvector_update_trigger', "tsvector_update_trigger('words', 'pg_catalog.simple', 'note')", undefined],
  ['tsvector_update_trigger_column', "tsvector_update_trigger_column('words', 'config', 'note')", undefined],
];

describe.skipIf(postgresql.kind === 'unavailable')('real PostgreSQL and functions of triggers', () => {
  let database: ScratchDatabase;
  beforeAll(async () => {
    database = await scratchDatabase();
    await database.query(
      `CREATE TABLE shop (id int PRIMARY KEY); INSERT INTO shop VALUES (1), (2); CREATE SEQUENCE counter;
       CREATE TABLE box (id int, note text, who text, at timestamptz, config regconfig DEFAULT 'simple', words tsvector);
       INSERT INTO box VALUES (1, 'a'), (2, 'b')`,
    );
  });
  afterAll(() => database.drop());

  test.each(HELPERS)('%s changes no more than the row that is written', async (name, call, extension) => {
    expect(isTriggerHelper(name)).toBe(true);
    const others = async () => {
      const kept = await keptData(database);
      const rows = await database.query('SELECT id, note FROM box ORDER BY id');
      return { rows, kept: kept.filter((line) => !line.startsWith('box')) };
    };
    await database.query('BEGIN');
    try {
      if (extension !== undefined) await database.query(`CREATE EXTENSION ${extension}`);
      await database.query(`CREATE TRIGGER t BEFORE UPDATE ON box FOR EACH ROW EXECUTE FUNCTION ${call}`);
      const before = await others();
      await database.query('UPDATE box SET note = note WHERE id = 1');
      expect(await others()).toEqual(before);
      const [other] = await database.query('SELECT who, at, words FROM box WHERE id = 2');
      expect(other).toEqual({ who: null, at: null, words: null });
    } finally {
      await database.query('ROLLBACK');
    }
  });
});
