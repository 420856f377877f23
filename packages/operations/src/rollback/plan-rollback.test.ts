import { createHash } from 'node:crypto';

import { loadPolicy, observed, unobserved } from '@lockkeeper/policy-core';
import type { DatabaseSight } from '@lockkeeper/policy-core/database';
import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../policy-core/src/testing/load-parsers.ts';
import { seenDatabase, versionTable } from '../../../policy-core/src/testing/sample-database.ts';
import type { LogReader, LogStore } from '../ports/index.ts';
import { recordDeploy } from '../records/record-deploy.ts';
import { fakeLogs } from '../testing/fake-log-store.ts';
import { fakeObservers, type Files } from '../testing/fake-repository.ts';
import { planRollback, type RollbackRequest } from './plan-rollback.ts';

const [A, B, C, D] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
];
const LOG = 'infrastructure/deploys/audit.jsonl';
const RECORD = 'infrastructure/last-good-deploy.json';
const POLICY =
  'version: 1\nmigrations: { alembic: [alembic/versions] }\ndependencies: [{ id: service, manager: pip, source: requirements.txt, lock: requirements.lock }]\n';

const revision = (id: string, down: string, [upgrade, downgrade]: readonly [string, string]): Files => ({
  [`alembic/versions/${id}.py`]: `import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${down}


def upgrade():
    ${upgrade}


def downgrade():
    ${downgrade}
`,
});

const BASE: Files = {
  'lockkeeper.yaml': POLICY,
  'alembic.ini': '[alembic]\nscript_location = alembic\n',
  'requirements.txt': 'flask\n',
  'requirements.lock': 'flask==3.0.3\n',
  'app.py': 'SQL = "SELECT note FROM orders"\n',
  'start.sh': 'set -e\nalembic upgrade head\nexec python app.py\n',
  ...revision('a1', 'None', [
    'op.create_table("orders", sa.Column("id", sa.Integer()), sa.Column("note", sa.Text()))',
    'op.drop_table("orders")',
  ]),
};
const INDEX: Files = revision('b2', '"a1"', [
  'op.create_index("ix", "orders", ["note"])',
  'op.drop_index("ix", table_name="orders")',
]);
const RENAME: Files = revision('b2', '"a1"', ['op.rename_table("orders", "sales")', 'pass']);

const RENAMED = ['op.rename_table("orders", "sales")', 'op.rename_table("sales", "orders")'] as const;

interface Given extends Partial<RollbackRequest> {
  /** Of A, B, C and D, each built on the one before. */
  readonly trees?: readonly Files[];
  /** Deploys that were well, in their order. */
  readonly deploys?: readonly string[];
  readonly live?: string;
  /** Changes the files of the records. */
  readonly tamper?: (files: Map<string, string>) => void;
}

async function planned({
  trees = [BASE, BASE, BASE, BASE],
  deploys = [A, B, C],
  live = 'a1',
  tamper = () => undefined,
  ...request
}: Given = {}) {
  const observers = repositoryOf(trees);
  const { store, files } = fakeLogs();
  await recordAll(deploys, store);
  tamper(files);
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: POLICY });
  if (policy.kind !== 'policy') throw new Error('The policy is not valid.');
  const sight: DatabaseSight = {
    kind: 'seen',
    database: seenDatabase({ versionTables: [versionTable([live])] }),
  };
  const text = (path: string) => files.get(path);
  const plan = await planRollback(
    {
      place: { environment: 'production', service: undefined, path: RECORD },
      to: undefined,
      running: undefined,
      acceptedLosses: [],
      mayRun: async () => await Promise.resolve(true),
      ...request,
    },
    {
      policy,
      observers,
      loadParsers: testParsers,
      databases: { look: async () => await Promise.resolve(sight) },
      records: {
        logs: readerOf(files),
        read: async (path) => {
          const found = text(path);
          return await Promise.resolve(
            observed(found === undefined ? { kind: 'absent' } : { kind: 'text', text: found }),
          );
        },
      },
      files: { digest: async () => await Promise.resolve(unobserved('nobody asks')) },
    },
  );
  return { ...plan, ids: plan.reasons.map(({ code, id }) => `${code} ${id}`) };
}

