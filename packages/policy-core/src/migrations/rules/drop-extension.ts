import { cascadeRule, dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropExtension = defineRule({
  id: 'migrations/drop-extension',
  summary: 'Do not drop an extension that running code may use.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the extension {name}, which the running release may use. Drop it and its types, functions and operators in a later release.',
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
