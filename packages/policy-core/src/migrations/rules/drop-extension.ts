import { cascadeRule, dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const dropExtension = defineRule({
  id: 'migrations/drop-extension',
  summary: 'An extension stays as long as running code may use it.',
  defaultSeverity: 'warning',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the extension {name} with its types, functions and operators, and the release that still runs may use them. Drop it in a later release.',
  },

  *check(get) {
    for (const step of droppedObjects(get(migrations), 'extension')) {
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: dropWords(step),
        at: step.at,
        supersededBy: cascadeRule(step),
      };
    }
  },
});
