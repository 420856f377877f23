import { observed } from '@lockkeeper/policy-core';
import type { AppliedLabel } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import type { GuardProbe } from './guard-probe.ts';
import { guard } from './guard.ts';
import type { Forge } from '../ports/index.ts';
import { notAsked } from '../../../policy-core/src/deployment/guard/guard-check.ts';
import { deafForge, fakeForge, GRACE } from '../testing/fake-forge.ts';
import { fakeObservers, type FakeCommit, type FakeRepository } from '../testing/fake-repository.ts';

const RELEASED = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const RECORD = 'infrastructure/last-good-deploy.json';
const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], may_be_empty: true, require: { label: ok } }]
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
`;
const CLEAN = { 'lockkeeper.yaml': POLICY, 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' };
const STAGING = 'infrastructure/deploys/staging/api.json';
const NARROW = `${POLICY}integrity: { self_protect: { paths: [Makefile] } }\n`;
/** Another name of a policy, which takes the place of the first. */
const RENAMED = 'lockkeeper.toml';
const record = (sha: string) => ({
  [RECORD]: JSON.stringify({ last_good_sha: sha, deployed_at: '2026-11-20T08:00:00Z' }),
});

function label(name: string): AppliedLabel {
  return { kind: 'applied', name, by: GRACE, role: observed('maintain'), at: '2026-11-21T09:00:00Z' };
}

/** The head is what the pull request of the forge brought. */
function mergedWith(labels: readonly AppliedLabel[]): Forge {
  return fakeForge({
    pullRequests: { 1: { commits: [HEAD], mergedAt: '2026-11-21T10:00:00Z', labels } },
  });
}

function approvedBy(name: string): Forge {
  return mergedWith([label(name)]);
}

function run(
  head: Readonly<Record<string, string>>,
  released: Readonly<Record<string, string>> = CLEAN,
  { forge, ...more }: Partial<FakeRepository> & { readonly forge?: Forge | undefined } = {},
) {
  const commits = { [RELEASED]: { files: released }, [HEAD]: { files: head, parents: [RELEASED] } };
  const observers = fakeObservers({ commits, names: { HEAD }, ...more });
  return guard(
    { head: 'HEAD', loadParsers: () => Promise.reject(new Error('Nothing here needs a parser.')) },
    { ...observers, forge },
  );
}

describe('with a record the guard judges what came since the release', () => {
  test('and passes what is sound', async () => {
    expect(await run({ ...CLEAN, ...record(RELEASED), 'src/a.ts': 'x' })).toMatchObject({
      record: 'present',
      range: { from: RELEASED, to: HEAD },
      report: { verdict: 'pass', stage: 'deploy', focus: { kind: 'release' } },
    });
  });

  test('[D-5] and finds nothing against a commit that only records the deploy', async () => {
    const log = { 'infrastructure/deploys/audit.jsonl': '{}\n' };
    const ran = await run({ ...CLEAN, ...record(RELEASED), ...log }, CLEAN, { forge: fakeForge({}) });
    expect(ran).toMatchObject({
      range: { from: RELEASED, to: HEAD },
      report: { verdict: 'pass', findings: [], undetermined: [] },
    });
  });

  test('and not what was wrong before it', async () => {
    const old = { ...CLEAN, 'r.txt': 'a>=1\n', 'r.lock': 'a>=1\n' };
    expect(await run({ ...old, ...record(RELEASED) }, old)).toMatchObject({ report: { verdict: 'pass' } });
  });

  test('and passes a policy that was merged since, or it could never be deployed', async () => {
    const { 'lockkeeper.yaml': _later, ...without } = CLEAN;
    expect(await run({ ...CLEAN, ...record(RELEASED) }, without)).toMatchObject({
      range: { from: RELEASED, to: HEAD },
      report: { verdict: 'pass', undetermined: [] },
    });
  });

  test('and cannot pass a protected change whose label nobody could be asked about', async () => {
    expect(await run({ ...CLEAN, ...record(RELEASED), 'core/a.py': 'x' })).toMatchObject({
      report: { verdict: 'undetermined' },
    });
  });

  test('and passes a protected change whose pull request was approved', async () => {
    const changed = { ...CLEAN, ...record(RELEASED), 'core/a.py': 'x' };
    expect(await run(changed, CLEAN, { forge: approvedBy('ok') })).toMatchObject({
      report: { verdict: 'pass' },
    });
    for (const forge of [mergedWith([]), fakeForge({})])
      expect(await run(changed, CLEAN, { forge })).toMatchObject({ report: { verdict: 'fail' } });
    expect(await run(changed, CLEAN, { forge: deafForge('no token') })).toMatchObject({
      report: { verdict: 'undetermined' },
    });
  });

  test('and does not take an open pull request for what brought a commit', async () => {
    const changed = { ...CLEAN, ...record(RELEASED), 'core/a.py': 'x' };
    const forge = fakeForge({ pullRequests: { 1: { commits: [HEAD], labels: [label('ok')] } } });
    expect(await run(changed, CLEAN, { forge })).toMatchObject({ report: { verdict: 'fail' } });
  });

  test('and judges by the policy of the commit, not by the files on disk', async () => {
    const worktree = { ...CLEAN, 'lockkeeper.yaml': 'version: 1\n' };
    expect(await run({ ...CLEAN, ...record(RELEASED), 'r.txt': 'a\n' }, CLEAN, { worktree })).toMatchObject({
      report: { verdict: 'fail', policy: { source: 'head' } },
    });
  });
});

describe('of several services and environments the guard judges one', () => {
  const SERVICES = `deployment: { record: ${RECORD}, services: [api, worker] }\n`;
  const branches = 'branches: { develop: { match: [develop], environment: staging } }\n';
  const policy = { 'lockkeeper.yaml': POLICY + SERVICES + branches };
  const recordAt = (path: string, sha: string) => ({
    [path]: JSON.stringify({ last_good_sha: sha, deployed_at: '2026-11-20T08:00:00Z' }),
  });
  const OLDER = 'c'.repeat(40);
  const commits = {
    [OLDER]: { files: { ...CLEAN, ...policy } },
    [RELEASED]: { files: { ...CLEAN, ...policy, 'src/a.ts': 'x' }, parents: [OLDER] },
    [HEAD]: {
      files: {
        ...CLEAN,
        ...policy,
        ...record(RELEASED),
        ...recordAt('infrastructure/deploys/production/worker.json', OLDER),
        ...recordAt('infrastructure/deploys/staging/api.json', 'd'.repeat(40)),
      },
      parents: [RELEASED],
    },
  };
  const guardOf = (more: { readonly environment?: string; readonly service?: string }) =>
    guard(
      { head: 'HEAD', loadParsers: () => Promise.reject(new Error('Nothing here needs a parser.')), ...more },
      fakeObservers({ commits, names: { HEAD } }),
    );

  test.each([
    [{}, RELEASED],
    [{ service: 'api' }, RELEASED],
    [{ service: 'worker' }, OLDER],
    [{ environment: 'Production', service: 'worker' }, OLDER],
  ])('%j, since its own release', async (asked, from) => {
    expect(await guardOf(asked)).toMatchObject({ record: 'present', range: { from, to: HEAD } });
  });

  test('by its own record, and by no other', async () => {
    expect(await guardOf({ environment: 'staging', service: 'worker' })).toMatchObject({
      record: 'absent',
      range: undefined,
    });
    expect(await guardOf({ environment: 'staging' })).toMatchObject({
      record: 'present',
      range: undefined,
      report: {
        findings: [
          { rule: 'deployment/record-is-valid', at: { path: STAGING } },
          { rule: 'policy/matches-nothing', data: { place: 'develop' } },
        ],
      },
    });
  });

  test.each([
    [{ service: 'web' }, 'There is no service web in deployment.services: api, worker.'],
    [{ environment: 'prodution' }, 'only: production, staging'],
  ])('and none that the policy does not know: %j', async (asked, problem) => {
    expect(await guardOf(asked)).toMatchObject({
      kind: 'unknown-place',
      problem: expect.stringContaining(problem),
    });
  });

  test('and asks for no service where the policy names none, and for any environment', async () => {
    const plain = { ...CLEAN, ...record(RELEASED) };
    expect(await run(plain)).toMatchObject({ range: { from: RELEASED } });
    const files = { [RELEASED]: { files: CLEAN }, [HEAD]: { files: plain, parents: [RELEASED] } };
    const observers = fakeObservers({ commits: files, names: { HEAD } });
    const asking = { head: 'HEAD', loadParsers: () => Promise.reject(new Error('none')) };
    expect(await guard({ ...asking, environment: 'staging' }, observers)).toMatchObject({
      range: { from: RELEASED },
    });
    expect(await guard({ ...asking, service: 'api' }, observers)).toMatchObject({ kind: 'unknown-place' });
  });
});

describe('what was pushed past every pull request does not pass', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['a looser policy', { 'lockkeeper.yaml': 'version: 1\n' }],
    ['a looser policy, and what it protected', { 'lockkeeper.yaml': 'version: 1\n', 'core/a.py': 'x' }],
    ['a policy by another name', { [RENAMED]: 'version = 1\n' }],
    ['a workflow', { '.github/workflows/guard.yml': 'x' }],
    [
      'a policy that leaves the workflow out of its list, and the workflow',
      { 'lockkeeper.yaml': NARROW, '.github/workflows/guard.yml': 'x' },
    ],
  ])('%s', async (_, changes) => {
    const { [RENAMED]: renamed, ...rest } = changes;
    const { 'lockkeeper.yaml': _old, ...others } = CLEAN;
    const kept = renamed === undefined ? CLEAN : { ...others, [RENAMED]: renamed };
    const head = { ...kept, ...record(RELEASED), ...rest };
    const verdictWith = async (forge: Forge | undefined) => {
      const ran = await run(head, CLEAN, { forge });
      return ran.kind === 'ran' ? ran.report.verdict : ran.kind;
    };
    expect(await verdictWith(fakeForge({}))).toBe('fail');
    expect(await verdictWith(mergedWith([]))).toBe('fail');
    expect(await verdictWith(undefined)).toBe('undetermined');
    expect(await verdictWith(approvedBy('approved-core-change'))).toBe('pass');
  });

  test.each<readonly [string, Partial<FakeCommit>, string]>([
    ['a link around a protection', { links: { 'docs/l': '../core' } }, 'paths/symlink'],
    ['a submodule', { submodules: { 'vendor/x': 'c'.repeat(40) } }, 'paths/submodule'],
  ])('%s, whatever the forge says', async (_, made, rule) => {
    const before = { ...CLEAN, 'core/a.py': 'x' };
    const commits = {
      [RELEASED]: { files: before },
      [HEAD]: { files: { ...before, ...record(RELEASED) }, parents: [RELEASED], ...made },
    };
    expect(await run({}, {}, { commits, forge: approvedBy('ok') })).toMatchObject({
      report: { verdict: 'fail', findings: [{ rule }] },
    });
  });
});

test('a policy that comes with its workflow is asked for by the workflow', async () => {
  const head = { ...CLEAN, ...record(RELEASED), '.github/workflows/guard.yml': 'x' };
  const { 'lockkeeper.yaml': _later, ...without } = CLEAN;
  expect(await run(head, without, { forge: fakeForge({}) })).toMatchObject({
    report: { verdict: 'fail', findings: [{ message: expect.stringContaining('guard.yml') }] },
  });
});

describe('without a usable record the guard judges the tree', () => {
  test('and says that there is none', async () => {
    expect(await run(CLEAN)).toMatchObject({
      record: 'absent',
      range: undefined,
      report: { verdict: 'pass', focus: { kind: 'tree' } },
    });
  });

  test.each([
    { what: 'a broken one', text: '{' },
    {
      what: 'one of another repository',
      text: JSON.stringify({ last_good_sha: 'f'.repeat(40), deployed_at: '2026-11-20T08:00:00Z' }),
    },
  ])('and fails on $what', async ({ text }) => {
    expect(await run({ ...CLEAN, [RECORD]: text })).toMatchObject({
      range: undefined,
      report: { verdict: 'fail', findings: [{ rule: 'deployment/record-is-valid' }] },
    });
  });
});

describe('the guard does not run', () => {
  test('outside a repository', async () => {
    const { git: _git, ...rest } = fakeObservers({ commits: {} });
    const never = () => Promise.reject(new Error('not needed'));
    expect(await guard({ head: 'HEAD', loadParsers: never }, { ...rest, git: undefined })).toEqual({
      kind: 'failed',
      problem: 'The guard judges commits. Run it inside a git repository.',
    });
  });

  test('before the first commit', async () => {
    expect(await run({}, {}, { names: {}, commits: {} })).toMatchObject({
      kind: 'failed',
      problem: expect.stringContaining('The commit HEAD cannot be found'),
    });
  });

  test('without a policy in the commit', async () => {
    expect(await run({ 'r.txt': 'a\n' }, {})).toMatchObject({ kind: 'no-policy' });
  });
});

describe('what the guard asks besides the policy', () => {
  test('is told in the order in which it was asked, of the commit that is judged', async () => {
    const commits = { [HEAD]: { files: CLEAN } };
    const observers = fakeObservers({ commits, names: { HEAD } });
    const asked =
      (id: Parameters<typeof notAsked>[0], waiting: Promise<unknown>): GuardProbe =>
      async (release) => {
        await waiting;
        return notAsked(id, `${release.commit} to ${release.environment} by ${release.policy.path}.`);
      };
    const slow = new Promise((done) => {
      setTimeout(done, 5);
    });
    const later = asked('backup', Promise.resolve());
    const ran = await guard(
      {
        head: 'HEAD',
        environment: 'staging',
        loadParsers: () => Promise.reject(new Error('Nothing here needs a parser.')),
        probes: [asked('databases', slow), later],
      },
      observers,
    );
    const why = `${HEAD} to staging by lockkeeper.yaml.`;
    expect(ran).toMatchObject({ others: [notAsked('databases', why), notAsked('backup', why)] });
  });
});
