import { effectTextInForce } from '../effects/effect-words.ts';
import { heldOn } from '../effects/held-locks.ts';
import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import type { RelationEffect } from '../effects/step-effects.ts';
import { wasTriggerBefore } from '../analysis/newness/trigger-before.ts';
import { stronger } from '../operations/lock-mode.ts';
import type { Step } from '../operations/operation.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const addTrigger = defineRule({
  id: 'migrations/add-trigger',
  summary: 'Add a trigger to a busy table in its own transaction.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['create-object'],

  options: NO_OPTIONS,

  messages: {
    trigger:
      'This adds a trigger to a table in use. Keep the transaction short, with a lock_timeout: this {takes}, and the running code fires the trigger, too.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step } = judged;
      if (step.operation.kind !== 'create-object' || step.operation.object !== 'trigger') continue;
      const table = judged.existing.find(({ cause }) => cause === 'named');
      if (table === undefined || isPutBack(judged, table)) continue;
      yield {
        kind: 'violation',
        messageId: 'trigger',
        data: { takes: effectTextInForce(judged, table) },
        at: step.at,
      };
    }
  },
});

/** Running code fires it as before, and nobody waits for it longer: LOCK TABLE keeps all off on purpose. */
function isPutBack({ step, transaction }: JudgedEffects, { relation, lock }: RelationEffect): boolean {
  const { operation, upgrade } = step;
  if (operation.kind !== 'create-object' || !step.isCertain) return false;
  const held = heldOn(transaction.held, relation);
  if (held === undefined || stronger(held.lock, lock) !== held.lock) return false;
  return isLockTable(upgrade.steps[held.since]) && wasTriggerBefore({ ...step, operation });
}

function isLockTable(step: Step | undefined): boolean {
  if (step?.kind !== 'operation' || step.operation.kind !== 'other' || !step.isCertain) return false;
  return step.operation.deed?.kind === 'lock-table';
}
