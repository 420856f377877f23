import { answerByKind, type ByKind } from '../operations/by-kind.ts';
import type { Operation } from '../operations/operation.ts';
import { addColumn, alterColumn, applyDropColumn, applyRenameColumn } from './apply-column.ts';
import { applyUtilityStatement } from './apply-utility-statement.ts';
import { noteEnumValues } from './apply-enum.ts';
import { addConstraint, applyDropConstraint, validateConstraint } from './apply-constraint.ts';
import { applyCreateIndex, dropIndex, renameConstraint } from './apply-index.ts';
import { createObject, dropObject, renameObject } from './apply-object.ts';
import { applyCreateTable, applyDropTable, applyRenameTable, applySetTableSchema } from './apply-table.ts';
import type { Fold } from './fold.ts';
import { blurAll } from './schema-timelines.ts';

/** Makes the schema what it is after an operation. */
export function applyOperation(operation: Operation, fold: Fold): void {
  noteEnumValues(operation, fold);
  answerByKind(CHANGES, operation, fold);
}

const CHANGES: ByKind<Fold, void> = {
  'create-table': applyCreateTable,
  'drop-table': applyDropTable,
  'rename-table': applyRenameTable,
  'set-table-schema': applySetTableSchema,
  'add-column': addColumn,
  'drop-column': applyDropColumn,
  'rename-column': applyRenameColumn,
  'alter-column': alterColumn,
  'create-index': applyCreateIndex,
  'drop-index': dropIndex,
  'add-constraint': addConstraint,
  'drop-constraint': applyDropConstraint,
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
