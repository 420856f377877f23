import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { commitsSince } from './commits-since.ts';
import { createGit } from './git.ts';
import { gitPlaceOf } from './git-place.ts';
import { openIsolatedView, type IsolatedView } from './isolated-view.ts';
import { fetchedRefs, refSnapshot } from './ref-snapshot.ts';
import { hiddenFiles } from './session-files.ts';

afterAll(removeTemporaryFolders);

async function viewOf(
  { root }: TemporaryRepository,
  ignoreRules = '',
  index?: string,
): Promise<IsolatedView> {
  const place = await gitPlaceOf(root);
  if (!place.known) throw new Error(place.reason);
  const snapshot = await refSnapshot(place.value);
  if (!snapshot.known) throw new Error(snapshot.reason);
  const view = await openIsolatedView({ place: place.value, snapshot: snapshot.value, ignoreRules, index });
  if (!view.known) throw new Error(view.reason);
  return view.value;
}

async function changedIn(repository: TemporaryRepository, ignoreRules = ''): Promise<readonly string[]> {
  const view = await viewOf(repository, ignoreRules);
  const git = createGit(repository.root, { env: view.env, untracked: view.untracked });
  const changes = await git.changes({ from: 'HEAD', to: 'worktree' });
  await view.close();
  if (!changes.known) throw new Error(changes.reason);
  return changes.value.map(({ path: changed }) => changed);
}

describe.each([[], ['--object-format=sha256']])('a repository apart from its own settings %j', (...args) => {
  const made = () => {
    const repository = temporaryRepository(...args.filter((word): word is string => word !== undefined));
    repository.commit({ 'a.txt': 'a\n', 'b/c.txt': 'c\n' });
    return repository;
  };

  test('is as it is where nothing was told to git', async () => {
    const repository = made();
    expect(await changedIn(repository)).toEqual([]);
    repository.write('a.txt', 'b\n');
    repository.write('new.txt', 'n\n');
    expect(await changedIn(repository)).toEqual(['a.txt', 'new.txt']);
    expect(await changedIn(repository, 'new.txt\n')).toEqual(['a.txt']);
  });

  test.each([
    ['core.bare', ['config', 'core.bare', 'true']],
    ['core.worktree', ['config', 'core.worktree', '/']],
    ['assume-unchanged', ['update-index', '--assume-unchanged', 'a.txt']],
    ['skip-worktree', ['update-index', '--skip-worktree', 'a.txt']],
    ['autocrlf', ['config', 'core.autocrlf', 'input']],
  ])('does not believe %s', async (_, command) => {
    const repository = made();
    repository.git(...command);
    repository.write('a.txt', 'a\r\n');
    expect(await changedIn(repository)).toEqual(['a.txt']);
  });

  test('does not believe rules that lie on disk', async () => {
    const repository = made();
    writeFileSync(path.join(repository.root, '.git/info/exclude'), 'x.txt\n');
    repository.write('b/.gitignore', '*\n');
    repository.write('b/y.txt', 'y\n');
    repository.write('x.txt', 'x\n');
    expect(await changedIn(repository)).toEqual(['b/.gitignore', 'b/y.txt', 'x.txt']);
  });
});

test('an index that was seen before hides no change of the same second that leaves the size as it was', async () => {
  const repository = temporaryRepository();
  // Else the second may be over before the change.
  await new Promise((resolve) => setTimeout(resolve, 1000 - (Date.now() % 1000)));
  repository.commit({ 'a.txt': 'a\n' });
  const before = await viewOf(repository);
  repository.write('a.txt', 'b\n');
  await new Promise((resolve) => setTimeout(resolve, 1100));
  const view = await viewOf(repository, '', before.index);
  const git = createGit(repository.root, { env: view.env, untracked: view.untracked });
  expect(await git.changes({ from: 'HEAD', to: 'worktree' })).toMatchObject({ value: [{ path: 'a.txt' }] });
  await Promise.all([before.close(), view.close()]);
});

test('looks at the disk once, however often it is asked what git does not know', async () => {
  const repository = temporaryRepository();
  repository.commit({ 'a.txt': 'a\n', '.gitignore': '*.log\n' });
  writeFileSync(path.join(repository.root, 'first.log'), '');
  const view = await viewOf(repository);
  const git = createGit(repository.root, { env: view.env, untracked: view.untracked });
  const before = await git.changes({ from: 'HEAD', to: 'worktree' });
  writeFileSync(path.join(repository.root, 'later.log'), '');
  const hidden = await hiddenFiles(repository.root, view, { wholeFolders: false });
  const after = await git.changes({ from: 'HEAD', to: 'worktree' });
  await view.close();
  expect(before).toMatchObject({ value: [{ path: 'first.log' }] });
  expect([hidden, after]).toEqual([{ known: true, value: ['first.log'] }, before]);
});

describe('commits in one history and not in another', () => {
  test('name what they changed, and those that something points at or nothing builds on', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({ 'a.txt': 'a\n' });
    repository.git('switch', '--quiet', '--create', 'side');
    const side = repository.commit({ 'side.txt': 's\n' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ 'main.txt': 'm\n' });
    repository.git('merge', '--quiet', '--no-ff', '--message=merge', 'side');
    const merge = repository.git('rev-parse', 'HEAD');
    const found = await commitsSince(repository.root, { of: [merge], without: [first, side] }, { env: {} });
    expect(found).toEqual({ known: true, value: { tips: [merge], paths: ['side.txt', 'main.txt'] } });
    const none = await commitsSince(repository.root, { of: [first], without: [merge] }, { env: {} });
    expect(none).toEqual({ known: true, value: { tips: [], paths: [] } });
    const gone = await commitsSince(
      repository.root,
      { of: [side], without: ['0'.repeat(39) + '1'] },
      { env: {} },
    );
    expect(gone).toMatchObject({ known: true, value: { tips: [side] } });
  });
});

describe('a branch of a remote', () => {
  test('was fetched where git noted that, and counts as pushed where it noted nothing', async () => {
    const repository = temporaryRepository();
    const commit = repository.commit({ 'a.txt': 'a\n' });
    const refs = ['refs/remotes/origin/fetched', 'refs/remotes/origin/pushed', 'refs/remotes/origin/silent'];
    repository.git(
      'update-ref',
      '--create-reflog',
      '-m',
      'fetch origin: storing head',
      refs[0] ?? '',
      commit,
    );
    repository.git('update-ref', '--create-reflog', '-m', 'update by push', refs[1] ?? '', commit);
    repository.git('-c', 'core.logAllRefUpdates=false', 'update-ref', refs[2] ?? '', commit);
    const place = await gitPlaceOf(repository.root);
    if (!place.known) throw new Error(place.reason);
    expect([...(await fetchedRefs(place.value, refs))]).toEqual([refs[0]]);
  });
});
