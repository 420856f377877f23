import { answerByKind, type ByKind } from './by-kind.ts';
import type { ConstraintDefinition } from './column.ts';
import type { Name, TableName } from './name.ts';
import type { Operation } from './operation.ts';
import { isSameName, renamedObject, renamedTable, type SameNames } from './same-names.ts';

/** One operation beside another one that may undo it. */
export interface Undoer {
  readonly by: Operation;
  readonly names: SameNames;
}

/** Whether one operation takes back another one by itself. An altered column is compared part by part elsewhere. */
export function isUndoneBy(operation: Operation, undoer: Undoer): boolean {
  return answerByKind(UNDONE, operation, undoer);
}

/** Kinds of operations that take back one of this kind. */
export function undoersOf(kind: Operation['kind']): readonly Operation['kind'][] {
  return UNDOERS[kind] ?? [];
}

const UNDOERS: Readonly<Partial<Record<Operation['kind'], readonly Operation['kind'][]>>> = {
  'create-table': ['drop-table'],
  'drop-table': ['create-table'],
  'rename-table': ['rename-table'],
  'set-table-schema': ['set-table-schema'],
  'add-column': ['drop-column'],
  'drop-column': ['add-column'],
  'rename-column': ['rename-column'],
  'alter-column': ['alter-column'],
  'create-index': ['drop-index'],
  'drop-index': ['create-index'],
  'add-constraint': ['drop-constraint'],
  'drop-constraint': ['add-constraint'],
  'rename-constraint': ['rename-constraint'],
  'create-object': ['drop-object', 'create-object'],
  'drop-object': ['create-object'],
  'rename-object': ['rename-object'],
  'change-rows': ['change-rows', 'truncate'],
};

const UNDONE: ByKind<Undoer, boolean> = {
  'create-table': ({ table }, { by, names }) =>
    by.kind === 'drop-table' && names.isSameTable(table, by.table),
  'drop-table': ({ table }, { by, names }) =>
    by.kind === 'create-table' && names.isSameTable(table, by.table),
  'rename-table': (operation, { by, names }) =>
    by.kind === 'rename-table' &&
    names.isSameTable(operation.table, by.table) &&
    isSameName(renamedTable(operation), by.table) &&
    isSameName(operation.table, by.to),
  'set-table-schema': ({ table }, { by, names }) =>
    by.kind === 'set-table-schema' &&
    names.isSameTable(table, by.table) &&
    by.schema.text === (table.schema ?? 'public'),
  'add-column': ({ table, column }, { by, names }) =>
    by.kind === 'drop-column' &&
    names.isSameColumn(column.name, by.column) &&
    names.isSameTable(table, by.table),
  'drop-column': ({ table, column }, { by, names }) =>
    by.kind === 'add-column' &&
    names.isSameColumn(column, by.column.name) &&
    names.isSameTable(table, by.table),
  'rename-column': ({ table, column, to }, { by, names }) =>
    by.kind === 'rename-column' &&
    names.isSameTable(table, by.table) &&
    isSameName(column, by.to) &&
    isSameName(to, by.column),
  'alter-column': () => false,
  'create-index': ({ name }, { by }) =>
    by.kind === 'drop-index' && name !== undefined && isSameName(name, by.name),
  'drop-index': ({ name }, { by }) =>
    by.kind === 'create-index' && by.name !== undefined && isSameName(name, by.name),
  'add-constraint': ({ table, constraint }, { by, names }) =>
    by.kind === 'drop-constraint' &&
    names.isSameTable(table, by.table) &&
    isSameConstraint(constraint, { name: by.name, type: by.type }),
  'drop-constraint': ({ table, name, type }, { by, names }) =>
    madeConstraints(by).some(
      (made) => names.isSameTable(table, made.table) && isSameConstraint(made.constraint, { name, type }),
    ),
  'rename-constraint': ({ table, name, to }, { by, names }) =>
    by.kind === 'rename-constraint' &&
    isSameName(name, by.to) &&
    isSameName(to, by.name) &&
    names.isSameTable(table, by.table),
  'validate-constraint': () => false,
  'create-object': ({ object, name }, { by }) =>
    (by.kind === 'drop-object' || (by.kind === 'create-object' && REPLACEABLE.has(object))) &&
    object === by.object &&
    isSameName(name, by.name),
  'drop-object': ({ object, name }, { by }) =>
    by.kind === 'create-object' && object === by.object && isSameName(name, by.name),
  'rename-object': (operation, { by }) =>
    by.kind === 'rename-object' &&
    operation.object === by.object &&
    isSameName(operation.name, renamedObject(by)) &&
    isSameName(renamedObject(operation), by.name),
  truncate: () => false,
  'change-rows': ({ verb, table }, undoer) =>
    verb !== 'delete' && verb !== 'update' && isEmptied(table, undoer),
  'create-all': () => false,
  'drop-all': () => false,
  other: () => false,
};

/** CREATE OR REPLACE puts the former text in the place of the new one. */
const REPLACEABLE: ReadonlySet<string> = new Set(['function', 'view', 'trigger']);

/** PostgreSQL makes up a name where none is given, so that it may be any. */
function isSameConstraint(
  constraint: ConstraintDefinition,
  dropped: { readonly name: Name | undefined; readonly type: ConstraintDefinition['kind'] | undefined },
): boolean {
  if (dropped.name === undefined) return false;
  if (constraint.name !== undefined) return isNamed(constraint, constraint.name, dropped.name);
  return dropped.type === undefined || dropped.type === constraint.kind;
}

/** The metadata may put `ck_orders_` before the name of a check. */
function isNamed({ kind }: ConstraintDefinition, name: Name, dropped: Name): boolean {
  const isPart =
    kind === 'check' && name.isKnown && dropped.isKnown && dropped.text.endsWith(`_${name.text}`);
  return isPart || isSameName(name, dropped);
}

export interface MadeConstraint {
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

function isEmptied(table: TableName, { by, names }: Undoer): boolean {
  if (by.kind === 'truncate') return by.tables.some((one) => names.isSameTable(table, one));
  return by.kind === 'change-rows' && by.verb === 'delete' && names.isSameTable(table, by.table);
}
