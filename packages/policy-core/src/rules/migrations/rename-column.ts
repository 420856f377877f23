import { does } from '../../migrations/does.ts';
import { isNewColumn, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableAtEnd } from '../../migrations/renames-within.ts';
import { isSettledName } from '../../migrations/settled-name.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const renameColumn = defineRule({
  id: 'migrations/rename-column',
  summary: 'A column keeps its name.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} {table}.{column} to {to}: the release that still runs, and one that is brought back, know only the old name. Add {to} beside it, fill both, and drop {column} in a later release.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'rename-column')) {
      const { table, column, to } = step.operation;
      if (isNewColumn(step, table, column) || isTakenAgain(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: {
          renames: does(step, 'rename'),
          table: shownTable(table),
          column: shownName(column),
          to: shownName(to),
        },
        at: step.at,
      };
    }
  },
});

/** By another column that takes its place. */
function isTakenAgain(step: StepOf<'rename-column'>): boolean {
  const { table, column } = step.operation;
  if (!isSettledName(step, table)) return false;
  return column.isKnown && tableAtEnd(step, table)?.columns.has(column.text) === true;
}
