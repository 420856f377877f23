import { judgedEffects, type JudgedEffects } from '../effects/judged-effects.ts';
import { waitText } from '../effects/effect-words.ts';
import { heldOn, type HeldLock } from '../effects/held-locks.ts';
import type { RelatedPlace } from '../../model/finding.ts';
import { outsideTransaction } from '../fixes/concurrently.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isTakenAsNew } from '../analysis/newness/claimed-table.ts';
import { lockText } from '../operations/lock-mode.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const validateInSameTransaction = defineRule({
  id: 'migrations/validate-in-same-transaction',
  summary: 'Validate a constraint in its own transaction.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['validate-constraint'],

  options: NO_OPTIONS,

  messages: {
    validates:
      'This {reads} every row of {table} under {lock}. Validate the constraint in its own transaction, because {waits} until this one ends.',
  },

  *check(_get, migration) {
    for (const judged of judgedEffects(migration)) {
      const { step, effects, transaction } = judged;
      const { operation } = step;
      if (operation.kind !== 'validate-constraint' || transaction.isInside !== true) continue;
      const held = isTakenAsNew(step, operation.table)
        ? undefined
        : heldOn(transaction.held, operation.table);
      const waits = held && waitText(held.lock);
      if (held === undefined || waits === undefined) continue;
      if (effects.relations.every(({ work }) => work !== 'scan')) continue;
      yield {
        kind: 'violation',
        messageId: 'validates',
        data: {
          reads: verbForm(step, 'read'),
          table: formatTable(operation.table),
          lock: lockText(held.lock),
          waits,
        },
        at: step.at,
        related: takenBy(judged, held),
        fixes: outsideTransaction(step),
      };
    }
  },
});

function takenBy({ step: { upgrade } }: JudgedEffects, { since }: HeldLock): readonly RelatedPlace[] {
  const taker = upgrade.steps[since];
  return taker === undefined ? [] : [{ message: 'The lock is taken here.', at: upgrade.span(taker) }];
}
