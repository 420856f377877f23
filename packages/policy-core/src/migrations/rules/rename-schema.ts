import { verbForm } from '../analysis/verb-form.ts';
import { migrationSteps } from '../analysis/migration-step.ts';
import { leavesCompatibilitySchema } from '../analysis/compatibility-schema.ts';
import { isNewObject } from '../analysis/object-lives.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const renameSchema = defineRule({
  id: 'migrations/rename-schema',
  summary: 'A schema keeps its name.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['rename-object'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} the schema {from} to {to}: the release that still runs, and one that is brought back, look for every table of it under the old name. Keep the name, or make a schema of the old name in the same migration with a view for each table.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'rename-object')) {
      const { object, name, to } = step.operation;
      if (object !== 'schema' || isNewObject(step, step.operation) || leavesCompatibilitySchema(step))
        continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: { renames: verbForm(step, 'rename'), from: formatName(name), to: formatName(to) },
        at: step.at,
      };
    }
  },
});
