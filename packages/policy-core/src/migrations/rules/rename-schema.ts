import { verbForm } from '../analysis/verb-form.ts';
import { migrationSteps } from '../analysis/migration-step.ts';
import { leavesCompatibilitySchema } from '../analysis/compatibility-schema.ts';
import { isNewObject } from '../analysis/object-lives.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const renameSchema = defineRule({
  id: 'migrations/rename-schema',
  summary: 'Do not rename a schema.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['rename-object'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} schema {from} to {to}, unknown to the running release. Keep the name, or create a schema of the old name with a view for each table in the same migration.',
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
