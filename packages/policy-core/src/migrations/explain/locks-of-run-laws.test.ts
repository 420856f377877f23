import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import { LOCK_MODES, lockText } from '../operations/lock-mode.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { locksOfMigration } from './locks-of-migration.ts';
import { locksOfRun } from './locks-of-run.ts';
import type { LockingStatement } from './migration-locks.ts';
import type { RunLocks } from './run-locks.ts';

const parsers = await testParsers();

const ID = 'sa.Column("id", sa.Integer(), primary_key=True)';
const FIRST = ['people', 'orders', 'parcels']
  .map((table) => `op.create_table("${table}", ${ID}, sa.Column("note", sa.Text()))`)
  .join('\n');

/** Of which any may stand in any revision: what one of them makes is not asked for by another. */
const anyTable = fc.constantFrom('people', 'orders', 'parcels');
const anyStep = fc.oneof(
  anyTable.map((table) => `op.create_index("ix_${table}", "${table}", ["note"])`),
  anyTable.map((table) => `op.add_column("${table}", sa.Column("more", sa.Text()))`),
  anyTable.map((table) => `op.execute("UPDATE ${table} SET note = id WHERE id > 5")`),
  anyTable.map((table) => `op.execute("ALTER TABLE ${table} VALIDATE CONSTRAINT ck")`),
  anyTable.map((table) => `op.execute("COMMENT ON TABLE ${table} IS 'kept'")`),
);
const anyUpgrade = fc.array(anyStep, { maxLength: 3 }).map((steps) => steps.join('\n') || 'pass');

/** `r0` makes three tables; then `r1`, `r2` and so on, each behind the one before. */
const anyLine = fc.array(anyUpgrade, { minLength: 1, maxLength: 4 }).map((upgrades) => ({
  last: upgrades.length,
  history: historyOfTexts(
    parsers,
    revisionTexts(
      Object.fromEntries(
        [FIRST, ...upgrades].map((upgrade, index) => [
          `r${index}`,
          { upgrade, ...(index > 0 && { parents: `"r${index - 1}"` }) },
        ]),
      ),
    ),
  ),
}));

interface Stretch {
  readonly history: RevisionHistory;
  readonly from?: number;
  readonly to: number;
  readonly isApart?: boolean;
}

function runOf({ history, from, to, isApart = false }: Stretch): RunLocks {
  const run = { history, to: `r${to}`, ...(from !== undefined && { from: `r${from}` }) };
  return locksOfRun(run, { pgVersion: 15, isApart });
}

/** Told again of the statements alone: the strongest lock on each table, and who took one first. */
function heldBy(run: RunLocks): readonly (readonly string[])[] {
  const taken = run.revisions.flatMap(({ revision, statements }) =>
    statements.flatMap((statement) =>
      lockedBefore(statement).map(({ relation, lock }) => ({
        relation,
        strength: LOCK_MODES.findIndex((mode) => lockText(mode) === lock),
        since: `${revision.id}:${statement.line}`,
      })),
    ),
  );
  return [...new Set(taken.map(({ relation }) => relation))].toSorted().map((relation) => {
    const those = taken.filter((one) => one.relation === relation);
    const strongest = LOCK_MODES[Math.max(...those.map(({ strength }) => strength))];
    return [relation, strongest === undefined ? '' : lockText(strongest), those[0]?.since ?? ''];
  });
}

function lockedBefore({ locks }: LockingStatement) {
  return locks.filter(({ is_new: isNew }) => !isNew);
}

function told({ transactions }: RunLocks): readonly (readonly string[])[] {
  return transactions
    .flatMap(({ locks }) =>
      locks.map(({ relation, lock, since }) => [relation, lock, `${since.revision}:${since.line}`]),
    )
    .toSorted((one, other) => (one.join() < other.join() ? -1 : 1));
}

describe('The locks of one upgrade', () => {
  test('are those of each of its revisions, where each commits by itself', () => {
    fc.assert(
      fc.property(anyLine, ({ history, last }) => {
        const { revisions } = runOf({ history, to: last, isApart: true });
        expect(revisions).toHaveLength(last + 1);
        for (const { revision, ...part } of revisions) {
          const { statements, problem, upgrade } = locksOfMigration({ history, id: revision.id }, 15) ?? {};
          expect(part).toEqual({ statements, problem, upgrade });
        }
      }),
    );
  });

  test('are the strongest that a statement takes, and begin with the first one', () => {
    fc.assert(
      fc.property(anyLine, ({ history, last }) => {
        const run = runOf({ history, from: 0, to: last });
        expect(told(run)).toEqual(heldBy(run));
        expect(run.transactions.length).toBe(heldBy(run).length > 0 ? 1 : 0);
      }),
    );
  });

  test('only grow with what comes behind', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), ({ history, last }, seed) => {
        const middle = seed % (last + 1);
        const shorter = runOf({ history, from: 0, to: middle });
        const longer = runOf({ history, from: 0, to: last });
        expect(
          longer.revisions.slice(0, shorter.revisions.length).map(({ statements }) => statements),
        ).toEqual(shorter.revisions.map(({ statements }) => statements));
        const tables = (run: RunLocks) => told(run).map(([table, , since]) => `${table} ${since}`);
        expect(tables(longer)).toEqual(expect.arrayContaining([...tables(shorter)]));
      }),
    );
  });

  test('are of no revision twice, however the upgrade is cut in two', () => {
    fc.assert(
      fc.property(anyLine, fc.nat(), ({ history, last }, seed) => {
        const middle = seed % last;
        const ids = (run: RunLocks) => run.revisions.map(({ revision }) => revision.id);
        const [before, behind] = [runOf({ history, to: middle }), runOf({ history, from: middle, to: last })];
        expect([...ids(before), ...ids(behind)]).toEqual(ids(runOf({ history, to: last })));
      }),
    );
  });

  test('keep nobody waiting for what the upgrade makes itself', () => {
    fc.assert(
      fc.property(anyLine, ({ history, last }) => {
        const run = runOf({ history, to: last });
        expect(run.transactions).toEqual([]);
        expect(run.revisions.flatMap(({ statements }) => statements.flatMap(lockedBefore))).toEqual([]);
        expect(migrationsAnswers.runLocks.parse(run)).toEqual(run);
      }),
    );
  });
});
