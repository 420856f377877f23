import type { ColumnDefinition, ConstraintDefinition } from '../operations/column.ts';
import type { Operation } from '../operations/operation.ts';
import type { TextRange } from '../../model/text-range.ts';

/** The same operation in another text: the places of its names, columns and constraints move. */
export function relocated(operation: Operation, move: (range: TextRange) => TextRange): Operation {
  switch (operation.kind) {
    case 'create-table': {
      const columns = operation.columns.map((column) => movedColumn(column, move));
      const constraints = operation.constraints.map((constraint) => movedConstraint(constraint, move));
      return { ...operation, columns, constraints };
    }
    case 'drop-table':
      return operation.named === undefined
        ? operation
        : { ...operation, named: bounds(move(operation.named)) };
    case 'add-column':
      return { ...operation, column: movedColumn(operation.column, move) };
    case 'add-constraint':
      return { ...operation, constraint: movedConstraint(operation.constraint, move) };
    default:
      return operation;
  }
}

function movedColumn(column: ColumnDefinition, move: (range: TextRange) => TextRange): ColumnDefinition {
  const constraints = column.constraints.map((constraint) => movedConstraint(constraint, move));
  return { ...column, ...bounds(move(column)), constraints };
}

function movedConstraint(
  constraint: ConstraintDefinition,
  move: (range: TextRange) => TextRange,
): ConstraintDefinition {
  return { ...constraint, ...bounds(move(constraint)) };
}

function bounds({ start, end }: TextRange): TextRange {
  return { start, end };
}
