import type { ColumnDefinition, ConstraintDefinition } from '../migrations/operations/column.ts';
import type { KnownType } from '../migrations/operations/column-type.ts';
import { knownName, tableKey, type TableName } from '../migrations/operations/name.ts';
import type { Direction } from '../migrations/operations/direction.ts';
import type { Operation, OperationStep, UnclearStep } from '../migrations/operations/operation.ts';
import type {
  ColumnState,
  ConstraintState,
  IndexState,
  SchemaHistory,
  TableState,
} from '../migrations/schema/schema-history.ts';

/** `orders`, or `audit.orders`. */
export function tableNamed(written: string): TableName {
  const [first = '', second] = written.split('.');
  return second === undefined
    ? { ...knownName(first), schema: undefined }
    : { ...knownName(second), schema: first };
}

export function typeNamed(name: string, sizes: Partial<KnownType> = {}): KnownType {
  return { isKnown: true, name, size: undefined, scale: undefined, dimensions: 0, written: name, ...sizes };
}

export function columnNamed(name: string, more: Partial<ColumnDefinition> = {}): ColumnDefinition {
  return {
    start: 0,
    end: 0,
    name: knownName(name),
    type: typeNamed('int4'),
    nullable: true,
    default: { kind: 'none' },
    clientDefault: undefined,
    primaryKey: false,
    constraints: [],
    ...more,
  };
}

export function columnState(name: string, more: Partial<ColumnState> = {}): ColumnState {
  return {
    name,
    type: typeNamed('int4'),
    nullable: true,
    default: { kind: 'none' },
    addedIn: undefined,
    ...more,
  };
}

export function constraintState(
  name: string | undefined,
  definition: ConstraintDefinition,
  more: Partial<ConstraintState> = {},
): ConstraintState {
  return { definition, name, isValidated: true, addedIn: undefined, ...more };
}

export function indexState(
  name: string | undefined,
  columns: readonly string[] | undefined,
  more: Partial<IndexState> = {},
): IndexState {
  return { name, columns, unique: false, isPartial: false, addedIn: undefined, ...more };
}

/** A table that is known whole. */
export function tableState(
  written: string,
  columns: readonly ColumnState[],
  more: Partial<TableState> = {},
): TableState {
  return {
    table: tableNamed(written),
    createdIn: 'first',
    parents: [],
    isWhole: true,
    isClear: true,
    columns: new Map(columns.map((column) => [column.name, column])),
    constraints: [],
    indexes: [],
    ...more,
  };
}

/** The same tables at every moment. */
export function schemaOf(tables: readonly TableState[]): SchemaHistory {
  const tableAt = (table: TableName) => {
    const key = tableKey(table);
    return tables.find((state) => key !== undefined && tableKey(state.table) === key);
  };
  return {
    tableAt,
    columnAt: (table, column) => (column.isKnown ? tableAt(table)?.columns.get(column.text) : undefined),
    constraintAt: (table, name) =>
      tableAt(table)?.constraints.find((one) => name.isKnown && one.name === name.text),
    childrenOf: () => [],
    referencesTo: () => [],
    viewsAt: () => [],
    domainAt: () => undefined,
    enumAt: () => undefined,
    routineAt: () => undefined,
    tablesAt: () => tables,
    hasTables: () => tables.length > 0,
    tableOfIndex: (name) =>
      tables.find(({ indexes, constraints }) =>
        [...indexes, ...constraints].some((one) => one.name === name),
      ),
  };
}

/** A step at a place of its own, so that two of them can be told apart. */
export function stepOf(operation: Operation, more: Partial<OperationStep> = {}): OperationStep {
  return {
    kind: 'operation',
    via: 'directive',
    operation,
    isCertain: true,
    autocommit: false,
    start: 0,
    end: 1,
    ...more,
  };
}

export function unclearStep(problem: string): UnclearStep {
  return { kind: 'unclear', problem, isCertain: true, autocommit: false, start: 0, end: 1 };
}

/** What `upgrade()` or `downgrade()` does; empty without steps. */
export function directionOf(
  steps: readonly (Operation | OperationStep | UnclearStep)[],
  kind: Direction['kind'] = steps.length === 0 ? 'empty' : 'runs',
): Direction {
  return {
    kind,
    name: undefined,
    body: undefined,
    raise: undefined,
    steps: steps.map((one) => ('isCertain' in one ? one : stepOf(one))),
    sql: [],
  };
}
