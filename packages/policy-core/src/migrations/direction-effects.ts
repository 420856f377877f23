import type { Direction } from '../alembic/revision-reading.ts';
import { tableKey } from './name.ts';
import type { Operation, OperationStep } from './operation.ts';

/** What leaves the schema as it is. */
const WITHOUT_SCHEMA: ReadonlySet<Operation['kind']> = new Set(['other', 'change-rows', 'truncate']);

/** Whether it changes tables, or anything else that a downgrade has to change back. */
export function changesSchema({ steps }: Direction): boolean {
  return steps.some((step) => step.kind === 'operation' && !WITHOUT_SCHEMA.has(step.operation.kind));
}

export function operationSteps({ steps }: Direction): readonly OperationStep[] {
  return steps.filter((step) => step.kind === 'operation');
}

/**
 * Steps after which rows, or values of rows, are gone that were there before the direction began: what it
 * made itself holds none.
 */
export function losingSteps(direction: Direction): readonly OperationStep[] {
  const made = new Set<string | undefined>();
  return operationSteps(direction).filter(({ operation }) => {
    for (const table of tablesMadeBy(operation)) made.add(table);
    return losesRows(operation, made);
  });
}

function tablesMadeBy(operation: Operation): readonly (string | undefined)[] {
  return operation.kind === 'create-table' && !operation.ifNotExists ? [tableKey(operation.table)] : [];
}

function losesRows(operation: Operation, made: ReadonlySet<string | undefined>): boolean {
  switch (operation.kind) {
    case 'drop-table':
    case 'drop-column': {
      const key = tableKey(operation.table);
      return key === undefined || !made.has(key);
    }
    case 'truncate':
    case 'drop-all':
      return true;
    case 'change-rows':
      return operation.verb === 'delete';
    case 'drop-object':
      return operation.object === 'schema' || operation.object === 'database' || operation.object === 'owned';
    default:
      return false;
  }
}
