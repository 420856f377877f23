import type { ColumnState, ConstraintState, IndexState, TableState } from '../../schema/schema-history.ts';
import type { OperationOf } from '../../operations/by-kind.ts';
import type { ColumnDefinition, ConstraintDefinition } from '../../operations/column.ts';
import { knownName, type TableName } from '../../operations/name.ts';
import type { Operation } from '../../operations/operation.ts';

/** What makes a thing again that was there; `unknown` with a clause where not all of it is known. */
export type Restored =
  | { readonly kind: 'operations'; readonly operations: readonly Operation[] }
  | { readonly kind: 'unknown'; readonly why: string };

/** The table with its columns, constraints and indexes, but not its rows. */
export function restoredTable(state: TableState): Restored {
  const { table, columns, constraints, indexes } = state;
  if (!state.isWhole) return unknown('not every column of the table is known');
  const definitions = [...columns.values()].map(restoredColumn);
  const rules = constraints.map(restoredConstraint);
  const made = ownIndexes(indexes, constraints).map((index) => restoredIndex(table, index));
  const problem = [...definitions, ...rules, ...made].find((part) => typeof part === 'string');
  if (problem !== undefined) return unknown(problem);
  const { first, repeats } = withoutRepeats(known(rules));
  const create: Operation = {
    kind: 'create-table',
    table,
    columns: known(definitions),
    constraints: first,
    ifNotExists: false,
    isWhole: true,
    isTemporary: false,
  };
  const added = repeats.map((constraint) => ({ kind: 'add-constraint', table, constraint }) as const);
  return { kind: 'operations', operations: [create, ...added, ...known(made)] };
}

/** CREATE TABLE makes only one of two keys on the same columns, so the others have to be added. */
function withoutRepeats(rules: readonly ConstraintDefinition[]): {
  readonly first: readonly ConstraintDefinition[];
  readonly repeats: readonly ConstraintDefinition[];
} {
  const isKey = ({ kind }: ConstraintDefinition) => kind === 'unique' || kind === 'primary-key';
  const covers = ({ columns }: ConstraintDefinition) => JSON.stringify(columns);
  const repeats = rules.filter(
    (rule, place) =>
      isKey(rule) && rules.slice(0, place).some((other) => isKey(other) && covers(other) === covers(rule)),
  );
  return { first: rules.filter((rule) => !repeats.includes(rule)), repeats };
}

/** The column, with the constraints and indexes that go with it. */
export function restoredColumnOf(
  { table, columns, constraints, indexes }: TableState,
  name: string,
): Restored {
  const column = columns.get(name);
  if (column === undefined) return unknown(`the definition of ${name} is not known`);
  const definition = restoredColumn(column);
  const names = (one: { readonly columns: readonly string[] | undefined }) =>
    one.columns?.includes(name) === true;
  const rules = constraints.filter(({ definition: rule }) => names(rule)).map(restoredConstraint);
  const own = ownIndexes(indexes, constraints).filter(names);
  const made = own.map((index) => restoredIndex(table, index));
  const problem = [definition, ...rules, ...made].find((part) => typeof part === 'string');
  if (problem !== undefined) return unknown(problem);
  return {
    kind: 'operations',
    operations: [
      ...known([definition]).map(
        (one) => ({ kind: 'add-column', table, column: one, ifNotExists: false }) as const,
      ),
      ...known(rules).map((constraint) => ({ kind: 'add-constraint', table, constraint }) as const),
      ...known(made),
    ],
  };
}

/** Without those that a constraint brings, which has their name. */
function ownIndexes(
  indexes: readonly IndexState[],
  constraints: readonly ConstraintState[],
): readonly IndexState[] {
  const brought = new Set(constraints.map(({ name }) => name));
  return indexes.filter(({ name }) => name === undefined || !brought.has(name));
}

/** A clause where it cannot be made again. */
export function restoredIndex(
  table: TableName,
  { name, columns, unique, isPartial, hasMore }: IndexState,
): OperationOf<'create-index'> | string {
  if (name === undefined) return 'the name of an index is not known';
  if (columns === undefined) return `what the index ${name} covers is not known`;
  if (unique === undefined) return `whether the index ${name} was unique is not known`;
  if (isPartial || hasMore) return `not all of the index ${name} is known`;
  return {
    kind: 'create-index',
    name: knownName(name),
    table,
    columns,
    unique,
    concurrently: false,
    ifNotExists: false,
    isPartial: false,
  };
}

/** A clause where it cannot be made again. Offsets are 0, because nobody has written it. */
export function restoredConstraint({
  definition,
  name,
  isValidated,
}: ConstraintState): ConstraintDefinition | string {
  const problem = whyNotWhole(definition, name);
  if (problem !== undefined) return problem;
  return {
    ...definition,
    ...NOWHERE,
    ...(definition.kind === 'unique' || definition.kind === 'primary-key' ? { usingIndex: false } : {}),
    name: name === undefined ? undefined : knownName(name),
    notValid: !isValidated,
  };
}

function whyNotWhole(definition: ConstraintDefinition, name: string | undefined): string | undefined {
  const word = CONSTRAINT_WORDS[definition.kind];
  const what = name === undefined ? word : `${word} ${name}`;
  if (definition.kind === 'exclude' || definition.hasMore) return `not all of the ${what} is known`;
  if (definition.notValid === undefined) return `whether the ${what} was NOT VALID is not known`;
  if (definition.kind === 'check') {
    return definition.expression === undefined ? `what the ${what} asks is not known` : undefined;
  }
  const isTold = definition.kind !== 'foreign-key' || definition.target.table.isKnown;
  return isTold && definition.columns !== undefined ? undefined : `what the ${what} covers is not known`;
}

/** For people. */
export const CONSTRAINT_WORDS: Readonly<Record<ConstraintDefinition['kind'], string>> = {
  'foreign-key': 'foreign key',
  unique: 'unique constraint',
  'primary-key': 'primary key',
  check: 'check constraint',
  exclude: 'exclusion constraint',
};

function restoredColumn(column: ColumnState): ColumnDefinition | string {
  const { name, type, nullable, default: preset } = column;
  if (type === undefined || !type.isKnown) return `the type of ${name} is not known`;
  if (nullable === undefined) return `whether ${name} may be null is not known`;
  if (preset === undefined || preset.kind === 'unknown') return `the default of ${name} is not known`;
  if (preset.kind === 'computed') return `how ${name} is computed is not known`;
  if (preset.kind === 'identity' || column.hasMore) return `not all of ${name} is known`;
  return {
    ...NOWHERE,
    name: knownName(name),
    type,
    nullable,
    default: preset,
    clientDefault: undefined,
    primaryKey: false,
    constraints: [],
  };
}

const NOWHERE = { start: 0, end: 0 };

function known<T>(parts: readonly (T | string)[]): readonly T[] {
  return parts.filter((part): part is T => typeof part !== 'string');
}

function unknown(why: string): Restored {
  return { kind: 'unknown', why };
}
