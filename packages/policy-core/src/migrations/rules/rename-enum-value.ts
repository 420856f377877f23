import { verbForm } from '../analysis/verb-form.ts';
import { migrationSteps } from '../analysis/migration-step.ts';
import { isNewObject } from '../analysis/object-lives.ts';
import { formatName } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const renameEnumValue = defineRule({
  id: 'migrations/rename-enum-value',
  summary: 'Do not rename an enum value.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['rename-enum-value'],

  options: NO_OPTIONS,

  messages: {
    renames:
      "This {renames} '{from}' of {type} to '{to}', unknown to running code. Add the new value beside it, and stop using the old one in a later release, because PostgreSQL then refuses it.",
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'other')) {
      const { deed } = step.operation;
      if (deed?.kind !== 'rename-enum-value') continue;
      const { type, value, to } = deed;
      if (isNewObject(step, { object: 'type', name: type })) continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: { renames: verbForm(step, 'rename'), from: value, to, type: formatName(type) },
        at: step.at,
      };
    }
  },
});
