import { loadPolicy, observed, unobserved } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { lookUp } from './look-up.ts';
import { readerAt } from './reader-at.ts';

const WORKFLOWS = '.github/workflows';
const files = {
  'package.json': '{}',
  'src/a.ts': 'x',
  [`${WORKFLOWS}/ci.yml`]: 'run: npm test',
  [`${WORKFLOWS}/README.md`]: '# Workflows',
};

/** What workflows say at the head of a change of one path. */
async function workflowsFor(path: string, tree: Readonly<Record<string, string>> = files) {
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text: 'version: 1\n' });
  if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
  const observers = fakeObservers({ commits: { c1: { files: tree } }, names: { HEAD: 'c1' } });
  const change = {
    base: 'c1',
    head: 'c1',
    branch: observed('auto/x'),
    entries: [{ status: 'modified', path, oldMode: '100644', newMode: '100644' }],
    isWhole: true,
    commits: observed([]),
    push: null,
  } as const;
  const seen = await lookUp(
    policy,
    { focus: { kind: 'change' }, change: observed(change), listing: unobserved('no folder is named') },
    { ...observers, head: 'c1', read: readerAt('c1', observers) },
  );
  return seen.workflows;
}

test('workflows are read where one could call what changed, and nowhere else', async () => {
  expect(await workflowsFor('package.json')).toEqual(observed(['run: npm test']));
  expect(await workflowsFor('web/pyproject.toml')).toEqual(observed(['run: npm test']));
  expect(await workflowsFor('Makefile')).toEqual(observed(['run: npm test']));
  expect(await workflowsFor('src/a.ts')).toBeUndefined();
});

test('where there are none nothing is called', async () => {
  expect(await workflowsFor('package.json', { 'package.json': '{}' })).toEqual(observed([]));
});
