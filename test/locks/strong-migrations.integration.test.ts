import type { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { caseRows, describeCases } from '../cases/case-files.ts';
import { BEFORE_ALL, EXPLAINED, STRONG_CASES } from '../cases/sql-peers/strong-migrations.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { longLocks, watchedRun, type WatchedStatement } from './watched-run.ts';

const ROWS = `
INSERT INTO orders DEFAULT VALUES;
INSERT INTO devices DEFAULT VALUES;
INSERT INTO users (name, city, country, "interval", deleted_at, order_id) VALUES ('a', 'b', 'c', 'd', now(), 1)`;

/** What does not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'add_column_test::test_generated_virtual': 'PostgreSQL has such columns since 18',
  'safe_by_default_test::test_remove_index': 'the index is not in the schema of the tests',
  'safe_by_default_test::test_change_column_null_long_name':
    'the new column has no values, and there are rows',
};

const rows = caseRows<{ readonly id: string; readonly verdict: string }>('strong-migrations-cases.jsonl');
const safe = [...new Set(rows.filter(({ verdict }) => verdict === 'safe').map(({ id }) => id))].filter(
  (id) => STRONG_CASES[id] !== undefined && NOT_RUN[id] === undefined,
);

describe.skipIf(postgresql.kind === 'unavailable')(
  'real PostgreSQL with the cases of strong_migrations',
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

    async function watched(id: string): Promise<readonly WatchedStatement[]> {
      const own = STRONG_CASES[id];
      if (own === undefined || 'none' in own) throw new Error(`${id} has no SQL.`);
      await database.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await database.query([...BEFORE_ALL, ROWS, ...own.before].join(';\n'));
      return watchedRun({ database, writer }, own.isOutside ? own.sql : ['BEGIN', ...own.sql, 'COMMIT']);
    }

    describeCases('that are safe', () => {
      it.each(safe)('keeps nobody waiting for long by %s', async (id) => {
        const run = await watched(id);
        expect(run.flatMap(({ error }) => error ?? [])).toEqual([]);
        expect(run.flatMap(longLocks)).toEqual([]);
      });
    });

    it.each(Object.keys(EXPLAINED))('keeps nobody waiting for long either by %s', async (explained) => {
      const run = await watched(explained.replace(/ unsafe$/, ''));
      expect(run.flatMap(({ error }) => error ?? [])).toEqual([]);
      expect(run.flatMap(longLocks)).toEqual([]);
    });
  },
);
