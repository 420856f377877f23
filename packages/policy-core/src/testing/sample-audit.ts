import { auditDatabases, type AuditInput } from '../database/audit-databases.ts';
import type { DatabaseAudit } from '../database/database-audit.ts';
import type { DatabaseSight, SchemaPart, SeenDatabase, UnseenKind } from '../database/seen-database.ts';
import { unobserved } from '../model/known.ts';
import { SHOP_PARTS, seenDatabase, TRACKING_PARTS, versionTable } from './sample-database.ts';

export const PRODUCTION: Partial<SeenDatabase> = {
  name: 'shop',
  user: 'owner',
  host: 'db.example.com:5432',
  identity: 'two',
};

export function sightOf(more: Partial<SeenDatabase> = {}): DatabaseSight {
  return { kind: 'seen', database: seenDatabase(more) };
}

export function unseen(kind: UnseenKind, reason = 'the server did not answer'): DatabaseSight {
  return { kind: 'unseen', why: { kind, reason } };
}

/** Two shops that are alike but for what is given. */
export function auditOf({
  development = {},
  production = {},
  ...more
}: {
  readonly development?: Partial<SeenDatabase> | DatabaseSight;
  readonly production?: Partial<SeenDatabase> | DatabaseSight;
  readonly histories?: AuditInput['histories'];
  readonly baseline?: string;
  readonly schemas?: readonly string[];
} = {}): DatabaseAudit {
  return auditDatabases({
    development: {
      variable: 'DATABASE_URL',
      sight: 'kind' in development ? development : sightOf(development),
    },
    production: {
      variable: 'DATABASE_URL_PROD',
      sight: 'kind' in production ? production : sightOf({ ...PRODUCTION, ...production }),
    },
    histories: more.histories ?? unobserved('there are no migrations here'),
    baseline: more.baseline,
    schemas: more.schemas,
  });
}

/** Somebody changed the schema by hand. */
export const CHANGED_BY_HAND: readonly SchemaPart[] = [
  ...SHOP_PARTS.filter(({ name }) => name !== 'ix_orders_customer_id').map((part) =>
    part.name === 'total' ? { ...part, is: { ...part.is, type: 'numeric(12,2)' } } : part,
  ),
  { kind: 'column', on: 'customers', name: 'note', is: { type: 'text', nullable: 'yes' } },
  ...TRACKING_PARTS,
];

/** As it was before Alembic. */
export const UNTRACKED: Partial<SeenDatabase> = { parts: SHOP_PARTS, versionTables: [] };

export const TWO_ROWS: Partial<SeenDatabase> = { versionTables: [versionTable(['8f0c', '5a9d6371e18c'])] };
