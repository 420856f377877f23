import { does } from '../../migrations/does.ts';
import { columnBefore, isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const dropDefault = defineRule({
  id: 'migrations/drop-default',
  summary: 'A column that is NOT NULL keeps its default.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the default of {table}.{column}: where it is NOT NULL, an INSERT of the release that still runs fails when it leaves the column out. Keep the default until every release that runs writes the column.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'alter-column')) {
      const { table, column } = step.operation;
      if (!losesDefault(step) || isNewTable(step, table)) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { drops: does(step, 'drop'), table: shownTable(table), column: shownName(column) },
        at: step.at,
      };
    }
  },
});

/** Not one that never was, and not of a column that takes NULL instead. */
function losesDefault(step: StepOf<'alter-column'>): boolean {
  const { operation } = step;
  if (operation.default?.kind !== 'none') return false;
  const before = columnBefore(step, operation.table, operation.column);
  const old = operation.existingDefault ?? before?.default;
  const nullable = operation.nullable ?? operation.existingNullable ?? before?.nullable;
  return old?.kind !== 'none' && nullable !== true;
}
