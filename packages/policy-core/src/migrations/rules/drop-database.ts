import { dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const dropDatabase = defineRule({
  id: 'migrations/drop-database',
  summary: 'A migration does not drop a database.',
  defaultSeverity: 'error',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    drops: 'This {drops} the database {name} and everything in it. Take it out of the migrations.',
  },

  *check(get) {
    for (const step of droppedObjects(get(migrations), 'database')) {
      yield { kind: 'violation', messageId: 'drops', data: dropWords(step), at: step.at };
    }
  },
});
