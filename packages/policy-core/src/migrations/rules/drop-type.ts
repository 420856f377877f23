import { cascadeRule, dropWords, droppedObjects, followsItsUse } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const dropType = defineRule({
  id: 'migrations/drop-type',
  summary: 'A type stays as long as running code may name it.',
  defaultSeverity: 'warning',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the type {name}, and the release that still runs may name it in its queries. Drop it in a later release.',
  },

  *check(get) {
    for (const step of droppedObjects(get(migrations), 'type', 'domain')) {
      if (followsItsUse(step)) continue;
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
