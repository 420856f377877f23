import { does } from '../../migrations/does.ts';
import { columnBefore, isNewTable, judgedSteps, type StepOf } from '../../migrations/judged-steps.ts';
import { columnAtEnd } from '../../migrations/renames-within.ts';
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
      if (!losesDefault(step) || isNewTable(step, table) || isFilledByTrigger(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { drops: does(step, 'drop'), table: shownTable(table), column: shownName(column) },
        at: step.at,
      };
    }
  },
});

/** Not one that never was. */
function losesDefault(step: StepOf<'alter-column'>): boolean {
  const { table, column, default: preset, existingDefault } = step.operation;
  const before = existingDefault ?? columnBefore(step, table, column)?.default;
  if (preset?.kind !== 'none' || before?.kind === 'none') return false;
  // Whoever writes NULL has a column in mind that takes it, and need not have looked for a default.
  return !(preset.isNull && before === undefined) && staysWithout(step);
}

/** A trigger that the migration makes, whose function sets the column: `NEW.number := ...`, `INTO NEW.number`. */
function isFilledByTrigger({ upgrade, operation: { column } }: StepOf<'alter-column'>): boolean {
  const sets = new RegExp(
    String.raw`\bNEW\s*\.\s*"?${column.text.replaceAll(/\W/g, String.raw`\$&`)}\b`,
    'i',
  );
  const made = (object: 'trigger' | 'function') =>
    upgrade.steps.filter(
      (step) =>
        step.kind === 'operation' &&
        step.operation.kind === 'create-object' &&
        step.operation.object === object,
    );
  return (
    made('trigger').length > 0 &&
    made('function').some(({ start, end }) => sets.test(upgrade.text.slice(start, end)))
  );
}

/** The migration may set another default, let the column take NULL, or drop it, which is worse. */
function staysWithout(step: StepOf<'alter-column'>): boolean {
  const { table, column, existingNullable } = step.operation;
  if (!table.isKnown || !column.isKnown) return true;
  const end = columnAtEnd(step, table, column);
  return end?.default?.kind === 'none' && (end.nullable ?? existingNullable) !== true;
}
