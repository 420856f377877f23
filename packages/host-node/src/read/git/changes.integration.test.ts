import {
  chmodSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ChangeEntry } from '@lockkeeper/policy-core/observe';
import { afterAll, describe, expect, test } from 'vitest';

import { FILE_ACTIONS, FILES, LINKS, placeRepository } from '../../testing/file-actions.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { asUnprivileged } from '../../testing/unprivileged.ts';
import { createGit } from './git.ts';
import { skippedFolder } from './untracked-files.ts';

afterAll(removeTemporaryFolders);

describe.each([
  ['on disk', changesOnDisk],
  ['between two commits', changesBetweenCommits],
] as const)('a change %s', (_where, changesAfter) => {
  test.each(FILE_ACTIONS)('shows $action', async ({ act, says }) => {
    const repository = temporaryRepository();
    for (const [name, target] of Object.entries(LINKS)) symlinkSync(target, path.join(repository.root, name));
    repository.commit(FILES);
    act(repository.root);
    expect(said(await changesAfter(repository))).toEqual(says);
  });

  test('shows a submodule at another commit, whatever .gitmodules says about ignoring it', async () => {
    const repository = temporaryRepository();
    const inner = temporaryRepository();
    inner.commit({ 'a.txt': 'one' });
    repository.git('submodule', '--quiet', 'add', inner.root, 'vendor/lib');
    repository.git('config', '--file', '.gitmodules', 'submodule.vendor/lib.ignore', 'all');
    repository.commit();
    repositoryAt(path.join(repository.root, 'vendor/lib')).commit({ 'a.txt': 'two' });
    // `git add` obeys .gitmodules, too, so the new commit is recorded by hand.
    const id = repositoryAt(path.join(repository.root, 'vendor/lib')).git('rev-parse', 'HEAD');
    repository.git('update-index', '--cacheinfo', `160000,${id},vendor/lib`);
    expect(said(await changesAfter(repository, false))).toEqual(['modified vendor/lib 160000 160000']);
  });

  test('is the same whatever the repository configures about showing differences', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    for (const [key, value] of [
      ['diff.renames', 'copies'],
      ['diff.noprefix', 'true'],
      ['diff.orderFile', '/no/such/file'],
      ['diff.relative', 'true'],
      ['diff.autoRefreshIndex', 'false'],
      ['diff.ignoreSubmodules', 'all'],
      ['core.quotePath', 'true'],
      ['color.ui', 'always'],
      ['core.abbrev', '4'],
      ['status.showUntrackedFiles', 'no'],
    ] as const) {
      repository.git('config', key, value);
    }
    renameSync(path.join(repository.root, 'run.sh'), path.join(repository.root, 'go.sh'));
    const later = new Date(Date.now() + 5000);
    utimesSync(path.join(repository.root, 'docs/guide.md'), later, later);
    expect(said(await changesAfter(repository))).toEqual([
      'added go.sh 000000 100644',
      'deleted run.sh 100644 000000',
    ]);
  });

  test('from a commit nobody knows is unobserved', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    expect(await changesAfter(repository, true, 'nowhere')).toMatchObject({
      known: false,
      reason: expect.stringMatching(/^there is no commit "nowhere"/),
    });
  });
});

