import { observed, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeCommit, type Files } from '../testing/fake-repository.ts';
import { observeChange } from './change.ts';

const AUTH = 'core/auth.py';
const OLD = { [AUTH]: 'old', 'web/page.ts': 'old' };
const FIXED = { ...OLD, [AUTH]: 'fixed' };

/**
 * `fix` was made on main and `page` on a branch. Main then took `page`, and the branch took `fix`: the two
 * part at both, and git would pick one of them.
 */
function crossed({ main = {}, head = {} }: { readonly main?: Files; readonly head?: Files }) {
  const page = { ...OLD, 'web/page.ts': 'new' };
  const both = { ...page, ...FIXED, 'web/page.ts': 'new' };
  return {
    start: { files: OLD },
    page: { files: page, parents: ['start'] },
    fix: { files: FIXED, parents: ['start'] },
    main: { files: { ...both, ...main }, parents: ['fix', 'page'] },
    head: { files: { ...both, ...head }, parents: ['page', 'fix'] },
  } satisfies Record<string, FakeCommit>;
}

describe('a change of branches that were merged into each other', () => {
  test('is what the branch has of its own, where both merges are honest', async () => {
    expect(await pathsOf(crossed({ head: { 'web/more.ts': 'x' } }))).toEqual(['web/more.ts']);
  });

  test('has what the branch takes back to where it was, whichever commit git names first', async () => {
    const commits = crossed({ head: { [AUTH]: 'old' } });
    expect(await pathsOf(commits)).toEqual([AUTH]);
    const turned = { ...commits, head: { ...commits.head, parents: ['fix', 'page'] } };
    expect(await pathsOf(turned)).toEqual([AUTH]);
  });

  test('has what both sides had changed and the branch changes once more', async () => {
    expect(await pathsOf(crossed({ head: { [AUTH]: 'evil', 'web/page.ts': 'newer' } }))).toEqual([
      AUTH,
      'web/page.ts',
    ]);
  });

  test('leaves out what only main went on with: a merge keeps that', async () => {
    const main = { [AUTH]: 'fixed again', 'web/page.ts': 'newest', 'docs/new.md': 'x' };
    expect(await pathsOf(crossed({ main }))).toEqual([]);
    expect(await pathsOf(crossed({ main, head: { [AUTH]: 'old' } }))).toEqual([AUTH]);
  });

  test('leaves out what main has come to by itself', async () => {
    const both = { [AUTH]: 'agreed' };
    expect(await pathsOf(crossed({ main: both, head: both }))).toEqual([]);
  });

  test('is told as it differs from main, with the commits that main has not', async () => {
    const change = await changeOf(crossed({ main: { 'web/side.ts': 'x' }, head: { 'web/side.ts': 'y' } }));
    expect(change).toMatchObject({
      base: 'main',
      head: 'head',
      entries: [{ path: 'web/side.ts', status: 'modified' }],
      commits: observed([{ id: 'head' }]),
    });
  });

  test('counts every difference where the commits it parted at parted at several themselves', async () => {
    const { main: left, head: right, ...before } = crossed({});
    const commits = {
      ...before,
      left,
      right: { ...right, files: { ...right.files, 'web/side.ts': 'x' } },
      main: { files: { ...left.files, 'web/side.ts': 'y' }, parents: ['left', 'right'] },
      head: { files: { ...right.files, 'web/side.ts': 'x' }, parents: ['right', 'left'] },
    };
    expect(await pathsOf(commits)).toEqual(['web/side.ts']);
  });

  test('is not judged by half of what it differs from', async () => {
    const { git, ...others } = observersOf(crossed({ head: { [AUTH]: 'old' } }));
    const half: typeof git.changes = async (range) =>
      range.from === 'page' ? unobserved('the disk is full') : git.changes(range);
    const seen = await observeChange(REQUEST, { ...others, git: { ...git, changes: half } });
    expect(seen).toEqual({
      kind: 'failed',
      problem: 'The change cannot be read because the disk is full.',
    });
  });
});

describe('a change of a branch that main was merged into', () => {
  test('is what the branch has of its own', async () => {
    const commits = {
      start: { files: OLD },
      own: { files: { ...OLD, 'web/page.ts': 'new' }, parents: ['start'] },
      main: { files: FIXED, parents: ['start'] },
      head: { files: { ...FIXED, 'web/page.ts': 'new' }, parents: ['own', 'main'] },
    };
    expect(await changeOf(commits)).toMatchObject({
      base: 'main',
      entries: [{ path: 'web/page.ts' }],
      commits: observed([{ id: 'own' }, { id: 'head' }]),
    });
  });
});

const REQUEST = {
  base: 'main',
  head: 'head',
  branch: 'topic',
  compare: 'merge-base',
  push: null,
} as const;

function observersOf(commits: Readonly<Record<string, FakeCommit>>) {
  return fakeObservers({ commits, names: { HEAD: 'head' } });
}

async function changeOf(commits: Readonly<Record<string, FakeCommit>>) {
  const seen = await observeChange(REQUEST, observersOf(commits));
  if (seen.kind === 'failed' || !seen.value.known) throw new Error('The change was not seen.');
  return seen.value.value;
}

async function pathsOf(commits: Readonly<Record<string, FakeCommit>>): Promise<readonly string[]> {
  return (await changeOf(commits)).entries.map(({ path }) => path).sort();
}
