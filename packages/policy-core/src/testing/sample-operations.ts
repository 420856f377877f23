import type { ConstraintDefinition } from '../migrations/operations/column.ts';
import { knownName } from '../migrations/operations/name.ts';
import type { AlterColumn, Operation } from '../migrations/operations/operation.ts';
import { columnNamed, tableNamed } from './sample-schema.ts';

export const orders = tableNamed('orders');
export const dropped = { ifExists: false, cascade: false };

export function createTable(name: string, ...columns: readonly string[]): Operation {
  const more = { constraints: [], ifNotExists: false, isWhole: true, isTemporary: false };
  return {
    kind: 'create-table',
    table: tableNamed(name),
    columns: columns.map((one) => columnNamed(one)),
    ...more,
  };
}

export function dropTable(name: string): Operation {
  return { kind: 'drop-table', table: tableNamed(name), ...dropped };
}

export function addColumn(name: string, table = orders): Operation {
  return { kind: 'add-column', table, column: columnNamed(name), ifNotExists: false };
}

export function dropColumn(name: string, table = orders): Operation {
  return { kind: 'drop-column', table, column: knownName(name), ...dropped };
}

export function renameTable(name: string, to: string): Operation {
  return { kind: 'rename-table', table: tableNamed(name), to: knownName(to) };
}

export function renameColumn(column: string, to: string, table = orders): Operation {
  return { kind: 'rename-column', table, column: knownName(column), to: knownName(to) };
}

/** Of orders. */
export function createIndex(name: string, columns: readonly string[] | undefined, unique = false): Operation {
  const more = { concurrently: false, ifNotExists: false, isPartial: false };
  return { kind: 'create-index', name: knownName(name), table: orders, columns, unique, ...more };
}

export function dropIndex(name: string): Operation {
  return { kind: 'drop-index', name: knownName(name), table: undefined, concurrently: false, ...dropped };
}

export function unique(
  name: string | undefined,
  columns: readonly string[] | undefined,
  usingIndex = false,
): ConstraintDefinition {
  return {
    start: 0,
    end: 0,
    kind: 'unique',
    name: name === undefined ? undefined : knownName(name),
    columns,
    notValid: false,
    usingIndex,
  };
}

export function check(expression: string | undefined): ConstraintDefinition {
  return {
    start: 0,
    end: 0,
    kind: 'check',
    name: knownName('ck'),
    columns: undefined,
    notValid: false,
    expression,
  };
}

/** To orders. */
export function addConstraint(constraint: ConstraintDefinition): Operation {
  return { kind: 'add-constraint', table: orders, constraint };
}

export function dropConstraint(name: string | undefined, type?: ConstraintDefinition['kind']): Operation {
  return {
    kind: 'drop-constraint',
    table: orders,
    name: name === undefined ? undefined : knownName(name),
    type,
    ...dropped,
  };
}

/** orders.total */
export function alterColumn(more: Partial<AlterColumn>): AlterColumn {
  return { kind: 'alter-column', table: orders, column: knownName('total'), ...more };
}

export function changeRows(verb: 'insert' | 'update' | 'delete', table = orders): Operation {
  return { kind: 'change-rows', verb, table, isFiltered: true };
}

export function createObject(object: 'type' | 'trigger' | 'sequence', name: string): Operation {
  return { kind: 'create-object', object, name: knownName(name) };
}

export function dropObject(object: 'type' | 'trigger' | 'sequence', name: string): Operation {
  return { kind: 'drop-object', object, name: knownName(name), ...dropped };
}
