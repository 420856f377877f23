import { asTable, type Name, type TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { isTableBound } from './table-bound-object.ts';
import type { SameNames } from './same-names.ts';
import { isUndoneBy } from './undone-by.ts';

export interface Coverage {
  /** An operation of the downgrade. */
  readonly by: Operation;
  /** Whether it takes back something of the upgrade, and does not only take away what was there before. */
  readonly isCounterpart: boolean;
  /** What the upgrade does to the same table. */
  readonly upgrade: readonly Operation[];
  readonly names: SameNames;
}

/**
 * Whether an operation needs no counterpart of its own, because another one takes away what it was done to: a
 * table that the upgrade made and the downgrade drops goes with its columns and indexes. `maybe` where the text
 * does not tell what belongs to what.
 */
export function coveredBy(operation: Operation, coverage: Coverage): Answer {
  const { by, isCounterpart } = coverage;
  if (by.kind === 'drop-object' && by.object === 'schema') return answer(isInDroppedSchema(operation, by));
  return isCounterpart ? takenAlong(operation, coverage) : 'no';
}

type Answer = 'yes' | 'maybe' | 'no';

function takenAlong(operation: Operation, coverage: Coverage): Answer {
  const { by, names } = coverage;
  switch (by.kind) {
    case 'drop-table':
      return goesWithTable(operation, by, names);
    case 'create-table':
      return answer(isAlteration(operation) && names.isSameTable(operation.table, by.table));
    case 'drop-column':
      return goesWithColumn(operation, by, names);
    case 'add-column':
      return answer(isOfColumn(operation, { table: by.table, column: by.column.name }, names));
    case 'drop-constraint':
      return answer(isIndexTakenOver(operation, coverage));
    case 'drop-object':
      return answer(isIndexOfView(operation, by, names));
    default:
      return 'no';
  }
}

function answer(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

function isInDroppedSchema(operation: Operation, by: Extract<Operation, { kind: 'drop-object' }>): boolean {
  if (!by.cascade) return false;
  const table = operationTable(operation);
  return table?.isKnown === true && table.schema === by.name.text;
}

function goesWithTable(
  operation: Operation,
  by: Extract<Operation, { kind: 'drop-table' }>,
  names: SameNames,
): Answer {
  if (operation.kind === 'drop-table') return 'no';
  const table = operationTable(operation);
  if (table !== undefined && (names.isSameTable(table, by.table) || names.isPartition(table, by.table)))
    return 'yes';
  if (operation.kind === 'add-constraint' && operation.constraint.kind === 'foreign-key') {
    return by.cascade && names.isSameTable(operation.constraint.target.table, by.table) ? 'yes' : 'no';
  }
  return isTableBound(operation) ? 'maybe' : 'no';
}

/** Of the views, those that hold rows have indexes. */
function isIndexOfView(
  operation: Operation,
  { object, name }: Extract<Operation, { kind: 'drop-object' }>,
  names: SameNames,
): boolean {
  const isOfIt = operation.kind === 'create-index' && names.isSameTable(operation.table, asTable(name));
  return isOfIt && object === 'materialized-view';
}

function isAlteration(operation: Operation): operation is Extract<Operation, { readonly table: TableName }> {
  return [
    'add-column',
    'alter-column',
    'rename-column',
    'add-constraint',
    'create-index',
    'change-rows',
  ].includes(operation.kind);
}

interface ColumnOf {
  readonly table: TableName;
  readonly column: Name;
}

function isOfColumn(operation: Operation, { table, column }: ColumnOf, names: SameNames): boolean {
  const isColumn = operation.kind === 'alter-column' || operation.kind === 'rename-column';
  return (
    isColumn && names.isSameTable(operation.table, table) && names.isSameColumn(operation.column, column)
  );
}

function goesWithColumn(operation: Operation, by: ColumnOf, names: SameNames): Answer {
  const table = operationTable(operation);
  if (table === undefined || !names.isSameTable(table, by.table)) return 'no';
  switch (operation.kind) {
    case 'create-index':
      return indexGoesWith(by.column, operation, names);
    case 'add-constraint':
      return constraintGoesWith(by.column, operation, names);
    case 'change-rows':
      // Which columns are filled is not held.
      return operation.verb === 'update' ? 'maybe' : 'no';
    default:
      return answer(isOfColumn(operation, by, names));
  }
}

function constraintGoesWith(
  column: Name,
  { constraint }: Extract<Operation, { kind: 'add-constraint' }>,
  names: SameNames,
): Answer {
  if (constraint.columns !== undefined) return isAmong(column, constraint.columns, names);
  if (constraint.kind !== 'check' || constraint.expression === undefined) return 'maybe';
  return isAmong(column, wordsIn(constraint.expression), names);
}

/** Also where it is only on the rows of which the column says something. */
function indexGoesWith(
  column: Name,
  { columns, where }: Extract<Operation, { kind: 'create-index' }>,
  names: SameNames,
): Answer {
  if (where !== undefined && isAmong(column, wordsIn(where), names) === 'yes') return 'yes';
  return columns === undefined ? 'maybe' : isAmong(column, columns, names);
}

/** Names that an expression may speak of, and what is no text. */
function wordsIn(expression: string): readonly string[] {
  const withoutTexts = expression.replaceAll(/'(?:[^']|'')*'/g, '');
  return withoutTexts.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

function isAmong(column: Name, columns: readonly string[], names: SameNames): Answer {
  return answer(columns.some((text) => names.isSameColumn(column, { text, isKnown: true })));
}

/** ADD CONSTRAINT ... USING INDEX: the index becomes the constraint, and goes with it. */
function isIndexTakenOver(operation: Operation, { by, upgrade, names }: Coverage): boolean {
  if (operation.kind !== 'create-index' || !operation.unique || by.kind !== 'drop-constraint') return false;
  return upgrade.some(
    (other) =>
      other.kind === 'add-constraint' &&
      (other.constraint.kind === 'unique' || other.constraint.kind === 'primary-key') &&
      other.constraint.usingIndex &&
      names.isSameTable(other.table, operation.table) &&
      isUndoneBy(other, { by, names }),
  );
}

/** The table an operation is about; `undefined` for objects of other kinds and for several tables. */
export function operationTable(operation: Operation): TableName | undefined {
  return 'table' in operation ? operation.table : undefined;
}
