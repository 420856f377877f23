import type { ConstraintDefinition } from './column.ts';
import type { TableName } from './name.ts';
import type { Operation } from './operation.ts';

interface MadeConstraint {
  readonly table: TableName;
  readonly constraint: ConstraintDefinition;
}

/** Constraints that an operation makes, alone or along with a table or column. */
export function madeConstraints(operation: Operation): readonly MadeConstraint[] {
  switch (operation.kind) {
    case 'add-constraint':
      return [operation];
    case 'add-column':
      return operation.column.constraints.map((constraint) => ({ table: operation.table, constraint }));
    case 'create-table': {
      const { table, columns, constraints } = operation;
      const written = [...constraints, ...columns.flatMap((column) => column.constraints)];
      return written.map((constraint) => ({ table, constraint }));
    }
    default:
      return [];
  }
}
