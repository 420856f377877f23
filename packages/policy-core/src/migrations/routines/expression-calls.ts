import type { CalledRoutine } from '../operations/called-routine.ts';
import type { ColumnDefinition, ColumnDefault, ConstraintDefinition } from '../operations/column.ts';
import type { Operation } from '../operations/operation.ts';
import { isHarmlessFunction } from '../functions/known-functions.ts';
import { calledNames } from '../sql/called-names.ts';
import { significantTokens } from '../sql/tokens.ts';

/** The functions of which nobody knows what they do, and that the defaults and checks of a directive call. */
export function expressionCalls(operation: Operation): readonly CalledRoutine[] {
  return expressionsOf(operation)
    .filter((text) => text.includes('('))
    .flatMap((text) => calledNames(text, significantTokens(text)))
    .filter(({ name, schema }) => !isHarmlessFunction(name, schema))
    .map(({ name, schema }) => ({ name, ...(schema !== undefined && { schema }) }));
}

function expressionsOf(operation: Operation): readonly string[] {
  switch (operation.kind) {
    case 'create-table':
      return [...operation.columns.flatMap(ofColumn), ...operation.constraints.flatMap(ofConstraint)];
    case 'add-column':
      return ofColumn(operation.column);
    case 'alter-column':
      return operation.default === undefined ? [] : ofDefault(operation.default);
    case 'add-constraint':
      return ofConstraint(operation.constraint);
    default:
      return [];
  }
}

function ofColumn(column: ColumnDefinition): readonly string[] {
  return [...ofDefault(column.default), ...column.constraints.flatMap(ofConstraint)];
}

function ofDefault(value: ColumnDefault): readonly string[] {
  if (value.kind === 'computed') return value.text === undefined ? [] : [value.text];
  return value.kind === 'sql' ? [value.text] : [];
}

function ofConstraint(constraint: ConstraintDefinition): readonly string[] {
  return constraint.kind === 'check' && constraint.expression !== undefined ? [constraint.expression] : [];
}
