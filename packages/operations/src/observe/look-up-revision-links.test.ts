import { loadPolicy, observed, unobserved, type Observations } from '@lockkeeper/policy-core';
import { expect, test } from 'vitest';

import { fakeObservers } from '../testing/fake-repository.ts';
import { lookUp } from './look-up.ts';
import { readerAt } from './reader-at.ts';

const FILES = { 'db/versions/a.py': '', 'db/versions/README': '', 'plugins/p.py': '', 'docs/guide.md': '' };
const LINKS = {
  'db/versions/more': '../../plugins',
  'db/versions/outside': '/srv/versions',
  'db/versions/guide': '../../docs/guide.md',
  'db/versions/gone': '../nowhere',
  'db/versions/b.py': '../../plugins/p.py',
  'docs/latest': '../plugins',
};

const TREE = { focus: { kind: 'tree' }, listing: observed([...Object.keys(FILES), ...Object.keys(LINKS)]) };

async function found(head: string, seen: object = TREE, alembic: readonly string[] = ['db/versions']) {
  const policy = loadPolicy({
    path: 'lockkeeper.json',
    text: JSON.stringify({ version: 1, migrations: { alembic } }),
  });
  if (policy.kind === 'invalid') throw new Error('the policy of this test is wrong');
  const observers = fakeObservers({
    commits: { head: { files: FILES, links: LINKS } },
    names: { HEAD: 'head' },
    worktree: FILES,
    worktreeBeside: { links: LINKS },
  });
  // Sound: the places that are left out here are not asked for.
  const asked = seen as Pick<Observations, 'focus' | 'listing'>;
  const { links } = await lookUp(
    policy,
    { ...asked, change: unobserved('no base was given') },
    { ...observers, head, read: readerAt(head, observers) },
  );
  return links;
}

test.each(['worktree', 'HEAD'])(
  'links to folders, and out of the repository, are found at %s',
  async (head) => {
    expect(await found(head)).toEqual({
      'db/versions/more': observed('../../plugins'),
      'db/versions/outside': observed('/srv/versions'),
    });
  },
);

test.each([
  { focus: { kind: 'change' }, listing: TREE.listing },
  { focus: { kind: 'tree' }, listing: unobserved('no folder is named') },
])('none are looked for with %j', async (seen) => {
  expect(await found('worktree', seen)).toEqual({});
});

test('none are looked for where the policy names no revisions', async () => {
  expect(await found('worktree', TREE, [])).toEqual({});
});
