import { does } from '../../migrations/does.ts';
import { isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { tableKey } from '../../migrations/name.ts';
import { schemaAround } from '../../migrations/schema-around.ts';
import { isSettledName } from '../../migrations/settled-name.ts';
import { shownName, shownTable } from '../../migrations/shown-name.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const renameTable = defineRule({
  id: 'migrations/rename-table',
  summary: 'A table keeps its name, or leaves a view behind.',
  defaultSeverity: 'error',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    renames:
      'This {renames} the table {from} to {to}: the release that still runs, and one that is brought back, know only the old name. Make a view of that name in the same migration, and drop it in a later release.',
  },

  *check({ migrations }) {
    for (const step of judgedSteps(migrations, 'rename-table')) {
      const { table, to } = step.operation;
      if (isNewTable(step, table) || leavesName(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'renames',
        data: { renames: does(step, 'rename'), from: shownTable(table), to: shownName(to) },
        at: step.at,
      };
    }
  },
});

/** A view, or another table. */
function leavesName(step: StepOf<'rename-table'>): boolean {
  const { upgrade, index, operation } = step;
  const { table } = operation;
  if (!isSettledName(step, table)) return false;
  const { schema, revision } = schemaAround(upgrade);
  if (schema.tableAt(table, { revision, step: upgrade.steps.length }) !== undefined) return true;
  const oldName = tableKey(table);
  return upgrade.steps.slice(index + 1).some((step) => {
    if (step.kind !== 'operation' || step.operation.kind !== 'create-object') return false;
    const { object, name } = step.operation;
    return object === 'view' && name.isKnown && name.text === oldName;
  });
}