describe('a change on disk', () => {
  test('leaves out what git ignores', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, '.gitignore': 'dist/\n*.log\n' });
    repository.write('dist/a.js', '');
    repository.write('core/a.log', '');
    repository.write('core/b.py', '');
    expect(said(await changesOnDisk(repository))).toEqual(['added core/b.py 000000 100644']);
  });

  test('shows an edit that the index or the settings say not to look for', async () => {
    const repository = temporaryRepository();
    repository.commit({ ...FILES, 'gone.py': '', 'both.py': 'one\n' });
    repository.git('update-index', '--assume-unchanged', 'docs/guide.md', 'gone.py', 'both.py');
    repository.git('update-index', '--skip-worktree', 'core/auth.py', 'both.py');
    const before = statSync(path.join(repository.root, '.git/index'), { bigint: true });
    for (const name of ['docs/guide.md', 'core/auth.py', 'both.py']) repository.write(name, 'x = 1\n');
    rmSync(path.join(repository.root, 'gone.py'));
    expect(said(await changesOnDisk(repository))).toEqual([
      'deleted gone.py 100644 000000',
      'modified both.py 100644 100644',
      'modified core/auth.py 100644 100644',
      'modified docs/guide.md 100644 100644',
    ]);
    const after = statSync(path.join(repository.root, '.git/index'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test('shows an edit that keeps size and time, where the settings would look at no more than that', async () => {
    const repository = temporaryRepository();
    const place = path.join(repository.root, 'core/auth.py');
    repository.write('core/auth.py', FILES['core/auth.py']);
    const long = new Date('2020-01-01T00:00:00Z');
    utimesSync(place, long, long);
    repository.git('add', '--all');
    repository.commit();
    repository.git('config', 'core.trustctime', 'false');
    repository.git('config', 'core.checkStat', 'minimal');
    // Git notes the time of the last change of any kind, which nobody can set, in whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    writeFileSync(place, FILES['core/auth.py'].replace('False', 'Fals3'));
    utimesSync(place, long, long);
    expect(said(await changesOnDisk(repository))).toEqual(['modified core/auth.py 100644 100644']);
  });

  test('shows an edit in a split index, and leaves no other half of it behind', async () => {
    const repository = temporaryRepository();
    repository.git('config', 'core.splitIndex', 'true');
    repository.commit(FILES);
    repository.git('update-index', '--assume-unchanged', 'core/auth.py');
    const halves = () => readdirSync(path.join(repository.root, '.git')).filter((name) => /index/.test(name));
    const before = halves();
    repository.write('core/auth.py', 'x = 1\n');
    expect(said(await changesOnDisk(repository))).toEqual(['modified core/auth.py 100644 100644']);
    expect(halves()).toEqual(before);
  });

  test('shows no file as deleted that a sparse checkout leaves out', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    repository.git('sparse-checkout', 'set', 'docs');
    expect(said(await changesOnDisk(repository))).toEqual([]);
    repository.write('core/auth.py', 'x = 1\n');
    expect(said(await changesOnDisk(repository))).toEqual(['modified core/auth.py 100644 100644']);
  });

  test('counts from an older commit, through what was staged', async () => {
    const repository = temporaryRepository();
    const first = repository.commit(FILES);
    repository.commit({ 'core/auth.py': 'two\n' });
    repository.write('staged.txt', '');
    repository.git('add', 'staged.txt');
    expect(said(await createGit(repository.root).changes({ from: first, to: 'worktree' }))).toEqual([
      'added staged.txt 000000 100644',
      'modified core/auth.py 100644 100644',
    ]);
  });

  test('shows a file once that was taken out of the index and left on disk', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    repository.git('rm', '--cached', '--quiet', 'core/auth.py', 'run.sh');
    rmSync(path.join(repository.root, 'run.sh'));
    symlinkSync('docs/guide.md', path.join(repository.root, 'run.sh'));
    expect(said(await changesOnDisk(repository))).toEqual([
      'modified core/auth.py 100644 100644',
      'type-changed run.sh 100644 120000',
    ]);
  });

  test('shows what was only announced to the index', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    repository.write('core/announced.py', 'x = 1\n');
    repository.git('add', '--intent-to-add', 'core/announced.py');
    expect(said(await changesOnDisk(repository))).toEqual(['added core/announced.py 000000 100644']);
  });

  test('shows a submodule that stands at another commit', async () => {
    const repository = temporaryRepository();
    placeRepository(path.join(repository.root, 'vendor/lib'));
    repository.commit(FILES);
    repositoryAt(path.join(repository.root, 'vendor/lib')).commit({ 'a.txt': 'two' });
    expect(said(await changesOnDisk(repository))).toEqual(['modified vendor/lib 160000 160000']);
  });

  test('shows a file in conflict as it lies on disk', async () => {
    const repository = temporaryRepository();
    const first = repository.commit(FILES);
    repository.git('switch', '--quiet', '--create', 'topic');
    repository.commit({ 'run.sh': 'topic\n' });
    repository.git('switch', '--quiet', '--detach', first);
    repository.commit({ 'run.sh': 'main\n' });
    expect(() => repository.git('merge', 'topic')).toThrow(/Command failed/);
    expect(said(await changesOnDisk(repository))).toEqual(['modified run.sh 100644 100644']);
    rmSync(path.join(repository.root, 'run.sh'));
    expect(said(await changesOnDisk(repository))).toEqual(['deleted run.sh 100644 000000']);
  });

  test('neither writes the index nor leaves a lock or a copy of it', async () => {
    const repository = temporaryRepository();
    repository.commit(FILES);
    const later = new Date(Date.now() + 5000);
    utimesSync(path.join(repository.root, 'run.sh'), later, later);
    const before = statSync(path.join(repository.root, '.git/index'), { bigint: true });
    writeFileSync(path.join(repository.root, '.git/index.lock'), '');
    expect(said(await changesOnDisk(repository))).toEqual([]);
    const after = statSync(path.join(repository.root, '.git/index'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test('is seen from a second worktree, with its own index', async () => {
    const repository = temporaryRepository();
    const head = repository.commit(FILES);
    const second = path.join(repository.root, '../second-worktree', path.basename(repository.root));
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', second);
    writeFileSync(path.join(second, 'run.sh'), 'false\n');
    const changes = await createGit(second).changes({ from: head, to: 'worktree' });
    rmSync(path.dirname(second), { recursive: true });
    expect(said(changes)).toEqual(['modified run.sh 100644 100644']);
  });

  test('before the first commit cannot be told', async () => {
    expect(await createGit(temporaryRepository().root).changes({ from: 'HEAD', to: 'worktree' })).toEqual(
      unobserved('this repository has no commit yet'),
    );
  });

  test('is unobserved when git could not look into a folder, and only warned', async () => {
    const changes = await asUnprivileged(async () => {
      const repository = temporaryRepository();
      repository.commit(FILES);
      repository.write('closed/a.py', '');
      chmodSync(path.join(repository.root, 'closed'), 0);
      const found = await changesOnDisk(repository);
      chmodSync(path.join(repository.root, 'closed'), 0o700);
      return found;
    });
    expect(changes).toEqual(unobserved('the folder "closed/" could not be opened'));
    expect(skippedFolder('warning: something else')).toBeUndefined();
  });
});

function changesOnDisk(
  { root }: TemporaryRepository,
  _addsAll = true,
  from = 'HEAD',
): Promise<Known<readonly ChangeEntry[]>> {
  return createGit(root).changes({ from, to: 'worktree' });
}

function changesBetweenCommits(
  repository: TemporaryRepository,
  addsAll = true,
  from = 'HEAD~1',
): Promise<Known<readonly ChangeEntry[]>> {
  if (addsAll) repository.git('add', '--all');
  repository.git('-c', 'diff.orderFile=/dev/null', 'commit', '--quiet', '--allow-empty', '--message=work');
  return createGit(repository.root).changes({ from, to: 'HEAD' });
}

function said(changes: Known<readonly ChangeEntry[]>): readonly string[] | string {
  if (!changes.known) return changes.reason;
  expect(changes).toEqual(observed(changes.value));
  return changes.value
    .map(({ status, path: name, oldMode, newMode }) => `${status} ${name} ${oldMode} ${newMode}`)
    .sort();
}
