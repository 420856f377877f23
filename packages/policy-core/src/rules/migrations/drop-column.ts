import type { Migrations } from '../../facts/migrations.ts';
import { does } from '../../migrations/does.ts';
import type { OperationOf } from '../../migrations/by-kind.ts';
import { isNewColumn, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableKey } from '../../migrations/name.ts';
import type { Operation, Step } from '../../migrations/operation.ts';
import { mayBePutBack } from '../../migrations/put-back.ts';
import { renamedPairs } from '../../migrations/renamed-pair.ts';
import { isSettledName } from '../../migrations/settled-name.ts';
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
        data: { drops: drops(step), table: shownTable(table), column: shownName(column) },
        at: step.at,
        yieldsTo: isHalfOfPair(migrations, step) ? 'migrations/possible-rename' : undefined,
      };
    }
  },
});

function drops(step: StepOf<'drop-column'>): string {
  return does({ isCertain: step.isCertain && !mayBePutBack(step) }, 'drop');
}

/** With the column that takes its place, migrations/possible-rename tells of it. */
function isHalfOfPair(migrations: Migrations, { upgrade, index }: StepOf<'drop-column'>): boolean {
  return (
    renamedPairs(migrations)
      .get(upgrade.path)
      ?.some(({ drop }) => drop.index === index) === true
  );
}

/** Another column is filled for every row and takes its name, before or after it goes. */
function isConverted(drop: StepOf<'drop-column'>): boolean {
  const { upgrade, operation, index } = drop;
  if (!isSettledName(drop, operation.table)) return false;
  const { steps } = upgrade;
  const step = steps[index];
  const isGivingWay = step?.kind === 'operation' && isSwap(steps, step);
  if (!isGivingWay && !isSucceeded(steps, operation, index)) return false;
  const key = tableKey(operation.table);
  return steps
    .slice(0, index)
    .some(
      (one) =>
        one.kind === 'operation' && isUpdateOfAll(one.operation) && tableKey(one.operation.table) === key,
    );
}

function isSucceeded(
  steps: readonly Step[],
  { table, column }: OperationOf<'drop-column'>,
  index: number,
): boolean {
  const last = lastRenames.get(steps) ?? lastRenamesIn(steps);
  lastRenames.set(steps, last);
  return (last.get(`${tableKey(table)}.${column.text}`) ?? 0) > index;
}

/** Where a column is given a name for the last time. Each drop asks. */
const lastRenames = new WeakMap<readonly Step[], ReadonlyMap<string, number>>();

function lastRenamesIn(steps: readonly Step[]): ReadonlyMap<string, number> {
  return new Map(
    steps.flatMap((step, index) => {
      if (step.kind !== 'operation' || step.operation.kind !== 'rename-column') return [];
      const { table, to } = step.operation;
      return [[`${tableKey(table)}.${to.text}`, index] as const];
    }),
  );
}

function isUpdateOfAll(operation: Operation): operation is OperationOf<'change-rows'> {
  return operation.kind === 'change-rows' && operation.verb === 'update' && !operation.isFiltered;
}
