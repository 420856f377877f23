import { cascadeRule, dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropView = defineRule({
  id: 'migrations/drop-view',
  summary: 'Do not drop a view that running code may read.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the view {name}, which the running release may read. Stop reading it in one release, and drop it in a later one.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'view', 'materialized-view')) {
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
