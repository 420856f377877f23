import { blocks } from '../effects/blocking-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { longWork, longWorkText } from '../effects/long-work.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { tableKey } from '../operations/name.ts';
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
      const targets = targetsOf(judged);
      if (targets.length === 0) continue;
      const long = longAfter(all, index);
      if (long === undefined) continue;
      const { later, worked } = long;
      yield {
        kind: 'violation',
        messageId: 'target',
        data: {
          takes: verbForm(judged.step, 'take'),
          tables: targets.map(({ relation }) => formatTable(relation)).join(', '),
          works: longWorkText(worked, later.step),
          wait: isSure(judged) && later.step.isCertain ? 'wait' : 'may wait',
        },
        at: judged.step.at,
        related: [{ message: `This ${longWorkText(worked, later.step)}.`, at: later.step.at }],
      };
    }
  },
});

function targetsOf(judged: JudgedEffects): readonly RelationEffect[] {
  const { operation } = judged.step;
  if (operation.kind !== 'create-table' || judged.transaction.isInside === false) return [];
  return judged.existing.filter(
    ({ relation, lock, cause }) =>
      cause === 'foreign-key' && blocks(lock) && tableKey(relation) !== tableKey(operation.table),
  );
}

interface LongAfter {
  readonly later: JudgedEffects;
  readonly worked: RelationEffect;
}

/** The first later step of the transaction that takes long. */
function longAfter(all: readonly JudgedEffects[], index: number): LongAfter | undefined {
  const judged = all[index];
  for (let at = index + 1; at < all.length; at += 1) {
    const later = all[at];
    if (judged === undefined || later === undefined || !isWithin(judged, later)) return undefined;
    const worked = longWork(later);
    if (worked !== undefined) return { later, worked };
  }
  return undefined;
}

/** In the same transaction. */
function isWithin({ step, transaction }: JudgedEffects, later: JudgedEffects): boolean {
  return step.upgrade === later.step.upgrade && transaction.ended === later.transaction.ended;
}

function isSure({ step, transaction }: JudgedEffects): boolean {
  return step.isCertain && transaction.isInside === true;
}
