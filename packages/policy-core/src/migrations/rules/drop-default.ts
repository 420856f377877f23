import { verbForm } from '../analysis/verb-form.ts';
import { columnBefore, isNewTable, migrationSteps } from '../analysis/migration-step.ts';
import { isFilledByTrigger } from '../analysis/filled-by-trigger.ts';
import { lastBindingsIn } from '../analysis/last-binding.ts';
import type { Name, TableName } from '../operations/name.ts';
import type { AlterColumn, Operation, Step } from '../operations/operation.ts';
import { columnAtEnd } from '../analysis/renames-within.ts';
import { isStableName } from '../analysis/stable-name.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropDefault = defineRule({
  id: 'migrations/drop-default',
  summary: 'Keep the default of a NOT NULL column.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    drops:
      'This {drops} the default of {table}.{column}, so INSERTs may fail. Keep the default until every running release writes the column, if it is NOT NULL.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'alter-column')) {
      const { table, column } = step.operation;
      if (!losesDefault(step) || isNewTable(step, table) || isFilledByTrigger(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'drops',
        data: { drops: verbForm(step, 'drop'), table: formatTable(table), column: formatName(column) },
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

/** The migration may set another default, let the column take NULL, or drop it, which is worse. */
function staysWithout(step: StepOf<'alter-column'>): boolean {
  const { table, column, existingNullable } = step.operation;
  if (!table.isKnown || !column.isKnown) return !isMadeUpFor(step);
  if (!isStableName(step, table)) return true;
  const end = columnAtEnd(step, table, column);
  return end?.default?.kind === 'none' && (end.nullable ?? existingNullable) !== true;
}

/** The same for names that are only known when it runs: the same source is taken for the same name. */
function isMadeUpFor(step: StepOf<'alter-column'>): boolean {
  const { upgrade, index, operation: dropped } = step;
  const source = `${dropped.table.text} ${dropped.column.text}`;
  const meaningAt = (at: Pick<Step, 'start'> | undefined) => at && lastBindingsIn(upgrade)(source, at.start);
  return upgrade.steps
    .slice(index + 1)
    .some(
      (later) =>
        later.kind === 'operation' &&
        makesUpForIn(later.operation, dropped) &&
        meaningAt(later) === meaningAt(upgrade.steps[index]),
    );
}

function makesUpForIn(operation: Operation, dropped: AlterColumn): boolean {
  switch (operation.kind) {
    case 'alter-column':
      return isSameColumn(operation, dropped) && makesUpFor(operation);
    case 'drop-column':
      return isSameColumn(operation, dropped);
    case 'drop-table':
      return isSameTable(operation.table, dropped.table);
    default:
      return false;
  }
}

function makesUpFor({ default: preset, nullable }: AlterColumn): boolean {
  return nullable === true || (preset !== undefined && preset.kind !== 'none');
}

type InTable = Pick<AlterColumn, 'table' | 'column'>;

function isSameColumn(one: InTable, other: InTable): boolean {
  return isSameTable(one.table, other.table) && isSameSource(one.column, other.column);
}

function isSameTable(one: TableName, other: TableName): boolean {
  return isSameSource(one, other) && one.schema === other.schema;
}

/** A call may give another name each time. */
function isSameSource(one: Name, other: Name): boolean {
  const mayVary = !one.isKnown && one.text.includes('(');
  return !mayVary && one.isKnown === other.isKnown && one.text === other.text;
}
