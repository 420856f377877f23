import { blockingLock, blocks, isSurelyHeld, takenAt } from '../effects/blocking-locks.ts';
import { heldOn, type HeldLock } from '../effects/held-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { oncePerTransaction } from '../effects/once-per-transaction.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { isNewTable } from '../analysis/migration-step.ts';
import { changePlaces } from '../analysis/table-swap.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { lockText } from '../operations/lock-mode.ts';
import type { TableName } from '../operations/name.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const wideLockWindow = defineRule({
  id: 'migrations/wide-lock-window',
  summary: 'Change one busy table per transaction.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  databases: ['postgresql'],

  options: NO_OPTIONS,

  messages: {
    wide: 'This {takes} {lock} on {table} while the transaction {holds} {heldLock} on {held}. Change one busy table per migration, because sessions that lock them in the other order deadlock.',
  },

  *check(_get, migration) {
    for (const { judged, found } of oncePerTransaction(judgedEffects(migration), oneMore)) {
      const { step } = judged;
      const { taken, held } = found;
      yield {
        kind: 'violation',
        messageId: 'wide',
        data: {
          takes: verbForm(step, 'take'),
          lock: lockText(taken.lock),
          table: formatTable(taken.relation),
          holds: verbForm({ isCertain: isSurelyHeld(judged, held) }, 'hold'),
          heldLock: lockText(held.lock),
          held: formatTable(held.relation),
        },
        at: step.at,
        related: takenAt(step, held),
      };
    }
  },
});

interface OneMore {
  readonly taken: RelationEffect;
  readonly held: HeldLock;
}

function oneMore(judged: JudgedEffects): OneMore | undefined {
  const taken = takenBy(judged);
  const held = taken && anotherHeld(judged, taken.relation);
  return held && { taken, held };
}

/** What a new table locks is for migrations/create-table-fk-lock to tell. A name that only a run tells may be held. */
function takenBy(judged: JudgedEffects): RelationEffect | undefined {
  if (judged.step.operation.kind === 'create-table') return undefined;
  return judged.existing.find(({ relation, lock }) => blocks(lock) && relation.isKnown);
}

function anotherHeld(judged: JudgedEffects, taken: TableName): HeldLock | undefined {
  const own = heldOn(judged.transaction.held, taken);
  // What is locked already is not one more.
  if (own !== undefined && blocks(own.lock)) return undefined;
  const isAdding = addsToNewTable(judged.step);
  return blockingLock(
    judged,
    (held) => !isOfNewTable(judged, held.since, isAdding) && !changesPlaces(judged, taken, held),
  );
}

/**
 * CREATE TABLE locks by its foreign keys, for a moment. Those that statements of their own add to new tables are no more
 * than that, as long as nothing else is locked: a migration for each of them would gain nothing.
 */
function isOfNewTable({ step }: JudgedEffects, since: number, isAdding: boolean): boolean {
  const taker = step.upgrade.steps[since];
  if (taker?.kind !== 'operation') return false;
  const { operation, isCertain } = taker;
  if (operation.kind === 'create-table') return true;
  return isAdding && addsToNewTable({ ...step, operation, isCertain, index: since });
}

function addsToNewTable(step: MigrationStep): boolean {
  const { operation } = step;
  const isAdding = operation.kind === 'add-constraint' || operation.kind === 'add-column';
  return isAdding && isNewTable(step, operation.table);
}

function changesPlaces({ step }: JudgedEffects, taken: TableName, held: HeldLock): boolean {
  const other = { table: held.relation, at: held.since };
  return changePlaces(step.upgrade, { table: taken, at: step.index }, other);
}
