import { cascadeRule, dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrations } from '../facts/collect-migrations.ts';

export const dropView = defineRule({
  id: 'migrations/drop-view',
  summary: 'A view stays as long as running code may read it.',
  defaultSeverity: 'warning',
  judges: [migrations],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the view {name}, and the release that still runs may read it. Stop reading it in one release, and drop it in a later one.',
  },

  *check(get) {
    for (const step of droppedObjects(get(migrations), 'view', 'materialized-view')) {
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
