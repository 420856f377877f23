import { takesFreedName } from '../analysis/newness/freed-name.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { isOfIndex } from '../analysis/renamed-index.ts';
import { leavesCompatibilityView } from '../analysis/compatibility-view.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const renameTable = defineRule({
  id: 'migrations/rename-table',
  summary: 'Do not rename a table without leaving a view.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['rename-table'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} table {from} to {to}, unknown to the running release. Create a view of the old name in the same migration, and drop it in a later release.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'rename-table')) {
      const { table, to } = step.operation;
      if (isNewTable(step, table) || takesFreedName(step)) continue;
      if (leavesCompatibilityView(step) || isOfIndex(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: { renames: verbForm(step, 'rename'), from: formatTable(table), to: formatName(to) },
        at: step.at,
      };
    }
  },
});
