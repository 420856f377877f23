import { effectTextInForce } from '../effects/effect-words.ts';
import { judgedEffects } from '../effects/judged-effects.ts';
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
      if (table === undefined) continue;
      yield {
        kind: 'violation',
        messageId: 'trigger',
        data: { takes: effectTextInForce(judged, table) },
        at: step.at,
      };
    }
  },
});
