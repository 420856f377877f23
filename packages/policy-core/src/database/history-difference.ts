import { typeText } from '../migrations/operations/type-text.ts';
import type { ColumnState, TableState } from '../migrations/schema/schema-history.ts';
import { placedName } from './placed-name.ts';
import { sortDifferences, type AspectDifference, type PartDifference } from './schema-difference.ts';
import { VERSION_TABLE } from './schema-parts.ts';
import type { PartKind, SchemaPart, SeenDatabase } from './seen-database.ts';
import { isSameType } from './same-type.ts';

/**
 * Where a database is not what its migrations make of it: first is what they make, second what is there. Only tables
 * that are known whole are compared, and of them only what is known: unknown is not different. A table that no
 * migration makes may have been there before the first of them.
 */
export function historyDifference(
  tables: readonly TableState[],
  seen: Pick<SeenDatabase, 'schemas' | 'visibleSchemas' | 'parts'>,
): readonly PartDifference[] {
  return differencesOf(
    tables.filter(({ isWhole }) => isWhole),
    seen,
  );
}

/**
 * The same, for a database that nobody tracks yet: of tables that were there before, as behind an empty baseline, it also has to
 * have the columns that migrations have made since. It may have others.
 */
export function untrackedDifference(
  tables: readonly TableState[],
  seen: Pick<SeenDatabase, 'schemas' | 'visibleSchemas' | 'parts'>,
): readonly PartDifference[] {
  return differencesOf(
    tables.filter(({ isClear, columns }) => isClear && [...columns.keys()].length > 0),
    seen,
  );
}

function differencesOf(
  tables: readonly TableState[],
  seen: Pick<SeenDatabase, 'schemas' | 'visibleSchemas' | 'parts'>,
): readonly PartDifference[] {
  const real = realTables(seen.parts);
  const compared = tables.filter(
    ({ parents, table }) => parents.length === 0 && table.text !== VERSION_TABLE,
  );
  return sortDifferences(
    compared.flatMap((state) => {
      const name = placedName(state.table, seen, real);
      if (name === undefined) return [];
      const found = real.get(name);
      return found === undefined ? [lonely('table', { name }, 'only-in-first')] : ofTable(name, state, found);
    }),
  );
}

type RealTable = Readonly<Record<'column' | 'constraint' | 'index', Map<string, SchemaPart>>>;

function realTables(parts: readonly SchemaPart[]): ReadonlyMap<string, RealTable> {
  const tables = new Map<string, RealTable>();
  for (const { kind, name } of parts) {
    if (kind === 'table') tables.set(name, { column: new Map(), constraint: new Map(), index: new Map() });
  }
  for (const part of parts) {
    const { kind, on, name } = part;
    if (on === undefined) continue;
    if (kind === 'column' || kind === 'constraint' || kind === 'index')
      tables.get(on)?.[kind].set(name, part);
  }
  return tables;
}

function ofTable(on: string, state: TableState, real: RealTable): readonly PartDifference[] {
  const columns = new Map(state.columns);
  if (!state.isWhole)
    return columnDifferences(on, columns, real).filter(({ standing }) => standing !== 'only-in-second');
  // What a constraint is kept by is told with it.
  const backing = new Set(state.constraints.map(({ name }) => name));
  const indexes = state.indexes
    .map(({ name }) => name)
    .filter((name) => name === undefined || !backing.has(name));
  return [
    ...columnDifferences(on, columns, real),
    ...namedDifferences('constraint', { on, names: constraintNames(state) }, real),
    ...namedDifferences('index', { on, names: indexes }, real),
  ];
}

/** PostgreSQL makes one of two exclusions that are written alike, and their operators are not known here. */
function constraintNames({ constraints }: TableState): readonly (string | undefined)[] {
  const isTwin = constraints.filter(({ definition }) => definition.kind === 'exclude').length > 1;
  return constraints.map(({ name, definition }) =>
    isTwin && definition.kind === 'exclude' ? undefined : name,
  );
}

function columnDifferences(
  on: string,
  columns: ReadonlyMap<string, ColumnState>,
  { column: real }: RealTable,
): readonly PartDifference[] {
  return [
    ...[...columns].flatMap(([name, column]) => {
      const part = real.get(name);
      if (part === undefined) return [lonely('column', { on, name }, 'only-in-first')];
      const aspects = columnAspects(column, part);
      return aspects.length === 0
        ? []
        : [{ kind: 'column' as const, on, name, standing: 'differs' as const, aspects }];
    }),
    ...[...real.keys()]
      .filter((name) => !columns.has(name))
      .map((name) => lonely('column', { on, name }, 'only-in-second')),
  ];
}

function columnAspects(made: ColumnState, { is }: SchemaPart): readonly AspectDifference[] {
  const aspects: AspectDifference[] = [];
  const value = VALUE_ASPECTS.map((aspect) => is[aspect]).find((text) => text !== undefined && !isNull(text));
  if (made.default !== undefined && (made.default.kind === 'none') !== (value === undefined))
    aspects.push({ aspect: 'default', first: defaultText(made.default), second: value });
  const nullable = made.nullable === undefined ? undefined : made.nullable ? 'yes' : 'no';
  if (nullable !== undefined && nullable !== is['nullable'])
    aspects.push({ aspect: 'nullable', first: nullable, second: is['nullable'] });
  if (made.type !== undefined && !isSameType(made.type, is['type'] ?? ''))
    aspects.push({ aspect: 'type', first: typeText(made.type), second: is['type'] });
  return aspects;
}

const VALUE_ASPECTS = ['default', 'identity', 'generated'];

/** Which comes to the same as none. */
function isNull(written: string): boolean {
  return /^NULL(?:::|$)/.test(written);
}

function defaultText(made: NonNullable<ColumnState['default']>): string | undefined {
  switch (made.kind) {
    case 'none':
      return undefined;
    case 'sql':
      return made.text;
    case 'unknown':
      return made.source;
    case 'identity':
    case 'computed':
    case 'sequence':
      return made.kind;
  }
}

/** Where the name of one of them is not known, any other may be that one. */
function namedDifferences(
  kind: 'constraint' | 'index',
  { on, names }: { readonly on: string; readonly names: readonly (string | undefined)[] },
  real: RealTable,
): readonly PartDifference[] {
  const known = new Set(names);
  const missing = names.filter((name) => name !== undefined).filter((name) => !real[kind].has(name));
  const extra = known.has(undefined) ? [] : [...real[kind].keys()].filter((name) => !known.has(name));
  return [
    ...missing.map((name) => lonely(kind, { on, name }, 'only-in-first')),
    ...extra.map((name) => lonely(kind, { on, name }, 'only-in-second')),
  ];
}

function lonely(
  kind: PartKind,
  named: Pick<PartDifference, 'on' | 'name'>,
  standing: 'only-in-first' | 'only-in-second',
): PartDifference {
  return { kind, ...named, standing, aspects: [] };
}
