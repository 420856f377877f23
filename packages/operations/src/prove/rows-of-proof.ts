import type { Known } from '@lockkeeper/policy-core';
import { isAtRevisions } from '@lockkeeper/policy-core/database';
import { compareRows, type PendingMigrations, type ProofRun } from '@lockkeeper/policy-core/deployment';

import type { CountedRows, ScratchDatabase } from '../ports/index.ts';

type RowsProof = Extract<ProofRun, { readonly kind: 'ran' }>['rows'];
type Counted = Known<CountedRows>;

/** Counts rows around the ways up. Where a database begins empty, there is nothing to count. */
export interface RowCounter {
  /** Counts before a way up, and behind it. */
  readonly around: <Outcome>(up: () => Promise<Outcome>) => Promise<Outcome>;
  readonly result: () => RowsProof;
}

export function rowCounter(database: ScratchDatabase, pending: PendingMigrations): RowCounter {
  const ways: RowsProof[] = [];
  return {
    around: async (up) => {
      const before = await database.countRows();
      const outcome = await up();
      ways.push(rowsBetween(before, await database.countRows(), pending));
      return outcome;
    },
    result: () => together(ways),
  };
}

/** Whether nothing but pending migrations is run on the way up from where the database is. */
export async function isWithinPending(
  database: ScratchDatabase,
  { pending, target }: { readonly pending: PendingMigrations; readonly target: string },
): Promise<boolean> {
  const sight = await database.look(undefined);
  if (sight.kind === 'unseen') return false;
  const { versionTables } = sight.database;
  const places = [target, ...pending.revisions.map(({ id }) => id)];
  return places.some((place) =>
    isAtRevisions(pending.history.graph, versionTables, place === 'base' ? [] : [place]),
  );
}

function rowsBetween(
  before: Counted,
  after: Counted,
  { history: { files, graph }, revisions }: PendingMigrations,
): RowsProof {
  if (!before.known) return { kind: 'not-compared', reason: before.reason };
  if (!after.known) return { kind: 'not-compared', reason: after.reason };
  const steps = revisions.flatMap(({ id }) => {
    const reading = files.get(graph.revisions.get(id)?.path ?? '')?.reading;
    return reading?.kind === 'revision' ? reading.upgrade.steps : [];
  });
  return compareRows(before.value, after.value, steps);
}

/** What one way does not compare, another may. */
function together(ways: readonly RowsProof[]): RowsProof {
  const compared = ways.flatMap((way) => (way.kind === 'compared' ? [way] : []));
  const [widest] = compared.toSorted((one, other) => other.rows - one.rows);
  if (widest === undefined) return ways.find(({ kind }) => kind === 'not-compared') ?? { kind: 'empty' };
  const losses = new Map(compared.flatMap((way) => way.losses).map((loss) => [loss.table, loss] as const));
  return { ...widest, losses: [...losses.values()] };
}
