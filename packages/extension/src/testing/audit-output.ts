/** What `lockkeeper db audit --format json` writes of two databases that differ, made by hand. */
export function differingAudit(more: Readonly<Record<string, unknown>> = {}) {
  return {
    schema_version: 1,
    verdict: 'fail',
    diagnosis: '⚠️ MISMATCH',
    development: seenDatabase('development', { tables: ['orders', 'users'], versions: ['cd34'] }),
    production: seenDatabase('production', {
      drift: [difference('index', { on: 'orders', text: 'orders_total lies only in the database.' })],
    }),
    distance: 1,
    differences: [
      difference('column', { on: 'orders', text: 'orders.total is only in development.' }),
      difference('constraint', { on: 'orders', text: 'orders_check is only in development.' }),
      difference('enum', { text: 'mood has other values.' }),
    ],
    pending: ['cd34'],
    reasons: [{ kind: 'schema-differs', role: null, text: 'The schemas differ in 3 places.' }],
    next_steps: ['Run ./scripts/db_audit.sh again after the upgrade.'],
    ...more,
  };
}

/** Nothing was seen of production. */
export function openAudit() {
  return differingAudit({
    verdict: 'undetermined',
    diagnosis: null,
    production: {
      seen: false,
      role: 'production',
      variable: 'DATABASE_URL_PROD',
      state: 'unset',
      reason: 'DATABASE_URL_PROD is not set',
    },
    distance: null,
    differences: null,
    pending: null,
  });
}

/** Both are alike. */
export function cleanAudit(more: Readonly<Record<string, unknown>> = {}) {
  return differingAudit({
    verdict: 'pass',
    diagnosis: '✅ OK',
    production: seenDatabase('production'),
    distance: 0,
    differences: [],
    pending: [],
    reasons: [],
    next_steps: [],
    ...more,
  });
}

function seenDatabase(role: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    seen: true,
    role,
    variable: role === 'production' ? 'DATABASE_URL_PROD' : 'DATABASE_URL',
    database: 'shop',
    user: 'auditor',
    host: 'db',
    server_version: '15.4',
    encoding: 'UTF8',
    search_path: 'public',
    schemas: ['public'],
    tables: ['orders'],
    counts: { table: 1 },
    fingerprint: 'sha256:1f0c',
    tracking: 'tracked',
    tracking_schema: 'public',
    versions: ['ab12'],
    drift: [],
    drift_unknown: null,
    ...more,
  };
}

function difference(kind: string, more: Readonly<Record<string, unknown>>) {
  return { kind, on: null, name: 'it', only_in: null, aspects: [], text: '', ...more };
}
