import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { effectsOf } from '../../packages/policy-core/src/migrations/effects/effects-of.ts';
import { tableText } from '../../packages/policy-core/src/migrations/operations/name.ts';
import { AT_END, foldedSql, sqlSteps } from '../../packages/policy-core/src/testing/folded-sql.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { seenInTransaction, type SeenEffects } from './seen-effects.ts';
import { SHOP } from './shop-schema.ts';
import { EXACT, INEXACT, REFUSED } from './shop-statements.ts';

describe.skipIf(postgresql.kind === 'unavailable')(
  'real PostgreSQL shows in pg_locks what an operation is told to lock and rewrite, which',
  async () => {
    const { sql: parser } = await testParsers();
    const context = {
      schema: foldedSql(parser, SHOP),
      moment: AT_END,
      pgVersion: 15,
      timeZone: 'UTC',
    };
    const effects = (sql: string) =>
      sqlSteps(parser, sql).flatMap((step) => {
        if (step.kind === 'operation') return [effectsOf(step.operation, context)];
        if (step.isRead !== true) throw new Error(`${sql}: ${step.problem}`);
        return [];
      });
    const told = (sql: string): SeenEffects => {
      const relations = effects(sql).flatMap((one) => one.relations);
      const rewritten = relations.filter(({ work }) => work === 'rewrite' || work === 'emptied');
      return {
        locks: relations.map(({ relation, lock }) => `${tableText(relation)}: ${lock}`).toSorted(),
        rewritten: rewritten.map(({ relation }) => tableText(relation)).toSorted(),
        error: undefined,
      };
    };

    let database: ScratchDatabase;
    beforeAll(async () => {
      database = await scratchDatabase();
      await database.query("SET TIME ZONE 'UTC'");
      await database.query(SHOP);
    });
    afterAll(() => database.drop());

    it.each(EXACT)('is the same: %s', async (sql) => {
      expect(told(sql)).toEqual(await seenInTransaction(database, sql));
    });

    it.each(REFUSED)('is told to be refused in a transaction: %s', async (sql) => {
      expect(effects(sql).map((one) => one.refusedInTransaction)).toContain(true);
      const { error } = await seenInTransaction(database, sql);
      expect(error).toMatch(/cannot run inside a transaction block$/);
    });

    it.each(EXACT)('is not told to be refused: %s', (sql) => {
      expect(effects(sql).map((one) => one.refusedInTransaction)).not.toContain(true);
    });

    it.each(Object.entries(INEXACT))('is another: %s, because %s', async (sql) => {
      const seen = await seenInTransaction(database, sql);
      expect(seen.error).toBeUndefined();
      expect(told(sql)).not.toEqual(seen);
    });
  },
);
