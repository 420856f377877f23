import { partName, type SeenDatabase } from '@lockkeeper/policy-core/database';

import type {
  CatalogRows,
  ColumnRow,
  EnabledRow,
  PolicyRow,
  RelationRow,
  SequenceRow,
  TypeRow,
} from './catalog-rows.ts';

type SchemaPart = SeenDatabase['parts'][number];

/** By name; what is left out, `undefined` or `null` is not there. */
type Aspects = Readonly<Record<string, string | null | undefined | false>>;

/** The rows of the catalogs as parts of a schema. @param schemas names by oid */
export function schemaParts(rows: CatalogRows, schemas: ReadonlyMap<number, string>): readonly SchemaPart[] {
  const inSchema = (oid: number, name: string) => partName(schemas.get(oid), name);
  const tables = new Map(rows.relations.map(([oid, schema, name]) => [oid, inSchema(schema, name)]));
  /** What belongs to a table of an extension is told with that. */
  const onTables = <Row extends readonly [table: number, name: string, ...unknown[]]>(
    kind: SchemaPart['kind'],
    list: readonly Row[],
    aspects: (row: Row) => Aspects,
  ): readonly SchemaPart[] =>
    list.flatMap((row) => {
      const on = tables.get(row[0]);
      return on === undefined ? [] : [{ kind, on, name: row[1], is: present(aspects(row)) }];
    });
  return [
    ...[...schemas.values()].map((name): SchemaPart => ({
      kind: 'schema',
      name: partName(undefined, name),
      is: {},
    })),
    ...rows.extensions.map(([name, version, schema]): SchemaPart => ({
      kind: 'extension',
      name,
      is: { version, schema },
    })),
    ...rows.types.map((row) => typePart(row, inSchema)),
    ...rows.sequences.map((row) => sequencePart(row, inSchema)),
    ...rows.functions.map(([schema, name, takes, kind, definition]): SchemaPart => ({
      kind: 'function',
      name: `${inSchema(schema, name)}(${takes})`,
      is: kind === 'a' ? { aggregate: definition } : { definition },
    })),
    ...rows.relations.map((row) => relationPart(row, inSchema)),
    ...onTables('column', rows.columns, columnAspects),
    ...onTables('constraint', rows.constraints, ([, , definition]) => ({ definition })),
    ...onTables('index', rows.indexes, ([, , definition, isValid, isIdentity]) => ({
      definition,
      valid: !isValid && 'no',
      'replica identity': isIdentity && 'yes',
    })),
    ...onTables('trigger', rows.triggers, enabledAspects),
    ...onTables('policy', rows.policies, policyAspects),
    ...onTables('rule', rows.rules, enabledAspects),
  ];
}

type InSchema = (oid: number, name: string) => string;

function present(aspects: Aspects): Readonly<Record<string, string>> {
  const is: Record<string, string> = {};
  for (const [aspect, text] of Object.entries(aspects))
    if (text !== undefined && text !== null && text !== false) is[aspect] = text;
  return is;
}

function relationPart(
  [
    ,
    schema,
    name,
    kind,
    persistence,
    rowSecurity,
    forced,
    parents,
    bound,
    key,
    definition,
    options,
  ]: RelationRow,
  inSchema: InSchema,
): SchemaPart {
  const named = inSchema(schema, name);
  if (kind === 'v') return { kind: 'view', name: named, is: present({ definition, options }) };
  if (kind === 'm') return { kind: 'materialized view', name: named, is: present({ definition }) };
  const isPartition = bound !== null;
  return {
    kind: 'table',
    name: named,
    is: present({
      kind: TABLE_KINDS.get(kind) ?? kind,
      persistence: persistence === 'u' && 'unlogged',
      'row security': forced ? 'forced' : rowSecurity && 'on',
      inherits: isPartition ? null : parents,
      'partition of': isPartition ? parents : null,
      bound,
      'partition key': key,
    }),
  };
}

const TABLE_KINDS: ReadonlyMap<string, string> = new Map([
  ['r', 'table'],
  ['p', 'partitioned table'],
  ['f', 'foreign table'],
]);

function columnAspects([, , type, notNull, value, identity, generated, collation]: ColumnRow): Aspects {
  return {
    type,
    nullable: notNull ? 'no' : 'yes',
    default: generated === '' && value,
    identity: identity === 'a' ? 'always' : identity === 'd' && 'by default',
    generated: generated !== '' && value,
    virtual: generated === 'v' && 'yes',
    collation,
  };
}

function enabledAspects([, , definition, enabled]: EnabledRow): Aspects {
  return { definition, enabled: enabled !== 'O' && (ENABLED.get(enabled) ?? enabled) };
}

const ENABLED: ReadonlyMap<string, string> = new Map([
  ['D', 'no'],
  ['R', 'on a replica only'],
  ['A', 'always'],
]);

function policyAspects([, , command, isPermissive, using, check, roles]: PolicyRow): Aspects {
  return { command, restrictive: !isPermissive && 'yes', using, check, roles };
}

function sequencePart(
  [schema, name, type, start, increment, least, most, cache, cycles, owner]: SequenceRow,
  inSchema: InSchema,
): SchemaPart {
  const is = present({
    type,
    start,
    increment,
    minimum: least,
    maximum: most,
    cache,
    cycles: cycles && 'yes',
    'owned by': owner,
  });
  return { kind: 'sequence', name: inSchema(schema, name), is };
}

function typePart(
  [schema, name, kind, labels, base, notNull, value, checks, attributes, subtype]: TypeRow,
  inSchema: InSchema,
): SchemaPart {
  const named = inSchema(schema, name);
  if (kind === 'e') return { kind: 'enum', name: named, is: { labels: JSON.stringify(labels ?? []) } };
  if (kind !== 'd') return { kind: 'type', name: named, is: present({ attributes, subtype }) };
  return {
    kind: 'domain',
    name: named,
    is: present({ type: base, nullable: notNull && 'no', default: value, checks }),
  };
}
