import { createHash } from 'node:crypto';

import { observed, unobserved } from '@lockkeeper/policy-core';
import type { DatabaseSight, SeenDatabase } from '@lockkeeper/policy-core/database';
import type { GuardCheck } from '@lockkeeper/policy-core/deployment';
import { endText } from '@lockkeeper/policy-core/deployment/audit-log';
import { describe, expect, test } from 'vitest';

import {
  entriesOf,
  linesOf,
  STAMPED,
  type SaidEvent,
} from '../../../../policy-core/src/testing/sample-log.ts';
import { testParsers } from '../../../../policy-core/src/testing/load-parsers.ts';
import { guard, type GuardRequest } from '../guard.ts';
import type { LogReader } from '../../ports/index.ts';
import { fakeObservers, type Files } from '../../testing/fake-repository.ts';
import { recordsInTree } from '../../records/records-in-tree.ts';
import { autoMigrationsProbe } from './auto-migrations-probe.ts';
import { databaseProbe, provingProbe } from './database-probe.ts';
import { recordProbe } from './record-probe.ts';

const HEAD = 'b'.repeat(40);
const OLD = 'a'.repeat(40);
const RECORD = 'infrastructure/last-good-deploy.json';

const revision = (id: string, parent: string, [upgrade, downgrade]: readonly [string, string]): Files => ({
  [`alembic/versions/${id}.py`]: `import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent}


def upgrade():
    ${upgrade}


def downgrade():
    ${downgrade}
`,
});

const NOTHING = ['pass', 'pass'] as const;
const NOTE = [
  'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
  'op.drop_column("orders", "note")',
] as const;
const INDEX = [
  'op.create_index("ix", "orders", ["id"])',
  'op.drop_index("ix", table_name="orders")',
] as const;

const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';
const BASELINE: Files = { 'lockkeeper.yaml': POLICY, ...revision('a1', 'None', NOTHING) };
const FILES: Files = { ...BASELINE, ...revision('b2', '"a1"', NOTE) };

const orders = (...columns: readonly string[]): SeenDatabase['parts'] => [
  { kind: 'table', name: 'orders', is: { kind: 'table' } },
  ...columns.map((name) => ({
    kind: 'column' as const,
    on: 'orders',
    name,
    is: { type: 'text', nullable: 'yes' },
  })),
];

function database(version: string, more: Partial<SeenDatabase> = {}): DatabaseSight {
  return {
    kind: 'seen',
    database: {
      name: 'shop',
      user: 'ana',
      host: 'db:5432',
      serverVersion: '15.18',
      encoding: 'UTF8',
      searchPath: 'public',
      visibleSchemas: ['public'],
      schemas: ['public'],
      identity: version,
      parts: version === 'a1' ? orders('id') : orders('id', 'note'),
      versionTables: [{ schema: 'public', versions: observed([version]) }],
      ...more,
    },
  };
}

const NO_LOG: LogReader = {
  since: () => Promise.resolve(observed(undefined)),
  end: () => Promise.resolve(observed(undefined)),
  digest: () => Promise.resolve(observed(undefined)),
  sha256: () => '',
  history: {
    versions: () => Promise.resolve(observed([])),
    beside: () => Promise.resolve(observed({ beginnings: [], others: [] })),
    isBefore: () => Promise.resolve(observed(false)),
  },
  signers: undefined,
};

function logOf(events: readonly SaidEvent[]): LogReader {
  const entries = entriesOf(events);
  const text = linesOf(entries);
  const sha256 = (whole: string) => createHash('sha256').update(whole).digest('hex');
  const head = { seq: entries.length, hash: entries.at(-1)?.hash ?? '', bytes: text.length };
  return {
    since: () => Promise.resolve(observed({ text, isUtf8: true, wholeBytes: text.length })),
    end: () => Promise.resolve(observed(endText(head))),
    digest: () => Promise.resolve(observed(sha256(text))),
    sha256,
    history: NO_LOG.history,
    signers: undefined,
  };
}

interface Given extends Partial<Omit<GuardRequest, 'databases'>> {
  readonly files?: Files;
  readonly development?: DatabaseSight;
  readonly production?: DatabaseSight;
  readonly logs?: LogReader;
  readonly looked?: string[];
  readonly databases?: GuardRequest['databases'] | 'none';
}

