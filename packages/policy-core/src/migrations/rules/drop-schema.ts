import { droppedObjects, dropWords } from '../analysis/dropped-objects.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropSchema = defineRule({
  id: 'migrations/drop-schema',
  summary: 'A migration does not drop a schema.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['drop-object'],

  options: NO_OPTIONS,

  messages: {
    whole:
      'This {drops} the schema {name} with every table in it and all of their rows. Keep it, or drop what is in it by its name, in a later release.',
    perhaps:
      'This {drops} the schema {name}, and with CASCADE every table in it: only running it tells. Leave CASCADE out, and drop what is in it by its name.',
    empty:
      'This {drops} the schema {name}: it fails unless the schema is empty, and the release that still runs may name it. Drop it in a later release with a waiver.',
  },

  *check(_get, migration) {
    for (const step of droppedObjects(migration, 'schema')) {
      const { cascade } = step.operation;
      const messageId = cascade === undefined ? 'perhaps' : cascade ? 'whole' : 'empty';
      yield { kind: 'violation', messageId, data: dropWords(step), at: step.at };
    }
  },
});
