/** What the queries of `catalog-queries.ts` give, in the order of their columns. */
export interface CatalogRows {
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly constraints: readonly (readonly [table: number, name: string, definition: string])[];
  readonly indexes: readonly (readonly [
    table: number,
    name: string,
    definition: string,
    isValid: boolean,
    isIdentity: boolean,
  ])[];
  readonly triggers: readonly EnabledRow[];
  readonly policies: readonly PolicyRow[];
  readonly rules: readonly EnabledRow[];
  readonly sequences: readonly SequenceRow[];
  readonly types: readonly TypeRow[];
  readonly functions: readonly (readonly [
    schema: number,
    name: string,
    takes: string,
    kind: string,
    definition: string,
  ])[];
  readonly extensions: readonly (readonly [name: string, version: string, schema: string])[];
  readonly versionTables: readonly (readonly [schema: string, mayBeRead: boolean])[];
}

export type RelationRow = readonly [
  oid: number,
  schema: number,
  name: string,
  kind: string,
  persistence: string,
  rowSecurity: boolean,
  forced: boolean,
  parents: string | null,
  bound: string | null,
  key: string | null,
  definition: string | null,
  options: string | null,
];

export type ColumnRow = readonly [
  table: number,
  name: string,
  type: string,
  notNull: boolean,
  value: string | null,
  identity: string,
  generated: string,
  collation: string | null,
];

export type EnabledRow = readonly [table: number, name: string, definition: string, enabled: string];

export type PolicyRow = readonly [
  table: number,
  name: string,
  command: string,
  isPermissive: boolean,
  using: string | null,
  check: string | null,
  roles: string | null,
];

export type SequenceRow = readonly [
  schema: number,
  name: string,
  type: string,
  start: string,
  increment: string,
  least: string,
  most: string,
  cache: string,
  cycles: boolean,
  owner: string | null,
];

export type TypeRow = readonly [
  schema: number,
  name: string,
  kind: string,
  labels: readonly string[] | null,
  base: string | null,
  notNull: boolean,
  value: string | null,
  checks: string | null,
  attributes: string | null,
  subtype: string | null,
];

export interface SessionRow {
  readonly name: string;
  readonly user: string;
  readonly version: string;
  readonly encoding: string;
  readonly searchPath: string;
  readonly visible: readonly string[];
  readonly schemas: readonly (readonly [oid: number, name: string])[] | null;
  readonly identity: string;
}