/** Each commit built on the one before. */
function repositoryOf(trees: readonly Files[]) {
  const ids = [A, B, C, D];
  const last = ids[trees.length - 1] ?? '';
  return fakeObservers({
    commits: Object.fromEntries(
      trees.map((files, index) => [
        ids[index] ?? '',
        { files, message: `work ${index}\n\nmore`, parents: index === 0 ? [] : [ids[index - 1] ?? ''] },
      ]),
    ),
    names: { HEAD: last, main: last },
  });
}

async function recordAll(deploys: readonly string[], logs: LogStore): Promise<void> {
  for (const [index, sha] of deploys.entries()) {
    const now = `2026-11-21T07:0${index}:00.000Z`;
    const trail = { path: LOG, logs, clock: { now: () => now }, actor: 'ci' };
    const deploy = { last_good_sha: sha, deployed_at: now, environment: 'production', service: 'api' };
    const recorded = await recordDeploy(trail, { record: RECORD, deploy });
    if (recorded.kind !== 'recorded') throw new Error('It was not recorded.');
  }
}

function readerOf(files: ReadonlyMap<string, string>): LogReader {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const whole = () => files.get(LOG);
  return {
    since: async (_, bytes) => {
      const text = whole();
      return await Promise.resolve(
        observed(
          text === undefined ? undefined : { text: text.slice(bytes), isUtf8: true, wholeBytes: text.length },
        ),
      );
    },
    end: async () => await Promise.resolve(observed(files.get(`${LOG}.end`))),
    digest: async (_, bytes) => await Promise.resolve(observed(sha256((whole() ?? '').slice(0, bytes)))),
    sha256,
    history: {
      versions: async () => await Promise.resolve(observed([])),
      beside: async () => await Promise.resolve(observed({ beginnings: [], others: [] })),
      isBefore: async () => await Promise.resolve(observed(false)),
    },
    signers: undefined,
  };
}

