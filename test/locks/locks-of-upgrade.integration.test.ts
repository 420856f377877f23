import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { locksOfRun } from '../../packages/policy-core/src/migrations/explain/locks-of-run.ts';
import type { RunLocks } from '../../packages/policy-core/src/migrations/explain/run-locks.ts';
import { testParsers } from '../../packages/policy-core/src/testing/load-parsers.ts';
import { historyOfTexts, revisionTexts } from '../../packages/policy-core/src/testing/read-history.ts';
import { postgresql, scratchDatabase, type ScratchDatabase } from '../postgres/scratch-database.ts';
import { seenInTransaction } from './seen-effects.ts';
import { SHOP } from './shop-schema.ts';
import { EXACT } from './shop-statements.ts';

const RUNS = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 2000 : 60;

/** The id of the revision that runs a statement, by its place. */
const idOf = (place: number): string => `b${place + 1}`;

const executing = (sql: string): string => `op.execute(${JSON.stringify(sql)})`;

describe.skipIf(postgresql.kind === 'unavailable')(
  'real PostgreSQL shows in pg_locks what several revisions in one transaction are told to hold',
  async () => {
    const parsers = await testParsers();
    let database: ScratchDatabase;
    beforeAll(async () => {
      database = await scratchDatabase();
      await database.query("SET TIME ZONE 'UTC'");
      await database.query(SHOP);
    });
    afterAll(() => database.drop());

    /** The shop is made in `a1`; each statement is a revision of its own behind it. */
    function toldOf(statements: readonly string[]): RunLocks {
      const later = statements.map((sql, place) => {
        const parent = place === 0 ? 'a1' : idOf(place - 1);
        return [idOf(place), { parents: `"${parent}"`, upgrade: executing(sql) }] as const;
      });
      const texts = revisionTexts({ a1: { upgrade: executing(SHOP) }, ...Object.fromEntries(later) });
      return locksOfRun(
        { history: historyOfTexts(parsers, texts), from: 'a1', to: idOf(statements.length - 1) },
        { pgVersion: 15, isApart: false },
      );
    }

    /** Of statements that need a transaction there is one, or none where nothing is locked. */
    const heldIn = ({ transactions }: RunLocks) => {
      expect(transactions.length).toBeLessThanOrEqual(1);
      return transactions[0]?.locks ?? [];
    };

    const shown = ({ relation, lock }: { readonly relation: string; readonly lock: string }) =>
      `${relation}: ${lock.toLowerCase().replaceAll(' ', '-')}`;

    // Of a view nothing shows whether the run makes it anew, replaces it or has renamed it: so it is told as one that was
    // there, under each of its names.
    const NAMES_A_VIEW = /^(?:CREATE|ALTER(?: MATERIALIZED)?) VIEW .*(?:AS|RENAME TO|SET SCHEMA) /;
    const statement = fc.constantFrom(...EXACT.filter((sql) => !NAMES_A_VIEW.test(sql)));
    const chains = fc.array(statement, { minLength: 2, maxLength: 4 });

    test('until it ends, whatever they do', async () => {
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(chains, async (statements) => {
          const seen = await seenInTransaction(database, statements.join(';\n'));
          // What one makes or drops another may not make or drop again.
          if (seen.error !== undefined) return;
          accepted += 1;
          const told = heldIn(toldOf(statements)).map(shown).toSorted();
          // The keys of a row that its own transaction wrote are looked up again, even if no UPDATE changes them. That
          // lock lets everybody read and write, and is told only where a statement takes it by itself.
          const isTold = (lock: string) => !lock.endsWith(': row-share') || told.includes(lock);
          expect(told).toEqual(seen.locks.filter(isTold));
        }),
        { numRuns: RUNS },
      );
      expect(accepted).toBeGreaterThan(RUNS / 4);
    });

    test('since the revision that takes the lock first, and not before', async () => {
      await fc.assert(
        fc.asyncProperty(chains, async (statements) => {
          const { error } = await seenInTransaction(database, statements.join(';\n'));
          if (error !== undefined) return;
          const lockedBehind: (readonly string[])[] = [];
          for (const place of statements.keys()) {
            const { locks } = await seenInTransaction(database, statements.slice(0, place + 1).join(';\n'));
            lockedBehind.push(locks.map((lock) => lock.slice(0, lock.indexOf(': '))));
          }
          for (const { relation, since } of heldIn(toldOf(statements))) {
            const first = lockedBehind.findIndex((relations) => relations.includes(relation));
            expect([relation, since.revision]).toEqual([relation, idOf(first)]);
          }
        }),
        { numRuns: RUNS / 4 },
      );
    });
  },
);
