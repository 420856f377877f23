import type { Migrations } from '../analysis/migrations.ts';
import { placesInOrder } from '../schema/revision-order.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { judgedUpgrades } from '../analysis/migration-step.ts';
import type { Step } from '../operations/operation.ts';
import type { MigrationStep, JudgedUpgrade } from '../analysis/judged-upgrade.ts';

/** A revision under judgement that Alembic runs after another one, as far as the transaction of that one may go on. */
export interface LaterRevision {
  readonly upgrade: JudgedUpgrade;
  /** Index of the first step that is no longer in that transaction; the number of steps where all are. */
  readonly until: number;
}

/** None where each runs in a transaction of its own, or the step is no revision that has a place in a history. */
export function laterInTransaction(
  migrations: Migrations,
  { upgrade, index }: MigrationStep,
): readonly LaterRevision[] {
  const { history } = upgrade;
  if (history === undefined || upgrade.environmentRuns === 'apart') return [];
  if (upgrade.steps.slice(index + 1).some(endsTransaction)) return [];
  const run = runsOf(migrations).get(history) ?? [];
  const later: LaterRevision[] = [];
  for (const next of run.slice(run.indexOf(upgrade) + 1)) {
    const end = next.steps.findIndex(endsTransaction);
    later.push({ upgrade: next, until: end === -1 ? next.steps.length : end });
    if (end !== -1) break;
  }
  return later;
}

/** Of each history, in the order of its graph. */
const runsOf = memoizeByObject(
  (migrations: Migrations): ReadonlyMap<RevisionHistory, readonly JudgedUpgrade[]> => {
    const runs = new Map<RevisionHistory, JudgedUpgrade[]>();
    for (const upgrade of judgedUpgrades(migrations)) {
      const { history, revision } = upgrade;
      if (history === undefined || revision === undefined) continue;
      const run = runs.get(history);
      if (run === undefined) runs.set(history, [upgrade]);
      else run.push(upgrade);
    }
    return new Map(
      [...runs].map(([history, run]) => {
        const places = placesInOrder(history.graph.order);
        const placeOf = ({ revision = '' }: JudgedUpgrade) => places.get(revision) ?? -1;
        return [history, run.filter((one) => placeOf(one) >= 0).toSorted((a, b) => placeOf(a) - placeOf(b))];
      }),
    );
  },
);

/** An `autocommit_block()` commits what was done before it. */
function endsTransaction(step: Step): boolean {
  if (step.autocommit) return true;
  const deed = step.kind === 'operation' && step.operation.kind === 'other' ? step.operation.deed : undefined;
  return deed?.kind === 'transaction' && ENDS.has(deed.what);
}

const ENDS: ReadonlySet<string> = new Set(['commit', 'rollback', 'prepare']);
