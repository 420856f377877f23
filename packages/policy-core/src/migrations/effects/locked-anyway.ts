import { tableKey, type TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import { memoizeByObject } from '../../model/memoize.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { effectsByUpgrade, type JudgedEffects } from './judged-effects.ts';
import { renamingOf } from './held-locks.ts';
import type { Work } from './step-effects.ts';

/**
 * Whether the transaction keeps readers and writers off a table with or without this DROP INDEX: another step, which
 * cannot do with less, takes ACCESS EXCLUSIVE on it before, or behind with nothing between them that takes long.
 */
export function isLockedAnyway(migrations: Migrations, { step }: JudgedEffects, table: TableName): boolean {
  const key = tableKey(table);
  const all = effectsByUpgrade(migrations).get(step.upgrade);
  return key !== undefined && all !== undefined && lockedAround(all).get(step.index)?.has(key) === true;
}

/** Keys of tables by the index of each DROP INDEX: of those that it names, what others lock as well. */
const lockedAround = memoizeByObject((all: readonly JudgedEffects[]) => {
  const found = new Map<number, ReadonlySet<string>>();
  noteLocks(all, found, endsTransaction);
  noteLocks(
    all.toReversed(),
    found,
    (behind, judged) => endsTransaction(behind, judged) || isLate(behind, judged),
  );
  return found;
});

/** Goes from one step to the next, either way; where it `breaks` between two, nothing is known to be locked any more. */
function noteLocks(
  all: readonly JudgedEffects[],
  found: Map<number, ReadonlySet<string>>,
  breaks: (last: JudgedEffects, judged: JudgedEffects) => boolean,
): void {
  let locked = new Set<string>();
  let last: JudgedEffects | undefined;
  for (const judged of all) {
    if (last !== undefined && breaks(last, judged)) locked = new Set();
    last = judged;
    const { step, transaction, existing } = judged;
    if (transaction.isInside !== true) continue;
    if (step.operation.kind === 'drop-index') {
      const own = existing
        .flatMap(({ relation }) => tableKey(relation) ?? [])
        .filter((key) => locked.has(key));
      found.set(step.index, new Set([...own, ...(found.get(step.index) ?? [])]));
    }
    for (const key of lockedByItself(judged)) locked.add(key);
  }
}

function endsTransaction(last: JudgedEffects, judged: JudgedEffects): boolean {
  return last.transaction.ended !== judged.transaction.ended;
}

/** Seen from behind: the lock would come later, by all that takes long between the two. */
function isLate(behind: JudgedEffects, judged: JudgedEffects): boolean {
  const isUnclearBetween = behind.step.index - judged.step.index > 1;
  return isUnclearBetween || judged.effects.relations.some(({ work }) => !MOMENTS.has(work));
}

const MOMENTS: ReadonlySet<Work> = new Set(['catalog', 'emptied']);

/** What works long under its lock is left out: a rule of its own says how to do it under less. */
function lockedByItself({ step, existing }: JudgedEffects): readonly string[] {
  if (!step.isCertain || hasWeakerForm(step.operation)) return [];
  const renamed = renamingOf(step.operation);
  const locked = existing.flatMap(({ relation, lock, work }) =>
    lock === 'access-exclusive' && work === 'catalog' ? [relation] : [],
  );
  return [...locked, ...(renamed && locked.length > 0 ? [renamed.to] : [])].flatMap(
    (one) => tableKey(one) ?? [],
  );
}

/** With CONCURRENTLY, or another mode. */
function hasWeakerForm(operation: Operation): boolean {
  if (operation.kind !== 'other') return operation.kind === 'drop-index';
  return operation.deed !== undefined && WEAKER_FORMS.has(operation.deed.kind);
}

const WEAKER_FORMS: ReadonlySet<UtilityStatement['kind']> = new Set([
  'detach-partition',
  'lock-table',
  'refresh-view',
]);
