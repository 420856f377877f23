import { observed, type AppliedLabel } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { guard } from './guard.ts';
import type { Forge } from './ports/index.ts';
import { deafForge, fakeForge, GRACE } from './testing/fake-forge.ts';
import { fakeObservers, type FakeRepository } from './testing/fake-repository.ts';

const RELEASED = 'a'.repeat(40);
const HEAD = 'b'.repeat(40);
const RECORD = 'infrastructure/LAST_PROD_DEPLOY.json';
const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
`;
const CLEAN = { 'lockkeeper.yaml': POLICY, 'r.txt': 'a==1\n', 'r.lock': 'a==1\n' };
const record = (sha: string) => ({
  [RECORD]: JSON.stringify({ last_good_sha: sha, deployed_at: '2026-11-20T08:00:00Z' }),
});

function run(
  head: Readonly<Record<string, string>>,
  released: Readonly<Record<string, string>> = CLEAN,
  { forge, ...more }: Partial<FakeRepository> & { readonly forge?: Forge } = {},
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
    const label: AppliedLabel = {
      kind: 'applied',
      name: 'ok',
      by: GRACE,
      role: observed('maintain'),
      at: '2026-11-21T09:00:00Z',
    };
    const changed = { ...CLEAN, ...record(RELEASED), 'core/a.py': 'x' };
    const approved = fakeForge({ pullRequests: { 1: { commits: [HEAD], labels: [label] } } });
    expect(await run(changed, CLEAN, { forge: approved })).toMatchObject({ report: { verdict: 'pass' } });
    const unlabelled = fakeForge({ pullRequests: { 1: { commits: [HEAD] } } });
    for (const forge of [unlabelled, fakeForge({})])
      expect(await run(changed, CLEAN, { forge })).toMatchObject({ report: { verdict: 'fail' } });
    expect(await run(changed, CLEAN, { forge: deafForge('no token') })).toMatchObject({
      report: { verdict: 'undetermined' },
    });
  });

  test('and judges by the policy of the commit, not by the files on disk', async () => {
    const worktree = { ...CLEAN, 'lockkeeper.yaml': 'version: 1\n' };
    expect(await run({ ...CLEAN, ...record(RELEASED), 'r.txt': 'a\n' }, CLEAN, { worktree })).toMatchObject({
      report: { verdict: 'fail', policy: { source: 'head' } },
    });
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
