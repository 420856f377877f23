import { judgedRevisions, type JudgedRevision } from '../../history/judged-revisions.ts';
import { losingSteps, operationSteps } from '../../migrations/direction-effects.ts';
import { tableKey } from '../../migrations/name.ts';
import type { Operation } from '../../migrations/operation.ts';
import { changedThing } from '../../migrations/changed-thing.ts';
import { defineRule, NO_OPTIONS } from '../../rule.ts';

export const downgradeLosesData = defineRule({
  id: 'migrations/downgrade-loses-data',
  summary: 'A downgrade takes away only what the upgrade brought.',
  defaultSeverity: 'info',
  needs: ['migrations'],

  options: NO_OPTIONS,

  messages: {
    lost: 'This downgrade loses {what}, which the upgrade did not make. Look whether it is meant.',
  },

  *check({ migrations }) {
    for (const judged of judgedRevisions(migrations)) {
      const made = madeByUpgrade(judged);
      for (const step of losingSteps(judged.revision.downgrade)) {
        if (isMade(step.operation, made)) continue;
        yield {
          kind: 'violation',
          messageId: 'lost',
          data: { what: changedThing(step.operation) },
          at: judged.span(step),
        };
      }
    }
  },
});

interface Made {
  readonly tables: ReadonlySet<string | undefined>;
  readonly columns: ReadonlySet<string>;
}

function madeByUpgrade({ revision: { upgrade } }: JudgedRevision): Made {
  const operations = operationSteps(upgrade).map(({ operation }) => operation);
  return {
    tables: new Set(
      operations.flatMap((it) => {
        if (it.kind === 'create-table') return [tableKey(it.table)];
        return it.kind === 'rename-table' ? [tableKey({ ...it.table, ...it.to })] : [];
      }),
    ),
    columns: new Set(
      operations.flatMap((it) => {
        if (it.kind === 'add-column') return [columnKey(it.table.text, it.column.name.text)];
        return it.kind === 'rename-column' ? [columnKey(it.table.text, it.to.text)] : [];
      }),
    ),
  };
}

/** Rows are never sure to be the upgrade's own. What is not known is not accused. */
function isMade(operation: Operation, { tables, columns }: Made): boolean {
  if (operation.kind === 'drop-table') {
    return !operation.table.isKnown || tables.has(tableKey(operation.table));
  }
  if (operation.kind !== 'drop-column') return operation.kind === 'change-rows';
  const { table, column } = operation;
  const isKnown = table.isKnown && column.isKnown;
  return !isKnown || tables.has(tableKey(table)) || columns.has(columnKey(table.text, column.text));
}

function columnKey(table: string, column: string): string {
  return `${table}.${column}`;
}
