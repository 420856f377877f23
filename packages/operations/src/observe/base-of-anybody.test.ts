import { describe, expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { LOCAL_CIRCUMSTANCES } from './circumstances.ts';
import { observe, type ObserveRequest } from './observe.ts';

const STRICT = `version: 1
protected: [{ id: core, paths: [core/**], require: { label: ok } }]
branches:
  production: { match: [main], direct_push: deny }
  releases: { match: ["release/**"], merge: pull_request }
  ai: { match: ["auto/**"] }
`;
const LOOSE = 'version: 1\n';

const REQUEST: ObserveRequest = {
  focus: { kind: 'change' },
  base: 'other',
  head: 'topic',
  policyFrom: 'base',
  branch: 'topic',
  compare: 'merge-base',
  circumstances: LOCAL_CIRCUMSTANCES,
};

async function judging(
  branch: string | undefined,
  { atDefault = STRICT, atBase = LOOSE }: { atDefault?: string | null; atBase?: string | null } = {},
) {
  const files = (policy: string | null, core: string) => ({
    'core/a.py': core,
    ...(policy === null ? {} : { 'lockkeeper.yaml': policy }),
  });
  const observers = fakeObservers({
    commits: {
      trusted: { files: files(atDefault, '1') },
      made: { files: files(atBase, '2'), parents: ['trusted'] },
      mine: { files: files(LOOSE, '3'), parents: ['made'] },
    },
    names: { main: 'trusted', other: 'made', topic: 'mine' },
    branch: 'topic',
  });
  const askedBase = branch === undefined ? undefined : { branch, byDefault: 'main' };
  return observe({ ...REQUEST, askedBase }, observers);
}

describe('a change that asks for a branch', () => {
  test.each(['main', 'release/1', 'release/1/hot'])(
    'that is guarded is judged by the policy there: %s',
    async (branch) => {
      expect(await judging(branch)).toMatchObject({ kind: 'seen', policyText: LOOSE, bootstrap: false });
    },
  );

  test.each([
    'agent/base',
    'auto/base',
    'release',
    'Main',
    'main2',
    'origin/main',
    'refs/heads/main',
    'refs/heads/release/1',
    'tags/main',
    'heads/main',
  ])('that is not guarded is judged by the policy of the default branch: %s', async (branch) => {
    expect(await judging(branch)).toMatchObject({
      kind: 'seen',
      policyText: STRICT,
      policyOrigin: 'base',
      bootstrap: false,
      notices: [expect.stringContaining(`does not guard ${branch}`)],
    });
  });

  test('that is not guarded and has no policy is no bootstrap', async () => {
    expect(await judging('agent/base', { atBase: null })).toMatchObject({
      policyText: STRICT,
      bootstrap: false,
    });
  });

  test.each(['main', 'release/1'])(
    'that is guarded and has no policy is no bootstrap: %s',
    async (branch) => {
      expect(await judging(branch, { atBase: null })).toMatchObject({
        policyText: STRICT,
        policyOrigin: 'base',
        bootstrap: false,
        notices: [expect.stringContaining(`${branch} has no policy`)],
      });
      expect(await judging(branch, { atBase: null, atDefault: null })).toMatchObject({ bootstrap: true });
    },
  );

  test('is judged by nothing where the policy of the default branch cannot be read', async () => {
    expect(await judging('agent/base', { atDefault: 'version: 99\n' })).toMatchObject({
      kind: 'invalid-policy',
    });
    expect(await judging('main', { atDefault: 'version: 99\n' })).toMatchObject({ kind: 'invalid-policy' });
  });

  test('may try out the first policy where the default branch has none', async () => {
    expect(await judging('agent/base', { atDefault: null })).toMatchObject({ policyText: LOOSE });
  });

  test('counts main and master where the policy guards no branch', async () => {
    expect(await judging('master', { atDefault: LOOSE, atBase: STRICT })).toMatchObject({
      policyText: STRICT,
    });
    expect(await judging('develop', { atDefault: LOOSE, atBase: STRICT })).toMatchObject({
      policyText: LOOSE,
    });
  });
});

test('a change of the default branch itself asks for nothing else', async () => {
  expect(await judging(undefined)).toMatchObject({ policyText: LOOSE });
});
