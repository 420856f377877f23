import { blockingLock, isSurelyHeld, takenAt } from '../effects/blocking-locks.ts';
import { waitText } from '../effects/effect-words.ts';
import type { HeldLock } from '../effects/held-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { oncePerTransaction } from '../effects/once-per-transaction.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { lockText, whoWaits } from '../operations/lock-mode.ts';
import type { Operation } from '../operations/operation.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const backfillInDdlTransaction = defineRule({
  id: 'migrations/backfill-in-ddl-transaction',
  summary: 'Change existing rows and the schema in separate transactions.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['change-rows'],

  options: NO_OPTIONS,

  messages: {
    changed:
      'This {changes} rows of {table} under {lock} on {held}. Change the rows in a migration of their own, in batches, because {waits} until all are done.',
    copied:
      'This {changes} rows of {table} under {lock} on {held}. Copy them in a migration of its own, in batches, because {waits} until all are done.',
  },

  *check(_get, migration) {
    for (const { judged, found } of oncePerTransaction(judgedEffects(migration), rowsUnderLock)) {
      const { rows, held } = found;
      yield {
        kind: 'violation',
        messageId: isCopy(judged.step.operation) ? 'copied' : 'changed',
        data: {
          changes: changes(judged),
          table: formatTable(rows.relation),
          lock: lockText(held.lock),
          held: formatTable(held.relation),
          waits: waitText(held.lock, { isCertain: isSurelyHeld(judged, held) }) ?? '',
        },
        at: judged.step.at,
        related: takenAt(judged.step, held),
      };
    }
  },
});

interface RowsUnderLock {
  readonly rows: RelationEffect;
  readonly held: HeldLock;
}

function rowsUnderLock(judged: JudgedEffects): RowsUnderLock | undefined {
  const rows = rowsOf(judged);
  const held = rows && strongest(judged);
  return held && { rows, held };
}

/** The table in use whose rows it changes or, for a copy, reads, where it has any. A row that is written out is few. */
function rowsOf(judged: JudgedEffects): RelationEffect | undefined {
  const { operation } = judged.step;
  if (operation.kind !== 'change-rows') return undefined;
  const existing = judged.existing;
  if (isCopy(operation)) return existing.find(({ cause, work }) => cause === 'read' && work === 'scan');
  return existing.find(({ cause, work }) => cause === 'named' && work !== 'catalog');
}

/** An UPDATE may read every row of its own table, and copies none. */
function isCopy(operation: Operation): boolean {
  return operation.kind === 'change-rows' && (operation.verb === 'insert' || operation.verb === 'copy');
}

function strongest(judged: JudgedEffects): HeldLock | undefined {
  return blockingLock(judged, ({ lock }) => whoWaits(lock) === 'readers-and-writers') ?? blockingLock(judged);
}

function changes({ step }: JudgedEffects): string {
  const verb = step.operation.kind === 'change-rows' ? step.operation.verb : 'update';
  return verbForm(step, VERBS[verb]);
}

const VERBS = { copy: 'copy', delete: 'delete', insert: 'copy', merge: 'change', update: 'change' } as const;
