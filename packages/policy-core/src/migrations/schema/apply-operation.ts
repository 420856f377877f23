import { answerByKind, type ByKind } from '../operations/by-kind.ts';
import type { Operation } from '../operations/operation.ts';
import { addColumn, alterColumn, dropColumn, renameColumn } from './apply-column.ts';
import { applyUtilityStatement } from './apply-utility-statement.ts';
import { noteEnumValues } from './apply-enum.ts';
import { addConstraint, dropConstraint, validateConstraint } from './apply-constraint.ts';
import { createIndex, dropIndex, renameConstraint } from './apply-index.ts';
import { createObject, dropObject, renameObject } from './apply-object.ts';
import { createTable, dropTable, renameTable, setTableSchema } from './apply-table.ts';
import type { Fold } from './fold.ts';
import { blurAll } from './schema-timelines.ts';

/** Makes the schema what it is after an operation. */
export function applyOperation(operation: Operation, fold: Fold): void {
  noteEnumValues(operation, fold);
  answerByKind(CHANGES, operation, fold);
}

const CHANGES: ByKind<Fold, void> = {
  'create-table': createTable,
  'drop-table': dropTable,
  'rename-table': renameTable,
  'set-table-schema': setTableSchema,
  'add-column': addColumn,
  'drop-column': dropColumn,
  'rename-column': renameColumn,
  'alter-column': alterColumn,
  'create-index': createIndex,
  'drop-index': dropIndex,
  'add-constraint': addConstraint,
  'drop-constraint': dropConstraint,
  'rename-constraint': renameConstraint,
  'validate-constraint': validateConstraint,
  'create-object': createObject,
  'drop-object': dropObject,
  'rename-object': renameObject,
  truncate: changeNoTable,
  'change-rows': changeNoTable,
  'create-all': (_operation, { lines, at }) => blurAll(lines, at),
  'drop-all': (_operation, { lines, at }) => blurAll(lines, at),
  other: applyUtilityStatement,
};

function changeNoTable(): void {
  // Tables stay what they are.
}
