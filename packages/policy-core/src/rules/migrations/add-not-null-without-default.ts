import { addServerDefault } from '../../fixes/add-server-default.ts';
import { does } from '../../migrations/does.ts';
import { isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableKey, type TableName } from '../../migrations/name.ts';
import type { Operation, Step } from '../../migrations/operation.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const addNotNullWithoutDefault = defineRule({
  id: 'migrations/add-not-null-without-default',
  summary: 'A column that is added as NOT NULL has a default.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    adds: 'This {adds} {table}.{column} as NOT NULL without a default: it fails as soon as the table has a row, and so does every INSERT of the release that still runs. Give it a server_default, or add it as nullable, fill it, and make it NOT NULL in a later release.',
    emptied:
      'This {adds} {table}.{column} as NOT NULL without a default: every INSERT of the release that still runs fails. Give it a server_default, or make it NOT NULL in a later release.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'add-column')) {
      const { table, column } = step.operation;
      const { nullable, default: preset, clientDefault } = column;
      // One of Python alone is for migrations/python-default-only to report.
      if (nullable !== false || preset.kind !== 'none' || clientDefault !== undefined) continue;
      if (isNewTable(step, table)) continue;
      yield {
        kind: 'violation',
        messageId: isEmptied(step) ? 'emptied' : 'adds',
        data: { adds: does(step, 'add'), table: shownTable(table), column: shownName(column.name) },
        at: step.at,
        fixes: addServerDefault(step.upgrade, column),
      };
    }
  },
});

/** The migration deletes every row before, so that none is in the way. */
function isEmptied({ upgrade: { steps }, operation, index }: StepOf<'add-column'>): boolean {
  const first = firstEmptied.get(steps) ?? firstEmptiedIn(steps);
  firstEmptied.set(steps, first);
  return (first.get(tableKey(operation.table)) ?? index) < index;
}

/** By table. Each column asks. */
const firstEmptied = new WeakMap<readonly Step[], ReadonlyMap<string | undefined, number>>();

function firstEmptiedIn(steps: readonly Step[]): ReadonlyMap<string | undefined, number> {
  const first = new Map<string | undefined, number>();
  for (const [index, step] of steps.entries()) {
    for (const table of step.kind === 'operation' && step.isCertain ? emptied(step.operation) : []) {
      const key = tableKey(table);
      if (key !== undefined && !first.has(key)) first.set(key, index);
    }
  }
  return first;
}

function emptied(operation: Operation): readonly TableName[] {
  if (operation.kind === 'truncate') return operation.tables;
  const isDelete = operation.kind === 'change-rows' && operation.verb === 'delete' && !operation.isFiltered;
  return isDelete ? [operation.table] : [];
}
