import { dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropOwned = defineRule({
  id: 'migrations/drop-owned',
  summary: 'Do not drop everything that a role owns.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops: 'This {drops} all that {name} owns: tables, rows and rights. Drop what has to go by name.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'owned')) {
      yield { kind: 'violation', messageId: 'drops', data: dropWords(step), at: step.at };
    }
  },
});
