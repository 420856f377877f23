import { droppedObjects, dropWords } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropSchema = defineRule({
  id: 'migrations/drop-schema',
  summary: 'Do not drop a schema.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    whole:
      'This {drops} the schema {name} with all its tables and rows. Keep it, or drop its tables by name in a later release.',
    perhaps:
      'This {drops} the schema {name} and perhaps all its tables. Remove CASCADE, which only the run decides, and drop what is in it by name.',
    empty:
      'This {drops} the schema {name}, which the running release may use. Empty it, and drop it in a later release under a waiver.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'schema')) {
      const { cascade } = step.operation;
      const messageId = cascade === undefined ? 'perhaps' : cascade ? 'whole' : 'empty';
      yield { kind: 'violation', messageId, data: dropWords(step), at: step.at };
    }
  },
});