async function asked({
  files = FILES,
  development,
  production,
  logs = NO_LOG,
  looked = [],
  ...more
}: Given = {}) {
  const observers = fakeObservers({
    commits: { [OLD]: { files: { 'README.md': 'x' } }, [HEAD]: { files, parents: [OLD] } },
    names: { HEAD },
    // What lies on disk is none of the guard's business.
    worktree: { 'lockkeeper.yaml': 'version: 1\n' },
  });
  const sights: Readonly<Record<string, DatabaseSight | undefined>> = {
    DATABASE_URL: development ?? database('b2'),
    DATABASE_URL_PROD: production ?? database('a1'),
  };
  const look = async ({ variable }: { readonly variable: string }): Promise<DatabaseSight> => {
    looked.push(variable);
    return sights[variable] ?? { kind: 'unseen', why: { kind: 'unset', reason: `${variable} is not set` } };
  };
  const { databases = { look }, ...request } = more;
  const ran = await guard(
    {
      head: 'HEAD',
      loadParsers: testParsers,
      probes: [databaseProbe, recordProbe],
      ...request,
      records: (_policy, commit) => Promise.resolve(recordsInTree(commit, { observers, logs })),
      ...(databases === 'none' ? {} : { databases }),
    },
    observers,
  );
  if (ran.kind !== 'ran') throw new Error('The guard did not run.');
  const states = Object.fromEntries(ran.others.map(({ id, state }) => [id, state]));
  const row = (id: GuardCheck['id']) => ran.others.find((check) => check.id === id);
  return { states, row };
}

describe('the databases of a release', () => {
  test('are looked at once, for all that asks about them [row 4.14] [row 4.15]', async () => {
    const looked: string[] = [];
    const { states, row } = await asked({ looked, probes: [databaseProbe, databaseProbe] });
    expect(states).toEqual({
      databases: 'passed',
      'known-revision': 'passed',
      'pending-migrations': 'passed',
      proof: 'not-asked',
    });
    expect(looked.toSorted()).toEqual(['DATABASE_URL', 'DATABASE_URL_PROD']);
    expect(row('pending-migrations')?.evidence[0]?.text).toBe('Production is at a1: b2 is pending.');
  });

  test('are held against the migrations of the commit, not those on disk', async () => {
    const { states } = await asked({ files: BASELINE, production: database('b2') });
    expect(states).toMatchObject({ 'known-revision': 'failed', 'pending-migrations': 'undetermined' });
  });

  test('do not pass where the policy names migrations and a variable is not set', async () => {
    const production: DatabaseSight = {
      kind: 'unseen',
      why: { kind: 'unset', reason: 'DATABASE_URL_PROD is not set' },
    };
    const { states } = await asked({ production });
    expect(states).toEqual({
      databases: 'undetermined',
      'known-revision': 'undetermined',
      'pending-migrations': 'undetermined',
      proof: 'not-asked',
      'deploy-record': 'not-asked',
      'audit-log': 'not-asked',
    });
  });

  test.each([
    ['names no migrations', { files: { 'lockkeeper.yaml': 'version: 1\n' } }, /names no Alembic migrations/],
    ['are those of another environment', { environment: 'staging' }, /deploy to another environment/],
    ['are not to be looked at', { databases: 'none' }, /No database was to be looked at/],
  ] as const)('are not asked where they %s, and that says so', async (_, given, why) => {
    const looked: string[] = [];
    const { row } = await asked({ ...given, looked });
    for (const id of ['databases', 'known-revision', 'pending-migrations'] as const)
      expect(row(id)).toMatchObject({ state: 'not-asked', why: expect.stringMatching(why) });
    expect(looked).toEqual([]);
  });

  test.each(['production', 'Production', 'PRODUCTION'])(
    'are asked for a deploy to %s',
    async (environment) => {
      expect((await asked({ environment })).states).toMatchObject({ databases: 'passed' });
    },
  );

  test('wait for a person where the policy says who upgrades', async () => {
    const policy = POLICY.replace(' }', ', apply: manual_unless_trivial }');
    const files = { ...BASELINE, 'lockkeeper.yaml': policy, ...revision('b2', '"a1"', INDEX) };
    const { row } = await asked({ files });
    expect(row('pending-migrations')).toMatchObject({ state: 'failed' });
    expect(row('pending-migrations')?.problems[0]?.text).toMatch(/^b2 needs a manual run\./);
  });
});

