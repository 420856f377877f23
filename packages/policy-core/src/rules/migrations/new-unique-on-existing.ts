import { does } from '../../migrations/does.ts';
import { isNewColumn, isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { knownName, tableKey } from '../../migrations/name.ts';
import type { Step } from '../../migrations/operation.ts';
import { shownTable } from '../../migrations/shown-name.ts';
import { isUniqueAlready } from '../../migrations/unique-already.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

type UniqueStep = StepOf<'add-constraint' | 'create-index'>;

export const newUniqueOnExisting = defineRule({
  id: 'migrations/new-unique-on-existing',
  summary: 'Columns of a table that has rows are not made unique unseen.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    unique:
      'This {makes} {columns} of {table} unique, and fails when two rows have the same. Look first: SELECT {columns}, count(*) FROM {table} GROUP BY {columns} HAVING count(*) > 1.',
    some: 'This {makes} {columns} of {table} unique among the rows that its WHERE leaves, and fails when two of them have the same. Look for such rows first.',
    filled:
      'This {makes} {columns} of {table} unique after the migration fills it, and fails when two rows get the same. Try it with the data of production first.',
    expression:
      'This {makes} an expression over {table} unique, and fails when two rows have the same. Look for such rows first.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'add-constraint', 'create-index')) {
      const columns = uniqueColumns(step);
      const { table } = step.operation;
      if (columns === undefined || isNewTable(step, table) || isNewView(step)) continue;
      if (columns !== 'unknown' && isUniqueAlready(step, columns)) continue;
      if (isDeduplicated(step)) continue;
      const data = { makes: does(step, 'make'), table: shownTable(table) };
      yield columns === 'unknown'
        ? { kind: 'violation', messageId: 'expression', data, at: step.at }
        : {
            kind: 'violation',
            messageId: messageFor(step, columns),
            data: { ...data, columns: columns.join(', ') },
            at: step.at,
          };
    }
  },
});

/** What to look at: rows that are there, or that the migration is about to make. */
function messageFor(step: UniqueStep, columns: readonly string[]): 'unique' | 'some' | 'filled' {
  const { operation } = step;
  const isNew = (column: string) => isNewColumn(step, operation.table, knownName(column));
  if (columns.some(isNew)) return 'filled';
  return operation.kind === 'create-index' && operation.isPartial ? 'some' : 'unique';
}

/** Rows of the table that the same migration deletes before: somebody thought of the duplicates. */
function isDeduplicated({ upgrade, index, operation }: UniqueStep): boolean {
  const { steps } = upgrade;
  const first = firstDeletes.get(steps) ?? firstDeletesIn(steps);
  firstDeletes.set(steps, first);
  return (first.get(tableKey(operation.table)) ?? index) < index;
}

/** By table. Every step that makes something unique asks. */
type FirstDeletes = ReadonlyMap<string | undefined, number>;

const firstDeletes = new WeakMap<readonly Step[], FirstDeletes>();

function firstDeletesIn(steps: readonly Step[]): FirstDeletes {
  const first = new Map<string | undefined, number>();
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'operation' || step.operation.kind !== 'change-rows') continue;
    const key = tableKey(step.operation.table);
    if (step.operation.verb === 'delete' && key !== undefined && !first.has(key)) first.set(key, index);
  }
  return first;
}

/** A materialized view that the migration makes: what it holds was never anything else. */
function isNewView({ upgrade, index, operation }: UniqueStep): boolean {
  const key = tableKey(operation.table);
  return upgrade.steps.slice(0, index).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-object') return false;
    return step.operation.object === 'materialized-view' && step.operation.name.text === key;
  });
}

/** `undefined` for what makes nothing unique, and for a constraint whose index is there and was built before. */
function uniqueColumns({ operation }: UniqueStep): readonly string[] | 'unknown' | undefined {
  if (operation.kind === 'create-index')
    return operation.unique ? (operation.columns ?? 'unknown') : undefined;
  const { constraint } = operation;
  if (constraint.kind !== 'unique' && constraint.kind !== 'primary-key') return undefined;
  return constraint.usingIndex ? undefined : (constraint.columns ?? 'unknown');
}
