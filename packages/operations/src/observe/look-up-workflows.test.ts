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

test('what they call in turn is read as well, and nothing else', async () => {
  const tree = {
    'package.json': '{"scripts":{"verify":"make check","dev":"vite"}}',
    Makefile: 'check:\n\tbash ci/lint.sh\n',
    'ci/lint.sh': 'npm run lint\n',
    'ci/other.sh': 'npm run other\n',
    '.gitlab-ci.yml': 'a: { script: [true] }\n',
    'tools/a/action.yml': 'runs: { using: composite }\n',
    [`${WORKFLOWS}/ci.yml`]: 'steps:\n  - uses: ./tools/a\n  - run: npm run verify\n',
  };
  const { '.gitlab-ci.yml': gitlab, 'tools/a/action.yml': action, Makefile, 'ci/lint.sh': lint } = tree;
  const seen = await workflowsFor('web/package.json', tree);
  const texts = seen?.known === true ? seen.value : [];
  expect(new Set(texts)).toEqual(
    new Set([gitlab, action, Makefile, lint, tree[`${WORKFLOWS}/ci.yml`], 'make check']),
  );
});
