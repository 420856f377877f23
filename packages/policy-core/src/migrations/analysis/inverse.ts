import type { TableState } from '../schema/schema-history.ts';
import { answerByKind, type ByKind } from '../operations/by-kind.ts';
import {
  inverseOfAddColumn,
  inverseOfAlterColumn,
  inverseOfDropColumn,
  inverseOfRenameColumn,
} from './inverse-column.ts';
import {
  inverseOfAddConstraint,
  inverseOfDropConstraint,
  inverseOfRenameConstraint,
} from './inverse-constraint.ts';
import { inverseOfCreateIndex, inverseOfDropIndex } from './inverse-index.ts';
import { inverseOfCreateObject, inverseOfDropObject, inverseOfRenameObject } from './inverse-object.ts';
import {
  inverseOfCreateTable,
  inverseOfDropTable,
  inverseOfRenameTable,
  inverseOfTableSchema,
} from './inverse-table.ts';
import { isNoOpStep } from './no-op-step.ts';
import type { Operation } from '../operations/operation.ts';
import type { Inverse } from './inverse-operations.ts';

/** @param before the table just before the operation; `undefined` where it is not known */
export function inverseOf(operation: Operation, before: TableState | undefined): Inverse {
  const done = { operation, isCertain: true };
  return isNoOpStep(done, () => before) ? nothing() : answerByKind(INVERSES, operation, before);
}

const INVERSES: ByKind<TableState | undefined, Inverse> = {
  'create-table': inverseOfCreateTable,
  'drop-table': inverseOfDropTable,
  'rename-table': inverseOfRenameTable,
  'set-table-schema': inverseOfTableSchema,
  'add-column': inverseOfAddColumn,
  'drop-column': inverseOfDropColumn,
  'rename-column': inverseOfRenameColumn,
  'alter-column': inverseOfAlterColumn,
  'create-index': inverseOfCreateIndex,
  'drop-index': inverseOfDropIndex,
  'add-constraint': inverseOfAddConstraint,
  'drop-constraint': inverseOfDropConstraint,
  'rename-constraint': inverseOfRenameConstraint,
  'validate-constraint': nothing,
  'create-object': inverseOfCreateObject,
  'drop-object': inverseOfDropObject,
  'rename-object': inverseOfRenameObject,
  truncate: onlyRows,
  'change-rows': ({ verb }) => (verb === 'delete' || verb === 'update' ? onlyRows() : unknownRows()),
  'create-all': unknownTables,
  'drop-all': unknownTables,
  other: nothing,
};

function nothing(): Inverse {
  return { kind: 'operations', operations: [] };
}

function onlyRows(): Inverse {
  return { kind: 'loses-data', operations: [] };
}

function unknownRows(): Inverse {
  return { kind: 'unknown', why: 'which rows it adds is not known' };
}

function unknownTables(): Inverse {
  return { kind: 'unknown', why: 'which tables the metadata holds is only known when it runs' };
}
