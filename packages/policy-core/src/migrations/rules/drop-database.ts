import { dropWords, droppedObjects } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropDatabase = defineRule({
  id: 'migrations/drop-database',
  summary: 'Do not drop a database.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    drops: 'This {drops} the database {name} and everything in it. Remove it from the migrations.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'database')) {
      yield { kind: 'violation', messageId: 'drops', data: dropWords(step), at: step.at };
    }
  },
});
