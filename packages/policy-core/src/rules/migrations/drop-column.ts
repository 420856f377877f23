import { does } from '../../migrations/does.ts';
import type { OperationOf } from '../../migrations/by-kind.ts';
import { isNewColumn, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableKey } from '../../migrations/name.ts';
import type { Operation } from '../../migrations/operation.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { isSwap } from '../../migrations/swap.ts';
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
      if (isNewColumn(step, table, column) || isConverted(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { drops: does(step, 'drop'), table: shownTable(table), column: shownName(column) },
        at: step.at,
      };
    }
  },
});

/** `status` becomes `old_status`, a new `status` is filled for every row, and `old_status` goes. */
function isConverted({ upgrade, operation, index }: StepOf<'drop-column'>): boolean {
  const { steps } = upgrade;
  const step = steps[index];
  if (step?.kind !== 'operation' || !isSwap(steps, step)) return false;
  const key = tableKey(operation.table);
  return steps
    .slice(0, index)
    .some(
      (one) =>
        one.kind === 'operation' && isUpdateOfAll(one.operation) && tableKey(one.operation.table) === key,
    );
}

function isUpdateOfAll(operation: Operation): operation is OperationOf<'change-rows'> {
  return operation.kind === 'change-rows' && operation.verb === 'update' && !operation.isFiltered;
}
