import type { OperationOf } from '../migrations/operations/by-kind.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../migrations/operations/column.ts';
import { knownName, unknownName } from '../migrations/operations/name.ts';
import type { AlterColumn, Operation } from '../migrations/operations/operation.ts';
import { columnNamed, tableNamed } from './sample-schema.ts';

/** Without a name where it is left out. */
interface SampleConstraint {
  readonly kind: ConstraintDefinition['kind'];
  readonly columns: readonly string[] | undefined;
  readonly name?: string;
  readonly notValid?: boolean;
  readonly hasMore?: true;
}

export function constraintOf({
  kind,
  columns,
  name,
  notValid = false,
  hasMore,
}: SampleConstraint): ConstraintDefinition {
  const shared = {
    start: 0,
    end: 0,
    name: name === undefined ? undefined : knownName(name),
    columns,
    notValid,
    ...(hasMore === undefined ? {} : { hasMore }),
  };
  switch (kind) {
    case 'foreign-key':
      return { ...shared, kind, target: { table: tableNamed('customers'), columns: undefined } };
    case 'check':
      return { ...shared, kind, expression: undefined };
    case 'exclude':
      return { ...shared, kind };
    default:
      return { ...shared, kind, usingIndex: false };
  }
}

/** Columns of which only the name is given are integers. */
export function createTable(
  table: string,
  columns: readonly (string | ColumnDefinition)[],
  more: Partial<OperationOf<'create-table'>> = {},
): Operation {
  return {
    kind: 'create-table',
    table: tableNamed(table),
    columns: columns.map((column) => (typeof column === 'string' ? columnNamed(column) : column)),
    constraints: [],
    ifNotExists: false,
    isWhole: true,
    isTemporary: false,
    ...more,
  };
}

export function dropTable(table: string): Operation {
  return { kind: 'drop-table', table: tableNamed(table), ifExists: false, cascade: false };
}

export function renameTable(table: string, to: string): Operation {
  return { kind: 'rename-table', table: tableNamed(table), to: knownName(to) };
}

export function setTableSchema(table: string, schema: string): Operation {
  return { kind: 'set-table-schema', table: tableNamed(table), schema: knownName(schema) };
}

export function addColumn(table: string, column: ColumnDefinition | string, ifNotExists = false): Operation {
  const definition = typeof column === 'string' ? columnNamed(column) : column;
  return { kind: 'add-column', table: tableNamed(table), column: definition, ifNotExists };
}

export function dropColumn(table: string, column: string): Operation {
  const name = knownName(column);
  return { kind: 'drop-column', table: tableNamed(table), column: name, ifExists: false, cascade: false };
}

export function renameColumn(table: string, column: string, to: string): Operation {
  return { kind: 'rename-column', table: tableNamed(table), column: knownName(column), to: knownName(to) };
}

export function alterColumn(
  table: string,
  column: string,
  change: Omit<AlterColumn, 'kind' | 'table' | 'column'>,
): Operation {
  return { kind: 'alter-column', table: tableNamed(table), column: knownName(column), ...change };
}

export function addConstraint(table: string, constraint: SampleConstraint): Operation {
  return { kind: 'add-constraint', table: tableNamed(table), constraint: constraintOf(constraint) };
}

/** Of `null`, as Alembic may be given. */
export function dropConstraint(table: string, name: string | null): Operation {
  return {
    kind: 'drop-constraint',
    table: tableNamed(table),
    name: name === null ? undefined : knownName(name),
    type: undefined,
    ifExists: false,
    cascade: false,
  };
}

export function createIndex(
  table: string,
  columns: readonly string[] | undefined,
  more: Partial<OperationOf<'create-index'>> = {},
): Operation {
  return {
    kind: 'create-index',
    name: undefined,
    table: tableNamed(table),
    columns,
    unique: false,
    concurrently: false,
    ifNotExists: false,
    isPartial: false,
    ...more,
  };
}

/** As SQL does it without the table, and Alembic with it. */
export function dropIndex(name: string, table?: string): Operation {
  return {
    kind: 'drop-index',
    name: knownName(name),
    table: table === undefined ? undefined : tableNamed(table),
    concurrently: false,
    ifExists: false,
    cascade: false,
  };
}

/** Of a table whose name only shows when it runs. */
export function dropColumnSomewhere(column: string): Operation {
  const table = { ...unknownName('table_name'), schema: undefined };
  return { kind: 'drop-column', table, column: knownName(column), ifExists: false, cascade: false };
}
