import { z } from 'zod';

const sentence = z.string().regex(/\.$/);
const role = z.enum(['development', 'production']);
const kind = z.enum([
  'schema',
  'extension',
  'enum',
  'domain',
  'type',
  'sequence',
  'function',
  'table',
  'view',
  'materialized view',
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
  'rule',
]);

const difference = z.strictObject({
  kind,
  on: z.string().nullable(),
  name: z.string(),
  only_in: z.enum(['development', 'production', 'migrations', 'database']).nullable(),
  aspects: z.array(
    z.strictObject({ aspect: z.string(), first: z.string().nullable(), second: z.string().nullable() }),
  ),
  text: sentence,
});

const database = z.discriminatedUnion('seen', [
  z.strictObject({
    seen: z.literal(true),
    role,
    variable: z.string(),
    database: z.string(),
    user: z.string(),
    host: z.string(),
    server_version: z.string(),
    encoding: z.string(),
    search_path: z.string(),
    schemas: z.array(z.string()),
    tables: z.array(z.string()),
    counts: z.partialRecord(kind, z.int().positive()),
    fingerprint: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    tracking: z.enum(['missing', 'elsewhere', 'unreadable', 'empty', 'several', 'tracked']),
    tracking_schema: z.string().nullable(),
    versions: z.array(z.string()).nullable(),
    drift: z.array(difference).nullable(),
    drift_unknown: z.string().nullable(),
  }),
  z.strictObject({
    seen: z.literal(false),
    role,
    variable: z.string(),
    state: z.enum(['unset', 'unusable-address', 'unreachable', 'refused', 'slow', 'lost', 'failed']),
    reason: z.string(),
  }),
]);

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const databaseAuditAnswer = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['pass', 'fail', 'undetermined']),
  diagnosis: z.enum(['✅ OK', '⚠️ MISMATCH', '❌ MISSING']).nullable(),
  development: database,
  production: database,
  distance: z.int().nonnegative().nullable(),
  differences: z.array(difference).nullable(),
  pending: z.array(z.string()).nullable(),
  reasons: z.array(
    z.strictObject({
      kind: z.enum([
        'not-seen',
        'same-database',
        'version-unreadable',
        'production-untracked',
        'development-untracked',
        'version-elsewhere',
        'version-empty',
        'several-versions',
        'version-differs',
        'version-unknown',
        'schema-missing',
        'no-tables',
        'schema-differs',
        'drift',
      ]),
      role: role.nullable(),
      text: sentence,
    }),
  ),
  not_compared: z.array(z.string()),
  next_steps: z.array(sentence),
});
