import { whereReminder } from '../fixes/where-reminder.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';

export const deleteWithoutWhere = defineRule({
  id: 'migrations/delete-without-where',
  summary: 'A DELETE says which rows it means.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    deletes:
      'This {deletes} every row of {table}: no WHERE leaves any out. Say in a WHERE which rows are meant.',
  },

  *check({ migrations }) {
    for (const step of migrationSteps(migrations, 'change-rows')) {
      const { verb, table, isFiltered } = step.operation;
      if (verb !== 'delete' || isFiltered || isNewTable(step, table)) continue;
      yield {
        kind: 'violation',
        messageId: 'deletes',
        data: { deletes: verbForm(step, 'delete'), table: formatTable(table) },
        at: step.at,
        fixes: whereReminder(step),
      };
    }
  },
});
