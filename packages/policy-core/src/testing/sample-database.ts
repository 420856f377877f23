import fc from 'fast-check';

import type { SchemaPart, SeenDatabase, VersionTable } from '../database/seen-database.ts';
import { observed } from '../model/known.ts';

/** A table with columns such as `{ id: 'integer', name: 'text' }`, none of which may be NULL. */
export function tableParts(name: string, columns: Readonly<Record<string, string>>): readonly SchemaPart[] {
  return [
    { kind: 'table', name, is: { kind: 'table' } },
    ...Object.entries(columns).map(([column, type]): SchemaPart => ({
      kind: 'column',
      on: name,
      name: column,
      is: { type, nullable: 'no' },
    })),
  ];
}

export function versionTable(versions: readonly string[], schema = 'public'): VersionTable {
  return { schema, versions: observed(versions) };
}

/** The bookkeeping of Alembic, as a schema holds it. */
export const TRACKING_PARTS: readonly SchemaPart[] = [
  ...tableParts('alembic_version', { version_num: 'character varying(32)' }),
  {
    kind: 'constraint',
    on: 'alembic_version',
    name: 'alembic_version_pkc',
    is: { definition: 'PRIMARY KEY (version_num)' },
  },
];

export const SHOP_PARTS: readonly SchemaPart[] = [
  { kind: 'schema', name: 'public', is: {} },
  ...tableParts('customers', { id: 'integer', name: 'character varying(40)' }),
  ...tableParts('orders', { id: 'integer', customer_id: 'integer', total: 'numeric(10,2)' }),
  { kind: 'constraint', on: 'orders', name: 'orders_pkey', is: { definition: 'PRIMARY KEY (id)' } },
  {
    kind: 'index',
    on: 'orders',
    name: 'ix_orders_customer_id',
    is: { definition: 'CREATE INDEX ix_orders_customer_id ON public.orders USING btree (customer_id)' },
  },
  { kind: 'enum', name: 'state', is: { labels: 'open, paid' } },
];

/** A shop that Alembic tracks. */
export function seenDatabase(more: Partial<SeenDatabase> = {}): SeenDatabase {
  return {
    name: 'shop_dev',
    user: 'app',
    host: 'localhost:5432',
    serverVersion: '15.18',
    encoding: 'UTF8',
    searchPath: '"$user", public',
    visibleSchemas: ['public'],
    schemas: ['public'],
    identity: 'one',
    parts: [...SHOP_PARTS, ...TRACKING_PARTS],
    versionTables: [versionTable(['5a9d6371e18c'])],
    ...more,
  };
}

const name = fc.constantFrom('a', 'b', 'orders', 'Größe', 'with space', 'x\udc80', '😀');
const aspects = fc.dictionary(
  fc.constantFrom('type', 'default', 'definition'),
  fc.constantFrom('', 'integer', 'now()', 'é', '\udcff'),
  { maxKeys: 3 },
);

/** Schemas in which names meet, and no part stands twice. */
export const anyParts: fc.Arbitrary<readonly SchemaPart[]> = fc.uniqueArray(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('table', 'view', 'enum', 'function'), name, is: aspects }),
    fc.record({ kind: fc.constantFrom('column', 'constraint', 'index'), on: name, name, is: aspects }),
  ),
  { selector: (part) => JSON.stringify([part.kind, 'on' in part ? part.on : '', part.name]), maxLength: 12 },
);