describe('a proof of what is pending', () => {
  const prove = provingProbe(() => {
    const touched = () => {
      throw new Error('Nothing may be made, and nothing written down.');
    };
    return {
      scratch: { newName: touched, use: touched, dropLeft: touched },
      trail: { path: 'audit.jsonl', logs: { exclusively: touched }, clock: { now: touched }, actor: 'ana' },
    };
  });

  test.each<[string, Given, string]>([
    [
      'both variables lead to production',
      { development: database('a1') },
      'DATABASE_URL and DATABASE_URL_PROD lead to the same database',
    ],
    [
      'nobody knows where development is',
      { development: { kind: 'unseen', why: { kind: 'slow', reason: 'it did not answer' } } },
      'development was not seen: it did not answer',
    ],
  ])('makes nothing where %s', async (_, given, reason) => {
    const { row } = await asked({ ...given, probes: [prove] });
    expect(row('proof')).toMatchObject({
      state: 'undetermined',
      problems: [{ text: `It is not proved because ${reason}.` }],
    });
  });
});

describe('the record of a release', () => {
  const recorded = (record: object) => ({ ...FILES, [RECORD]: JSON.stringify(record) });

  test('passes, of the commit and not of the disk', async () => {
    const files = recorded({ last_good_sha: OLD, deployed_at: '2026-11-20T08:00:00Z' });
    expect((await asked({ files })).states).toMatchObject({
      'deploy-record': 'passed',
      'audit-log': 'not-asked',
    });
  });

  test('fails where its commit is none', async () => {
    const files = recorded({ last_good_sha: 'c'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' });
    const { row } = await asked({ files });
    expect(row('deploy-record')).toMatchObject({ state: 'failed', problems: [{ path: RECORD }] });
  });

  test('fails where the log does not hold the entry that it names', async () => {
    const files = recorded({
      last_good_sha: OLD,
      deployed_at: '2026-11-20T08:00:00Z',
      audit_head: `sha256:${'0'.repeat(63)}1`,
    });
    expect((await asked({ files })).states).toMatchObject({ 'audit-log': 'failed' });
  });

  test('is not proved where the log cannot be read', async () => {
    const logs = { ...NO_LOG, since: () => Promise.resolve(unobserved('it may not be opened')) };
    expect((await asked({ logs })).states).toMatchObject({ 'audit-log': 'undetermined' });
  });
});

describe('a record that is gone', () => {
  const event = { ...STAMPED, event: 'deploy.healthy', data: { sha: OLD } };
  const logs = logOf([event]);
  const hash = entriesOf([event])[0]?.hash;

  test('fails the release where the log knows of a deploy', async () => {
    expect((await asked({ logs })).states).toMatchObject({
      'deploy-record': 'failed',
      'audit-log': 'passed',
    });
  });

  test('fails it where it was written anew without an entry of the log', async () => {
    const forged = JSON.stringify({ last_good_sha: OLD, deployed_at: '2026-11-20T08:00:00Z' });
    const { row } = await asked({ files: { ...FILES, [RECORD]: forged }, logs });
    expect(row('deploy-record')).toMatchObject({ state: 'failed', problems: [{ path: RECORD }] });
    const bound = JSON.stringify({ ...JSON.parse(forged), audit_head: hash });
    const { row: other } = await asked({ files: { ...FILES, [RECORD]: bound }, logs });
    expect(
      other('deploy-record')
        ?.problems.map(({ text }) => text)
        .join(),
    ).not.toContain('names no entry');
  });

  test('fails it also where the policy was led to another place', async () => {
    const files = {
      ...FILES,
      'lockkeeper.yaml': `${POLICY}deployment: { record: elsewhere.json }\n`,
      [RECORD]: JSON.stringify({ last_good_sha: OLD, deployed_at: '2026-11-20T08:00:00Z' }),
    };
    expect((await asked({ files, logs })).states).toMatchObject({ 'deploy-record': 'failed' });
  });
});

describe('a record of one of several services', () => {
  const files = (records: Readonly<Record<string, object>>): Files => ({
    'lockkeeper.yaml': `version: 1\ndeployment: { record: ${RECORD}, services: [api, worker] }\n`,
    ...Object.fromEntries(Object.entries(records).map(([path, record]) => [path, JSON.stringify(record)])),
  });
  const WORKER = 'infrastructure/deploys/production/worker.json';
  const logs = logOf([{ ...STAMPED, event: 'deploy.healthy', data: { sha: OLD, service: 'worker' } }]);
  const state = async (given: Given) => (await asked({ logs, ...given })).states['deploy-record'];
  const v0 = { last_good_sha: OLD, deployed_at: '2026-11-20T08:00:00Z' };

  test('is lost where the log knows of a deploy of that service, and of no other', async () => {
    expect(await state({ files: files({}), service: 'worker' })).toBe('failed');
    expect(await state({ files: files({}) })).toBe('not-asked');
    expect(await state({ files: files({}), environment: 'production', service: 'api' })).toBe('not-asked');
  });

  test('is unbound where it names no entry of a log that knows that service', async () => {
    expect(await state({ files: files({ [RECORD]: v0 }) })).toBe('passed');
    expect(await state({ files: files({ [WORKER]: v0 }), service: 'worker' })).toBe('failed');
  });

  test('is refused at the place of another', async () => {
    const record = { ...v0, schema_version: 1, seq: 1, environment: 'production', service: 'worker' };
    const { row } = await asked({ files: files({ [RECORD]: record }), logs });
    expect(row('deploy-record')?.problems.map(({ text }) => text)).toContain(
      'It is the record of worker in production, at the place of that of api in production.',
    );
  });
});

describe('a proof that somebody asked for', () => {
  const nobody = () => Promise.reject(new Error('Nothing is to be run.'));
  const trail = {
    path: 'audit.jsonl',
    logs: { exclusively: nobody },
    clock: { now: () => '2026-11-21T08:00:00Z' },
    actor: 'alice',
  };
  const probes = [
    provingProbe(() => ({ scratch: { newName: () => 'x', use: nobody, dropLeft: nobody }, trail })),
  ];
  const unset: DatabaseSight = { kind: 'unseen', why: { kind: 'unset', reason: 'it is not set' } };

  test.each([
    ['of another environment', { environment: 'staging' }, 'undetermined'],
    ['without migrations', { files: { 'lockkeeper.yaml': 'version: 1\n' } }, 'undetermined'],
    ['of what nobody knows', { production: unset }, 'undetermined'],
    ['of nothing', { production: database('b2') }, 'not-asked'],
  ] as const)('does not pass %s', async (_, given, state) => {
    expect((await asked({ ...given, probes })).states['proof']).toBe(state);
  });
});

describe('migrations that are switched off', () => {
  const FLAG = { DISABLE_AUTO_MIGRATIONS: 'true' };

  async function switchedOff(place: string, given: Given) {
    const values = async () => observed(new Map(Object.entries(FLAG)));
    const places = [{ environment: place, service: undefined, where: '.env', values }];
    const { row } = await asked({ ...given, probes: [autoMigrationsProbe(places, new Map())] });
    return row('auto-migrations')?.problems.map(({ text }) => text);
  }
  const unknown = (place: string) =>
    `DISABLE_AUTO_MIGRATIONS is set in ${place} (.env), and whether migrations are pending there is not known because its database was not looked at.`;

  test('are held against what is pending in production', async () => {
    for (const given of [{}, { environment: 'production' }, { environment: 'Production' }])
      expect(await switchedOff('production', given)).toContain(
        'DISABLE_AUTO_MIGRATIONS is set in production (.env) while b2 is pending: the release would start without it.',
      );
  });

  test('are not proved where the database is another one', async () => {
    expect(await switchedOff('staging', { environment: 'staging' })).toContain(unknown('staging'));
    expect(await switchedOff('staging', {})).toContain(unknown('staging'));
    const files = { 'lockkeeper.yaml': 'version: 1\n' };
    expect(await switchedOff('staging', { environment: 'staging', files })).not.toContain(unknown('staging'));
  });
});
