import { cascadeRule, dropWords, droppedObjects, followsItsUse } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropSequence = defineRule({
  id: 'migrations/drop-sequence',
  summary: 'Do not drop a sequence that running code may use.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the sequence {name}, which the running release may use. Drop it and its current number in a later release.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'sequence')) {
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
