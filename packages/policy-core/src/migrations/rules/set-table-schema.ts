import { verbForm } from '../analysis/verb-form.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { leavesCompatibilityView } from '../analysis/compatibility-view.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const setTableSchema = defineRule({
  id: 'migrations/set-table-schema',
  summary: 'Do not move a table to another schema without leaving a view.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['set-table-schema'],

  options: NO_OPTIONS,

  messages: {
    moves:
      'This {moves} table {table} to schema {schema}, unknown to the running release. Create a view at its old place in the same migration, and drop it in a later release.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'set-table-schema')) {
      const { table, schema } = step.operation;
      if (isNewTable(step, table) || leavesCompatibilityView(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'moves',
        data: { moves: verbForm(step, 'move'), table: formatTable(table), schema: formatName(schema) },
        at: step.at,
      };
    }
  },
});
