import { does } from '../../migrations/does.ts';
import { isNewColumn, judgedSteps } from '../../migrations/judged-steps.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const dropColumn = defineRule({
  id: 'migrations/drop-column',
  summary: 'A migration does not drop a column.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} {table}.{column} with every value in it, and the release that still runs may read it. Stop using the column in one release, and drop it in a later one with a waiver.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'drop-column')) {
      const { table, column } = step.operation;
      if (isNewColumn(step, table, column)) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { drops: does(step, 'drop'), table: shownTable(table), column: shownName(column) },
        at: step.at,
      };
    }
  },
});
