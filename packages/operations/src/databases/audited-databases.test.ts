import { loadPolicy, observed, type Parsers, type Policy } from '@lockkeeper/policy-core';
import type { DatabaseSight, SeenDatabase } from '@lockkeeper/policy-core/database';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import type { Databases } from '../ports/index.ts';
import { fakeObservers } from '../testing/fake-repository.ts';
import { observeDatabases } from './audited-databases.ts';

const FILES = {
  'alembic/versions/a1.py':
    'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "a1"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("orders", sa.Column("id", sa.Integer(), nullable=False))\n\n\ndef downgrade():\n    op.drop_table("orders")\n',
};

const SHOP: SeenDatabase = {
  name: 'shop',
  user: 'ana',
  host: 'db:5432',
  serverVersion: '15.18',
  encoding: 'UTF8',
  searchPath: 'public',
  visibleSchemas: ['public'],
  schemas: ['public'],
  identity: 'one',
  parts: [
    { kind: 'table', name: 'orders', is: { kind: 'table' } },
    { kind: 'column', on: 'orders', name: 'id', is: { type: 'integer', nullable: 'no' } },
  ],
  versionTables: [{ schema: 'public', versions: observed(['a1']) }],
};

function policyOf(keys: object): Policy {
  const policy = loadPolicy({ path: 'lockkeeper.json', text: JSON.stringify({ version: 1, ...keys }) });
  if (policy.kind === 'policy') return policy;
  throw new Error(policy.problems[0]?.message);
}

interface Asked {
  readonly variable: string;
  readonly schemas: readonly string[] | undefined;
}

function databasesWith(sights: Readonly<Record<string, DatabaseSight>>): {
  readonly databases: Databases;
  readonly asked: readonly Asked[];
} {
  const asked: Asked[] = [];
  return {
    asked,
    databases: {
      look: async (wanted) => {
        asked.push(wanted);
        return sights[wanted.variable] ?? { kind: 'unseen', why: { kind: 'unset', reason: 'it is not set' } };
      },
    },
  };
}

const seen = (more: Partial<SeenDatabase> = {}): DatabaseSight => ({
  kind: 'seen',
  database: { ...SHOP, ...more },
});

const BOTH = { DATABASE_URL: seen(), DATABASE_URL_PROD: seen({ identity: 'two' }) };

function auditWith(
  sights: Readonly<Record<string, DatabaseSight>>,
  {
    policy = policyOf({ migrations: { alembic: ['alembic/versions'] } }),
    loadParsers = testParsers,
  }: {
    readonly policy?: Policy;
    readonly loadParsers?: () => Promise<Parsers>;
  } = {},
) {
  const observers = fakeObservers({ commits: { main: { files: FILES } }, worktree: FILES });
  return observeDatabases({ policy, loadParsers }, { ...observers, ...databasesWith(sights) });
}

describe('an audit', () => {
  test('looks at both databases and at the migrations [row 4.15]', async () => {
    expect(await auditWith(BOTH)).toMatchObject({
      diagnosis: '✅ OK',
      development: { drift: [], versions: ['a1'] },
      production: { drift: [] },
    });
  });

  test('is open where one of them was not seen', async () => {
    const { DATABASE_URL } = BOTH;
    expect(await auditWith({ DATABASE_URL })).toMatchObject({
      verdict: 'undetermined',
      production: { seen: false, variable: 'DATABASE_URL_PROD' },
    });
  });

  test('asks for the variables and schemas of the policy, and for nothing else', async () => {
    const databases = { development: 'DEV', production: 'PROD', schemas: ['app'] };
    const asking = databasesWith({});
    const observers = fakeObservers({ commits: { main: { files: {} } }, branch: 'main' });
    const policy = policyOf({ databases });
    await observeDatabases({ policy, loadParsers: testParsers }, { ...observers, ...asking });
    expect(asking.asked).toEqual([
      { variable: 'DEV', schemas: ['app'] },
      { variable: 'PROD', schemas: ['app'] },
    ]);
  });

  test('knows which schemas the policy names, also those that are nowhere', async () => {
    const audit = await auditWith(BOTH, {
      policy: policyOf({ databases: { schemas: ['public', 'biling'] } }),
    });
    expect(audit.reasons.map(({ kind }) => kind)).toContain('schema-missing');
  });

  test('needs no migrations, and loads no parsers then', async () => {
    const loadParsers = () => Promise.reject(new Error('nobody needs them'));
    expect(await auditWith(BOTH, { policy: policyOf({}), loadParsers })).toMatchObject({
      diagnosis: '✅ OK',
      development: { drift: null, drift_unknown: 'no Alembic revisions were found' },
    });
  });

  test('says what the migrations do not make, by the baseline of the policy as well', async () => {
    const more = { kind: 'column' as const, on: 'orders', name: 'x', is: { type: 'text', nullable: 'yes' } };
    const production = seen({ identity: 'two', parts: [...SHOP.parts, more], versionTables: [] });
    const policy = policyOf({ migrations: { alembic: ['alembic/versions'], baseline: 'a1' } });
    const audit = await auditWith({ ...BOTH, DATABASE_URL_PROD: production }, { policy });
    expect(audit.diagnosis).toBe('❌ MISSING');
    expect(audit.next_steps[0]).toContain('at its baseline a1, once');
    const tracked = seen({ identity: 'two', parts: [...SHOP.parts, more] });
    expect(await auditWith({ ...BOTH, DATABASE_URL_PROD: tracked }, { policy })).toMatchObject({
      production: { drift: [{ kind: 'column', name: 'x', only_in: 'database' }] },
    });
  });
});
