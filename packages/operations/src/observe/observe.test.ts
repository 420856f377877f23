import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { judge, snapshotOf } from './judge.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observe, type ObserveRequest } from './observe.ts';

const POLICY = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
dependencies: [{ id: api, source: r.txt, lock: r.lock }]
`;
const LOOSE = 'version: 1\n';
const BASE = {
  'lockkeeper.yaml': POLICY,
  'r.txt': 'a==1\n',
  'r.lock': 'a==1\n',
  'core/a.py': '1',
  'src/x.ts': '1',
};

function repository(
  head: Readonly<Record<string, string>>,
  more: Partial<FakeRepository> = {},
): FakeRepository {
  return {
    commits: { base: { files: BASE }, head: { files: head, parents: ['base'] } },
    names: { main: 'base', HEAD: 'head' },
    branch: 'auto/x',
    ...more,
  };
}

const CHANGE: ObserveRequest = {
  focus: { kind: 'change' },
  base: 'main',
  head: 'HEAD',
  policyFrom: 'base',
  branch: undefined,
  compare: 'merge-base',
  circumstances: LOCAL_CIRCUMSTANCES,
};

async function run(repo: FakeRepository, request: Partial<ObserveRequest> = {}) {
  const observers = fakeObservers(repo);
  return { seen: await observe({ ...CHANGE, ...request }, observers), reads: observers.reads };
}

const noParsers = () => Promise.reject(new Error('Nothing here needs a parser.'));

describe('a change', () => {
  test('is judged by the policy of its base, whatever it makes of it', async () => {
    const { seen } = await run(repository({ ...BASE, 'lockkeeper.yaml': LOOSE, 'core/a.py': '2' }));
    if (seen.kind !== 'seen') throw new Error(seen.kind);
    expect([seen.policyOrigin, seen.bootstrap]).toEqual(['base', false]);
    expect(seen.notices).toEqual([expect.stringContaining('This change edits the policy.')]);
    const report = await judge(seen, { stage: 'ci', loadParsers: noParsers });
    expect(report.undetermined.map(({ subject }) => subject)).toEqual(['core/a.py', 'lockkeeper.yaml']);
  });

  test('that brings the first policy is judged by it, and says so', async () => {
    const { 'lockkeeper.yaml': policy, ...without } = BASE;
    const { seen } = await run({
      ...repository({ ...without, 'lockkeeper.yaml': policy }),
      commits: { base: { files: without }, head: { files: BASE, parents: ['base'] } },
    });
    expect(seen).toMatchObject({
      kind: 'seen',
      policyOrigin: 'head',
      bootstrap: true,
      notices: [expect.stringContaining('bootstrap')],
    });
  });

  test('that deletes the policy is still judged, and that is a finding', async () => {
    const { 'lockkeeper.yaml': _gone, ...rest } = BASE;
    const { seen } = await run(repository(rest));
    if (seen.kind !== 'seen') throw new Error(seen.kind);
    const report = await judge(seen, { stage: 'ci', loadParsers: noParsers });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['policy/missing']);
  });

  test('costs as many reads as it touches subjects, however large it is', async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`src/${index}.ts`, 'x']));
    const { reads } = await run(repository({ ...BASE, ...many, 'r.txt': 'a==2\n' }));
    expect(reads.filter((path) => !path.startsWith('lockkeeper.'))).toEqual(['r.txt', 'r.lock']);
  });

  test('of files on disk is compared with the merge base', async () => {
    const { seen } = await run(repository(BASE, { worktree: { ...BASE, 'core/a.py': 'edited' } }), {
      head: 'worktree',
    });
    expect(seen).toMatchObject({
      observations: {
        change: { value: { base: 'base', head: 'worktree', entries: [{ path: 'core/a.py' }] } },
      },
    });
  });

  test.each([
    {
      what: 'a base that points nowhere',
      request: { base: 'nowhere' },
      problem:
        'The base nowhere cannot be found because there is no commit nowhere. Fetch it, or name another with --base.',
    },
    {
      what: 'a head that points nowhere',
      request: { head: 'nowhere' },
      problem: 'The head nowhere cannot be found because there is no commit nowhere.',
    },
  ])('with $what is not judged', async ({ request, problem }) => {
    expect((await run(repository(BASE), request)).seen).toEqual({ kind: 'failed', problem });
  });

  test('without a common commit is not judged, and a shallow clone is told what to fetch', async () => {
    const commits = { base: { files: BASE }, head: { files: BASE } };
    expect((await run(repository(BASE, { commits, isShallow: true }))).seen).toEqual({
      kind: 'failed',
      problem:
        'main and HEAD have no common commit to compare with because they share no commit. Fetch the whole history (git fetch --unshallow; in GitHub Actions: fetch-depth: 0).',
    });
  });

  test('needs git', async () => {
    const { git: _git, ...rest } = fakeObservers(repository(BASE));
    expect(await observe(CHANGE, { ...rest, git: undefined })).toEqual({
      kind: 'failed',
      problem: 'A change needs a git repository to be judged. Run inside one, or leave --base out.',
    });
  });
});

describe('a tree', () => {
  const TREE: Partial<ObserveRequest> = { focus: { kind: 'tree' }, head: 'worktree', policyFrom: 'head' };

  test('is judged by the policy that lies in it, and a difference to the base is said', async () => {
    const worktree = { ...BASE, 'lockkeeper.yaml': LOOSE };
    const { seen } = await run(repository(BASE, { worktree }), TREE);
    expect(seen).toMatchObject({
      policyOrigin: 'worktree',
      notices: ['The policy differs from the one in the base: CI judges by the base until this is merged.'],
    });
  });

  test('that holds no revision where the policy looks for them says so', async () => {
    const policy = 'version: 1\nmigrations: { alembic: [alembic/version, alembic/versions] }\n';
    const files = { 'lockkeeper.yaml': policy, 'alembic/versions/a.py': 'pass\n' };
    const repo = { commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } };
    expect((await run(repo, { ...TREE, base: undefined })).seen).toMatchObject({
      observations: {
        unmatchedPlaces: [
          { section: 'migrations', written: ['alembic/version'], meant: 'alembic/versions', hidden: null },
        ],
      },
    });
  });

  test('that holds revisions of which the policy says nothing tells so, and how to have them judged', async () => {
    const files = {
      'lockkeeper.yaml': LOOSE,
      'alembic.ini': '[alembic]\nscript_location = db\nversion_locations = one two\n',
      'one/5a9d_base.py': 'pass\n',
      'two/9f9f_base.py': 'pass\n',
    };
    const repo = { commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } };
    const notice =
      'The Alembic revisions in one, two are not judged. Add `migrations: { alembic: [one, two] }` to lockkeeper.yaml; an empty list says that this is meant.';
    expect((await run(repo, { ...TREE, base: undefined })).seen).toMatchObject({ notices: [notice] });
    expect((await run(repo, { ...TREE, base: undefined, head: 'HEAD' })).seen).toMatchObject({
      notices: [notice],
    });
  });

  test.each([
    'version: 1\nmigrations: { alembic: [] }\n',
    'version: 1\nmigrations: { alembic: [db/versions] }\n',
  ])('with the policy %j says nothing of the kind', async (policy) => {
    const files = {
      'lockkeeper.yaml': policy,
      'alembic.ini': '[alembic]\nscript_location = db\n',
      'db/versions/5a9d_base.py': 'pass\n',
    };
    const repo = { commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } };
    expect((await run(repo, { ...TREE, base: undefined })).seen).toMatchObject({ notices: [] });
  });

  test('without git is judged as it lies', async () => {
    const { git: _git, ...rest } = fakeObservers(repository(BASE));
    const seen = await observe({ ...CHANGE, ...TREE, base: undefined }, { ...rest, git: undefined });
    expect(seen).toMatchObject({
      kind: 'seen',
      observations: { change: { known: false }, recordedCommit: { known: false } },
    });
  });
});

describe('the policy', () => {
  test.each([
    { what: 'that is not there', files: {}, seen: { kind: 'no-policy', where: 'main' } },
    {
      what: 'that stands twice',
      files: { 'lockkeeper.yaml': LOOSE, 'lockkeeper.toml': 'version = 1\n' },
      seen: {
        kind: 'failed',
        problem: 'There are two policies: lockkeeper.yaml and lockkeeper.toml. Remove one.',
      },
    },
    {
      what: 'that is not valid',
      files: { 'lockkeeper.yaml': 'version: 9\n' },
      seen: {
        kind: 'invalid-policy',
        where: 'main',
        policy: { problems: [{ message: 'version must be 1.' }] },
      },
    },
  ])('$what stops the run', async ({ files, seen }) => {
    const repo = { commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } };
    const result = (await run(repo)).seen;
    expect(result).toMatchObject(seen.kind === 'no-policy' ? { kind: 'no-policy' } : seen);
  });

  test('names a baseline that must be one', async () => {
    const files = { ...BASE, 'lockkeeper.yaml': `${POLICY}baseline: accepted.json\n`, 'accepted.json': '[]' };
    const { seen } = await run({ commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } });
    expect(seen).toEqual({
      kind: 'failed',
      problem:
        'accepted.json is not a baseline of version 2. Restore it from git, or delete it and run `lockkeeper baseline`.',
    });
  });
});

test('a baseline that does not exist accepts nothing, and that is said', async () => {
  const files = { 'lockkeeper.yaml': `${LOOSE}baseline: nope.json\n` };
  const { seen } = await run({ commits: { base: { files } }, names: { main: 'base', HEAD: 'base' } });
  expect(seen).toMatchObject({
    baseline: undefined,
    notices: [
      'The baseline nope.json does not exist, so it accepts nothing. Write it with `lockkeeper baseline`.',
    ],
  });
});

test('a snapshot of a run holds everything its verdict came from', async () => {
  const { seen } = await run(repository({ ...BASE, 'core/a.py': '2' }));
  if (seen.kind !== 'seen') throw new Error(seen.kind);
  expect(snapshotOf(seen, { stage: 'ci', toolVersion: '1.2.3' })).toMatchObject({
    schema_version: 1,
    tool_version: '1.2.3',
    stage: 'ci',
    policy: { path: 'lockkeeper.yaml', text: POLICY, origin: 'base', bootstrap: false },
    baseline: null,
    observations: seen.observations,
  });
});
