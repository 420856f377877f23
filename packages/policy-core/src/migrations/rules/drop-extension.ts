import { cascadeRule, dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropExtension = defineRule({
  id: 'migrations/drop-extension',
  summary: 'An extension stays as long as running code may use it.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the extension {name} with its types, functions and operators, and the release that still runs may use them. Drop it in a later release.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'extension')) {
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
