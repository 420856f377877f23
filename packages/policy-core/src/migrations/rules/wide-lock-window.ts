import { blockingLock, blocks, isSurelyHeld, takenAt } from '../effects/blocking-locks.ts';
import { heldOn, type HeldLock } from '../effects/held-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { oncePerTransaction } from '../effects/once-per-transaction.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
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
  return blockingLock(judged, ({ since }) => !isOfNewTable(judged, since));
}

function isOfNewTable({ step }: JudgedEffects, since: number): boolean {
  const taker = step.upgrade.steps[since];
  return taker?.kind === 'operation' && taker.operation.kind === 'create-table';
}
