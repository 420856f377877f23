import { moveToServerDefault } from '../../fixes/move-to-server-default.ts';
import { does } from '../../migrations/does.ts';
import { isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { mayChangeRows } from '../../migrations/rows-changed.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const pythonDefaultOnly = defineRule({
  id: 'migrations/python-default-only',
  summary: 'A column that is added has its default in the database.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    required:
      'This {adds} {table}.{column} as NOT NULL with default={value}, which PostgreSQL never sees: it fails as soon as the table has a row. Use server_default.',
    ignored:
      'This {adds} {table}.{column} with default={value}, which PostgreSQL never sees: the rows that are there get NULL. Use server_default, or fill them with an UPDATE.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'add-column')) {
      const { table, column } = step.operation;
      const { clientDefault, default: preset, nullable } = column;
      if (clientDefault === undefined || preset.kind !== 'none' || isNewTable(step, table)) continue;
      if (nullable !== false && (NULL.test(clientDefault.source) || fillsRows(step))) continue;
      yield {
        kind: 'violation',
        messageId: nullable === false ? 'required' : 'ignored',
        data: {
          adds: does(step, 'add'),
          table: shownTable(table),
          column: shownName(column.name),
          value: clientDefault.source,
        },
        at: step.at,
        fixes: moveToServerDefault(step.upgrade, step.operation),
      };
    }
  },
});

/** What the rows get anyway. */
const NULL = /^(?:\w+\.)*null\(\)$/;

/** A later step changes rows of the table, or may. */
function fillsRows({ upgrade, index, operation: { table } }: StepOf<'add-column'>): boolean {
  return upgrade.steps.slice(index + 1).some((step) => mayChangeRows(step, table));
}
