import { cascadeRule, dropWords, droppedObjects, followsItsUse } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropSequence = defineRule({
  id: 'migrations/drop-sequence',
  summary: 'A sequence stays as long as running code may count with it.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the sequence {name} and the number that it stands at, and the release that still runs may ask it for the next one. Drop it in a later release.',
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
