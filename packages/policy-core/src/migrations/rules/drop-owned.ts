import { dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropOwned = defineRule({
  id: 'migrations/drop-owned',
  summary: 'A migration does not drop all that a role owns.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} whatever {name} owns: tables with their rows, and every right that it was given. Drop what has to go by its name.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'owned')) {
      yield { kind: 'violation', messageId: 'drops', data: dropWords(step), at: step.at };
    }
  },
});
