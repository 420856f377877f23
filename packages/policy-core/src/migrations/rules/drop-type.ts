import { cascadeRule, dropWords, droppedObjects, followsItsUse } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropType = defineRule({
  id: 'migrations/drop-type',
  summary: 'Do not drop a type that running code may name.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops: 'This {drops} the type {name}, which the running release may name. Drop it in a later release.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'type', 'domain')) {
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