describe('the plan of a rollback', () => {
  test('goes to the deploy before, and tells which commits are taken out [row 0.41] [row 1.52]', async () => {
    const { decision, current, ids } = await planned();
    expect({ current, ids }).toEqual({ current: C, ids: [] });
    expect(decision).toMatchObject({
      verdict: 'safe',
      target: B,
      commits: { out: { value: [{ id: C, subject: 'work 2' }] }, in: { value: [] } },
      dependencies: [
        { path: 'requirements.txt', change: 'same', recorded: 'not-recorded' },
        { path: 'requirements.lock', change: 'same', recorded: 'not-recorded' },
      ],
    });
  });

  test('goes to the last good deploy where something else runs that is not recorded [row 1.52]', async () => {
    expect((await planned({ running: D })).decision).toMatchObject({ current: D, target: C });
  });

  test('goes where somebody says', async () => {
    expect((await planned({ to: A })).decision?.target).toBe(A);
    expect((await planned({ to: 'nowhere' })).ids).toEqual(['R24 target-not-here']);
  });

  test('takes migrations back by the tree of what runs', async () => {
    const { decision } = await planned({ trees: [BASE, BASE, { ...BASE, ...INDEX }], live: 'b2' });
    expect(decision).toMatchObject({
      verdict: 'downgrade-first',
      database: { downgrades: [{ tree: C, config: 'alembic.ini', from: ['b2'], to: 'a1', leaves: ['a1'] }] },
    });
  });

  test('runs an earlier good deploy meanwhile, where one works with both schemas', async () => {
    const target = { ...BASE, 'start.sh': 'exec python app.py\n' };
    const between = { ...target, 'app.py': 'SQL = "SELECT id FROM goods"\n' };
    const renamed = { ...BASE, ...revision('b2', '"a1"', RENAMED) };
    const of = async (...trees: Files[]) => await planned({ trees, live: 'b2', to: A });
    expect((await of(target, between, renamed)).decision).toMatchObject({ target: A, bridge: B });
    expect((await of(target, target, renamed)).decision).toMatchObject({ target: A, bridge: null });
    expect((await of(target, { ...between, ...INDEX }, renamed)).decision).toMatchObject({ bridge: null });
    const trees = [target, between, renamed];
    const { decision } = await planned({ trees, live: 'b2', to: A, mayRun: async (commit) => commit !== B });
    expect(decision).toMatchObject({ verdict: 'downgrade-first', bridge: null });
  });

  test.each([
    [
      'which the policy says',
      { 'lockkeeper.yaml': POLICY.replace('versions]', 'versions], apply: on_start') },
    ],
    ['which may be called', { Makefile: 'migrate:\n\talembic upgrade head\n' }],
  ])('knows a start that runs Alembic, %s', async (_, files) => {
    const target = { ...BASE, 'start.sh': 'exec python app.py\n', ...files };
    const current = { ...target, ...INDEX };
    expect((await planned({ trees: [target, target, current], live: 'b2' })).decision?.verdict).toBe(
      'downgrade-first',
    );
    const byHand = POLICY.replace('versions]', 'versions], apply: manual_unless_trivial');
    const trees = [target, { ...target, 'lockkeeper.yaml': byHand }, current];
    expect((await planned({ trees, live: 'b2' })).decision?.verdict).toBe('safe');
  });

  test('finds the tree of a newer commit that reached production', async () => {
    const { decision } = await planned({ trees: [BASE, BASE, BASE, { ...BASE, ...INDEX }], live: 'b2' });
    expect(decision?.database.downgrades).toMatchObject([{ tree: D, to: 'a1' }]);
  });

  test('names the newest deploy that is safe where this one is refused', async () => {
    const later = { ...BASE, ...RENAME, 'app.py': 'SQL = "SELECT note FROM sales"\n' };
    const { decision, newestSafe, ids } = await planned({
      trees: [BASE, later, later, later],
      deploys: [A, B, C],
      live: 'b2',
      to: A,
    });
    expect(decision?.verdict).toBe('refused');
    expect(ids).toContain('R15 no-downgrade');
    expect(newestSafe).toBe(B);
    const mayRun = async (commit: string) => await Promise.resolve(commit !== B);
    const other = await planned({ trees: [BASE, later, later, later], live: 'b2', to: A, mayRun });
    expect(other.newestSafe).toBeUndefined();
  });

  test('names none where none is', async () => {
    const { newestSafe } = await planned({
      trees: [BASE, BASE, { ...BASE, ...RENAME }],
      live: 'b2',
    });
    expect(newestSafe).toBeUndefined();
  });

  test.each([
    ['nothing was deployed', { deploys: [] }, 'R24 nothing-deployed'],
    ['nothing else was deployed', { deploys: [C] }, 'R24 no-earlier-deploy'],
    ['it runs already', { to: C }, 'R24 target-is-current'],
    ['it was never deployed', { to: D }, 'R24 target-never-good'],
  ])('is refused where %s [row 1.52]', async (_, given, id) => {
    expect(await planned(given)).toMatchObject({ decision: undefined, ids: [id] });
  });

  test('is refused where the log or the record was changed', async () => {
    const log = await planned({ tamper: (files) => files.set(LOG, (files.get(LOG) ?? '').replace(A, D)) });
    expect(log.ids).toEqual(['R21 log-not-believed']);
    const record = await planned({
      tamper: (files) => files.set(RECORD, (files.get(RECORD) ?? '').replace(C, A)),
    });
    expect(record.ids).toContain('R21 record-not-believed');
  });
});
