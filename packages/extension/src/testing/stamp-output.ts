/** What `lockkeeper db stamp --format json` prints of a database that may be stamped, with `--dry-run`. */
export function stampOutput(more: Readonly<Record<string, unknown>> = {}) {
  return {
    schema_version: 1,
    decision: 'stamp',
    outcome: 'planned',
    logged: null,
    after: null,
    variable: 'DATABASE_URL_PROD',
    database: {
      name: 'shop',
      user: 'owner',
      host: 'db.example.com',
      server_version: '15.4',
      tables: 12,
      fingerprint: `sha256:${'0'.repeat(64)}`,
    },
    revision: '5a9d6371e18c',
    head: 'cd34',
    version_table: { schema: 'public', name: 'alembic_version' },
    versions: null,
    pending: ['cd34'],
    pending_read_by: 'lockkeeper',
    alembic_unasked: null,
    statements: [
      'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)',
      "INSERT INTO alembic_version (version_num) VALUES ('5a9d6371e18c')",
    ],
    reasons: [],
    differences: [],
    next_steps: [],
    ...more,
  };
}
