import { does } from '../../migrations/does.ts';
import { isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableKey } from '../../migrations/name.ts';
import { shownTable } from '../../migrations/shown-name.ts';
import { isUniqueAlready } from '../../migrations/unique-already.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const newUniqueOnExisting = defineRule({
  id: 'migrations/new-unique-on-existing',
  summary: 'Columns of a table that has rows are not made unique unseen.',
  defaultSeverity: 'warning',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    unique:
      'This {makes} {columns} of {table} unique, and fails when two rows have the same. Look first: SELECT {columns}, count(*) FROM {table} GROUP BY {columns} HAVING count(*) > 1.',
    expression:
      'This {makes} an expression over {table} unique, and fails when two rows have the same. Look for such rows first.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'add-constraint', 'create-index')) {
      const columns = uniqueColumns(step);
      const { table } = step.operation;
      if (columns === undefined || isNewTable(step, table) || isNewView(step)) continue;
      if (columns !== 'unknown' && isUniqueAlready(step, columns)) continue;
      const data = { makes: does(step, 'make'), table: shownTable(table) };
      yield columns === 'unknown'
        ? { kind: 'violation', messageId: 'expression', data, at: step.at }
        : {
            kind: 'violation',
            messageId: 'unique',
            data: { ...data, columns: columns.join(', ') },
            at: step.at,
          };
    }
  },
});

/** A materialized view that the migration makes: what it holds was never anything else. */
function isNewView({ upgrade, index, operation }: StepOf<'add-constraint' | 'create-index'>): boolean {
  const key = tableKey(operation.table);
  return upgrade.steps.slice(0, index).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-object') return false;
    return step.operation.object === 'materialized-view' && step.operation.name.text === key;
  });
}

/** `undefined` for what makes nothing unique, and for a constraint whose index is there and was built before. */
function uniqueColumns({
  operation,
}: StepOf<'add-constraint' | 'create-index'>): readonly string[] | 'unknown' | undefined {
  if (operation.kind === 'create-index')
    return operation.unique ? (operation.columns ?? 'unknown') : undefined;
  const { constraint } = operation;
  if (constraint.kind !== 'unique' && constraint.kind !== 'primary-key') return undefined;
  return constraint.usingIndex ? undefined : (constraint.columns ?? 'unknown');
}
