import type { SchemaDump, TableDump } from '../postgres/schema-dump.ts';

/** What became of a schema, as it can be seen from outside. */
export interface SchemaEffect {
  readonly kind:
    | 'create-table'
    | 'drop-table'
    | 'add-column'
    | 'drop-column'
    | 'alter-column'
    | 'add-constraint'
    | 'drop-constraint'
    | 'create-index'
    | 'drop-index'
    | 'create-object'
    | 'drop-object'
    | 'alter-object';
  /** Without quotes; the schema `public` is left out. `undefined` for objects beside tables. */
  readonly table: string | undefined;
  /** Of the column, constraint, index or object; `undefined` for the table itself. */
  readonly name: string | undefined;
}

/** Comments, which change nothing, and what PostgreSQL makes and drops along with a table are left out. */
export function schemaEffects(before: SchemaDump, after: SchemaDump): readonly SchemaEffect[] {
  const tables = compared(before.tables, after.tables);
  return [
    ...tables.added.map((table) => effect('create-table', table)),
    ...tables.removed.map((table) => effect('drop-table', table)),
    ...tables.both.flatMap((table) => tableEffects(table, before.tables[table], after.tables[table])),
    ...objectEffects(before.views, after.views),
    ...objectEffects(before.enums, after.enums),
    ...objectEffects(before.domains, after.domains),
    ...objectEffects(before.functions, after.functions),
    ...objectEffects(free(before.sequences), free(after.sequences)),
    ...objectEffects(named(before.schemas), named(after.schemas)),
  ];
}

function tableEffects(
  table: string,
  before: TableDump | undefined,
  after: TableDump | undefined,
): readonly SchemaEffect[] {
  if (before === undefined || after === undefined) return [];
  const columns = compared(before.columns, after.columns);
  const constraints = compared(before.constraints, after.constraints);
  const indexes = compared(plainIndexes(before), plainIndexes(after));
  const all = (kind: SchemaEffect['kind'], names: readonly string[]) =>
    names.map((name) => effect(kind, table, name));
  return [
    ...all('add-column', columns.added),
    ...all('drop-column', columns.removed),
    ...all(
      'alter-column',
      columns.both.filter((name) =>
        isOther(withoutComment(before.columns[name]), withoutComment(after.columns[name])),
      ),
    ),
    ...all('add-constraint', constraints.added),
    ...all('drop-constraint', constraints.removed),
    ...all('create-index', indexes.added),
    ...all('drop-index', indexes.removed),
    ...triggerEffects(before, after),
  ];
}

/** A constraint has the index that it needs. */
function plainIndexes({ indexes, constraints }: TableDump): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(indexes).filter(([name]) => constraints[name] === undefined));
}

function triggerEffects(before: TableDump, after: TableDump): readonly SchemaEffect[] {
  return objectEffects(before.triggers, after.triggers);
}

function objectEffects(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly SchemaEffect[] {
  const { added, removed, both } = compared(before, after);
  return [
    ...added.map((name) => effect('create-object', undefined, name)),
    ...removed.map((name) => effect('drop-object', undefined, name)),
    ...both
      .filter((name) => isOther(before[name], after[name]))
      .map((name) => effect('alter-object', undefined, name)),
  ];
}

/** Sequences that belong to no column. */
function free(sequences: SchemaDump['sequences']): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(sequences).filter(([, { ownedBy }]) => ownedBy === undefined));
}

function named(names: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(names.map((name) => [name, true]));
}

interface Compared {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly both: readonly string[];
}

function compared(before: object, after: object): Compared {
  return {
    added: Object.keys(after).filter((name) => !Object.hasOwn(before, name)),
    removed: Object.keys(before).filter((name) => !Object.hasOwn(after, name)),
    both: Object.keys(after).filter((name) => Object.hasOwn(before, name)),
  };
}

function effect(kind: SchemaEffect['kind'], table: string | undefined, name?: string): SchemaEffect {
  return { kind, table: table && withoutQuotes(table), name };
}

function withoutQuotes(name: string): string {
  return name.replaceAll('""', '\0').replaceAll('"', '').replaceAll('\0', '"');
}

function withoutComment(column: TableDump['columns'][string] | undefined): unknown {
  return { ...column, comment: undefined };
}

function isOther(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
