import { verbForm } from '../analysis/verb-form.ts';
import { columnBefore, isNewColumn, migrationSteps } from '../analysis/migration-step.ts';
import { columnAtEnd } from '../analysis/renames-within.ts';
import { isStableName } from '../analysis/stable-name.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import type { StepOf } from '../analysis/judged-upgrade.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const dropNotNull = defineRule({
  id: 'migrations/drop-not-null',
  summary: 'Keep a NOT NULL column NOT NULL.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  onlyWith: ['alter-column'],

  options: NO_OPTIONS,

  messages: {
    lets: 'This {lets} {table}.{column} be NULL, which running code may not expect. Release code that copes with NULL first.',
  },

  *check(_get, migration) {
    for (const step of migrationSteps(migration, 'alter-column')) {
      const { table, column, existingNullable } = step.operation;
      const lets = letsNull(step);
      if (lets === undefined || isNewColumn(step, table, column)) continue;
      if ((existingNullable ?? columnBefore(step, table, column)?.nullable) === true) continue;
      if (!staysNullable(step) || isSaidInPassing(step)) continue;
      yield {
        kind: 'violation',
        messageId: 'lets',
        data: {
          lets,
          table: formatTable(table),
          column: formatName(column),
        },
        at: step.at,
      };
    }
  },
});

/** `undefined` for what does not. `nullable=FLAG` only shows when it runs. */
function letsNull({ operation: { nullable }, isCertain }: StepOf<'alter-column'>): string | undefined {
  if (nullable === undefined || nullable === false) return undefined;
  return verbForm({ isCertain: isCertain && nullable === true }, 'let');
}

/** One call that also gives a new name or type repeats `nullable`, and nothing says that it was NOT NULL. */
function isSaidInPassing(step: StepOf<'alter-column'>): boolean {
  const { operation, upgrade, index } = step;
  const { table, column, type, existingNullable } = operation;
  if (existingNullable !== undefined || columnBefore(step, table, column)?.nullable !== undefined)
    return false;
  const [own, next] = upgrade.steps.slice(index, index + 2);
  const isRenamed =
    next?.kind === 'operation' && next.operation.kind === 'rename-column' && next.start === own?.start;
  return type !== undefined || isRenamed;
}

/** The migration may make it NOT NULL again, or drop it, which is worse. */
function staysNullable(step: StepOf<'alter-column'>): boolean {
  const { table, column } = step.operation;
  if (!column.isKnown || !table.isKnown || !isStableName(step, table)) return true;
  const end = columnAtEnd(step, table, column);
  return end !== undefined && end.nullable !== false;
}
