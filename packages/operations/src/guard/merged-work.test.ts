import { loadPolicy, observed, unobserved, type Policy } from '@lockkeeper/policy-core';
import type { AppliedLabel } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { deafForge, fakeForge, GRACE, type FakePullRequest } from '../testing/fake-forge.ts';
import { fakeObservers, type FakeRepository } from '../testing/fake-repository.ts';
import { observeChange } from '../observe/change.ts';
import { observeMergedWork } from './merged-work.ts';

const LABEL: AppliedLabel = {
  kind: 'applied',
  name: 'ok',
  by: GRACE,
  role: observed('maintain'),
  at: '2026-11-21T09:00:00Z',
};

const MERGED = { mergedAt: '2026-11-21T10:00:00Z' };

const COMMITS: FakeRepository['commits'] = {
  released: { files: { 'core/a.py': '1', 'docs/a.md': '1' } },
  c1: { files: { 'core/a.py': '2', 'docs/a.md': '1' }, parents: ['released'] },
  c2: { files: { 'core/a.py': '2', 'docs/a.md': '2' }, parents: ['c1'] },
  head: { files: { 'core/a.py': '2', 'core/b.py': '1', 'docs/a.md': '2' }, parents: ['c2'] },
};

function policy(): Policy {
  const loaded = loadPolicy({
    path: 'lockkeeper.yaml',
    text: 'version: 1\nprotected: [{ id: core, paths: [core/**], require: { label: ok } }]\n',
  });
  if (loaded.kind === 'invalid') throw new Error('The policy of this test is sound.');
  return loaded;
}

async function changeOf(commits = COMMITS) {
  const seen = await observeChange(
    { base: 'released', head: 'head', compare: 'merge-base', branch: undefined, push: null },
    fakeObservers({ commits }),
  );
  if (seen.kind === 'failed') throw new Error(seen.problem);
  return seen.value;
}

async function merged(pullRequests: Readonly<Record<number, FakePullRequest>>) {
  const forge = fakeForge({ pullRequests });
  return {
    works: await observeMergedWork(policy(), { change: await changeOf() }, forge),
    asked: forge.asked,
  };
}

describe('the work a release holds', () => {
  test('is told by the pull requests of the commits that touch what is protected', async () => {
    const { works, asked } = await merged({
      1: { ...MERGED, commits: ['c1'], labels: [LABEL] },
      2: { ...MERGED, commits: ['c2'] },
      3: { ...MERGED, commits: ['head'] },
    });
    expect(works).toMatchObject(
      observed([
        { pullRequest: { number: 1 }, labels: observed([LABEL]), commits: ['c1'], paths: ['core/a.py'] },
        { pullRequest: { number: 3 }, labels: observed([]), commits: ['head'], paths: ['core/b.py'] },
      ]),
    );
    expect(asked).not.toContain('pull request of c2');
  });

  test('is asked for once a pull request, however many commits it has', async () => {
    const { works, asked } = await merged({
      1: { ...MERGED, commits: ['c1', 'c2', 'head'], labels: [LABEL] },
    });
    expect(works).toMatchObject(
      observed([{ pullRequest: { number: 1 }, commits: ['c1', 'head'], paths: ['core/a.py', 'core/b.py'] }]),
    );
    expect(asked.filter((question) => question.startsWith('labels'))).toEqual(['labels of #1']);
  });

  test('may have come past every pull request', async () => {
    const { works } = await merged({ 1: { ...MERGED, commits: ['c1'] } });
    expect(works).toMatchObject(
      observed([
        { pullRequest: { number: 1 } },
        { pullRequest: null, labels: observed([]), commits: ['head'] },
      ]),
    );
  });
});

test('a pull request that is not merged brought nothing, whatever is on it', async () => {
  const { works, asked } = await merged({
    1: { ...MERGED, commits: ['c1'], labels: [LABEL] },
    2: { commits: ['head'], labels: [LABEL] },
  });
  expect(works).toMatchObject(
    observed([
      { pullRequest: { number: 1 } },
      { pullRequest: null, labels: observed([]), commits: ['head'] },
    ]),
  );
  expect(asked).not.toContain('labels of #2');
});

test('what enforces the policy is asked about as well, and the record of the release is not', async () => {
  const files = { 'core/a.py': '1', 'infrastructure/last-good-deploy.json': '{}' };
  const commits = {
    released: { files },
    c1: { files: { ...files, '.github/workflows/guard.yml': 'x' }, parents: ['released'] },
    head: {
      files: { ...files, '.github/workflows/guard.yml': 'x', 'infrastructure/last-good-deploy.json': '{ }' },
      parents: ['c1'],
    },
  };
  const forge = fakeForge({});
  expect(await observeMergedWork(policy(), { change: await changeOf(commits) }, forge)).toMatchObject(
    observed([{ pullRequest: null, commits: ['c1'], paths: ['.github/workflows/guard.yml'] }]),
  );
  expect(forge.asked).toEqual(['pull request of c1']);
});

describe('nobody is asked', () => {
  test('where nothing protected is touched', async () => {
    const forge = fakeForge({});
    const quiet = { released: { files: { a: '1' } }, head: { files: { a: '2' }, parents: ['released'] } };
    expect(await observeMergedWork(policy(), { change: await changeOf(quiet) }, forge)).toEqual(observed([]));
    expect(forge.asked).toEqual([]);
  });

  test('about more commits than can be looked up', async () => {
    const ids = Array.from({ length: 301 }, (_, index) => `m${index}`);
    const chain = Object.fromEntries(
      ids.map((id, index) => [
        id,
        { files: { 'core/a.py': `${index}` }, parents: [index === 0 ? 'released' : `m${index - 1}`] },
      ]),
    );
    const commits = {
      released: { files: {} },
      ...chain,
      head: { files: { 'core/a.py': '300' }, parents: ['m300'] },
    };
    const forge = fakeForge({});
    expect(await observeMergedWork(policy(), { change: await changeOf(commits) }, forge)).toEqual(
      unobserved('301 commits of the release touch what needs an approval, and 300 at most are looked up'),
    );
    expect(forge.asked).toEqual([]);
  });
});

describe('the work is not known', () => {
  test('where the forge does not answer, or may not be asked', async () => {
    const change = await changeOf();
    expect(await observeMergedWork(policy(), { change }, deafForge('there is no token'))).toEqual(
      unobserved('there is no token'),
    );
    expect(await observeMergedWork(policy(), { change }, undefined)).toEqual(
      unobserved('the forge was not asked'),
    );
  });

  test('where the change or its commits are not', async () => {
    const silent = unobserved('this is a shallow clone');
    const forge = fakeForge({});
    expect(await observeMergedWork(policy(), { change: silent }, forge)).toEqual(silent);
    const change = await changeOf();
    if (!change.known) throw new Error(change.reason);
    const cut = observed({ ...change.value, commits: silent });
    expect(await observeMergedWork(policy(), { change: cut }, forge)).toEqual(silent);
  });
});
