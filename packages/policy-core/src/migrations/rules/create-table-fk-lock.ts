import { blocks } from '../effects/blocking-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { longWork, longWorkText } from '../effects/long-work.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { stronger, type LockMode } from '../operations/lock-mode.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const createTableFkLock = defineRule({
  id: 'migrations/create-table-fk-lock',
  summary: 'Keep the lock of a new foreign key short.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['create-table'],

  options: NO_OPTIONS,

  messages: {
    target:
      'This {takes} SHARE ROW EXCLUSIVE on {tables} before a slow statement. Move one of them to another transaction, because a later statement {works} and writers {wait}.',
  },

  *check(_get, migration) {
    const all = judgedEffects(migration);
    for (const [index, judged] of all.entries()) {
      const long = firstLong(targetsOf(judged).flatMap((target) => longAfter(all, { index, target }) ?? []));
      if (long === undefined) continue;
      const { later, worked, targets } = long;
      yield {
        kind: 'violation',
        messageId: 'target',
        data: {
          takes: verbForm(judged.step, 'take'),
          tables: targets.map(formatTable).join(', '),
          works: longWorkText(worked, later.step),
          wait: isSure(judged) && later.step.isCertain ? 'wait' : 'may wait',
        },
        at: judged.step.at,
        related: [{ message: `This ${longWorkText(worked, later.step)}.`, at: later.step.at }],
      };
    }
  },
});

/** Tables that the foreign keys of a new one lock. */
function targetsOf(judged: JudgedEffects): readonly TableName[] {
  const { operation } = judged.step;
  if (operation.kind !== 'create-table' || judged.transaction.isInside === false) return [];
  return judged.existing.flatMap(({ relation, lock, cause }) =>
    cause === 'foreign-key' && blocks(lock) && tableKey(relation) !== tableKey(operation.table)
      ? [relation]
      : [],
  );
}

interface LongAfter {
  readonly later: JudgedEffects;
  readonly worked: RelationEffect;
  readonly target: TableName;
}

/** The first later step of the transaction that takes long for another table, while only the foreign key locks this one. */
function longAfter(
  all: readonly JudgedEffects[],
  { index, target }: { readonly index: number; readonly target: TableName },
): LongAfter | undefined {
  const judged = all[index];
  for (let at = index + 1; at < all.length; at += 1) {
    const later = all[at];
    if (judged === undefined || later === undefined || !isWithin(judged, later)) return undefined;
    if (locksMore(later, target)) return undefined;
    const worked = longWork(later);
    if (worked !== undefined && !isSame(worked.relation, target)) return { later, worked, target };
  }
  return undefined;
}

/** Behind it that lock counts, whatever was taken before. */
function locksMore({ step, existing }: JudgedEffects, target: TableName): boolean {
  if (!step.isCertain) return false;
  return existing.some(({ relation, lock }) => isSame(relation, target) && isMore(lock));
}

function isMore(lock: LockMode): boolean {
  return lock !== OF_FOREIGN_KEY && stronger(lock, OF_FOREIGN_KEY) === lock;
}

const OF_FOREIGN_KEY = 'share-row-exclusive';

function isSame(one: TableName, other: TableName): boolean {
  return tableKey(one) === tableKey(other);
}

/** With all tables that wait for the same step. */
function firstLong(
  found: readonly LongAfter[],
): (Omit<LongAfter, 'target'> & { readonly targets: readonly TableName[] }) | undefined {
  const [first] = found.toSorted((one, other) => one.later.step.index - other.later.step.index);
  if (first === undefined) return undefined;
  const { later, worked } = first;
  return {
    later,
    worked,
    targets: found.filter((one) => one.later === later).map(({ target }) => target),
  };
}

/** In the same transaction. */
function isWithin({ step, transaction }: JudgedEffects, later: JudgedEffects): boolean {
  return step.upgrade === later.step.upgrade && transaction.ended === later.transaction.ended;
}

function isSure({ step, transaction }: JudgedEffects): boolean {
  return step.isCertain && transaction.isInside === true;
}
