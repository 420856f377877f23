import { tableText } from '../../packages/policy-core/src/migrations/operations/name.ts';
import type { TableState } from '../../packages/policy-core/src/migrations/schema/schema-history.ts';
import type { SchemaDump } from './schema-dump.ts';

/** What a schema that was folded and a real one have in common, by the name of the table. */
export type ShownTables = Readonly<Record<string, ShownTable>>;

export interface ShownTable {
  readonly columns: Readonly<
    Record<string, { readonly nullable: boolean | undefined; readonly hasDefault: boolean }>
  >;
  readonly constraints: Readonly<Record<string, string>>;
  readonly indexes: Readonly<Record<string, string>>;
}

export function shownFolded(tables: readonly TableState[]): ShownTables {
  return Object.fromEntries(
    tables.map(({ table: named, columns: all, constraints, indexes }) => [
      tableText({ ...named, schema: named.schema === 'public' ? undefined : named.schema }),
      {
        columns: Object.fromEntries(
          [...all.values()].map(({ name: one, nullable, default: value }) => [
            one,
            { nullable, hasDefault: value?.kind !== 'none' },
          ]),
        ),
        constraints: Object.fromEntries(
          constraints.map((one) => [
            one.name,
            `${KEYWORDS[one.definition.kind]} ${list(one.definition.columns)}`,
          ]),
        ),
        indexes: Object.fromEntries(
          indexes.map((one) => [one.name, `${one.unique ? 'UNIQUE INDEX' : 'INDEX'} ${list(one.columns)}`]),
        ),
      },
    ]),
  );
}

const KEYWORDS = {
  unique: 'UNIQUE',
  'primary-key': 'PRIMARY KEY',
  'foreign-key': 'FOREIGN KEY',
  check: 'CHECK',
  exclude: 'EXCLUDE',
};

function list(columns: readonly string[] | undefined): string {
  return `(${columns?.join(', ') ?? '?'})`;
}

export function shownReal({ tables }: SchemaDump): ShownTables {
  return Object.fromEntries(
    Object.entries(tables).map(([named, { columns: all, constraints, indexes }]) => [
      unquoted(named),
      {
        columns: Object.fromEntries(
          Object.entries(all).map(([one, { nullable, default: value }]) => [
            one,
            { nullable, hasDefault: value !== undefined },
          ]),
        ),
        constraints: Object.fromEntries(
          Object.entries(constraints).map(([one, definition]) => [
            one,
            definition.replace(/ REFERENCES .*/, ''),
          ]),
        ),
        indexes: Object.fromEntries(
          Object.entries(indexes).map(([one, definition]) => [
            unquoted(one).replace(/^\w+\./, ''),
            definition.replace(/^CREATE (UNIQUE INDEX|INDEX) .* USING btree/, '$1'),
          ]),
        ),
      },
    ]),
  );
}

function unquoted(written: string): string {
  return written.replaceAll('"', '');
}
