import { effectText } from '../effects/effect-words.ts';
import { judgedEffects } from '../effects/judged-effects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const addTrigger = defineRule({
  id: 'migrations/add-trigger',
  summary: 'A trigger on a table in use gets a transaction of its own.',
  defaultSeverity: 'info',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['create-object'],

  options: NO_OPTIONS,

  messages: {
    trigger:
      'This {takes} until the transaction ends, and the trigger runs for what is written from then on, also by the code that runs now. Keep the transaction short, with a lock_timeout.',
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
        data: { takes: effectText(table, step) },
        at: step.at,
      };
    }
  },
});
