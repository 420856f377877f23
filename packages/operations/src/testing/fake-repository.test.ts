import { observed, unobserved } from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { fakeObservers, type FakeRepository } from './fake-repository.ts';

const ADA = { name: 'Ada', email: 'ada@example.com' };
const BOT = { name: 'Bot', email: 'bot@example.com' };

/** Two branches that met again, and what somebody did on disk since. */
const REPOSITORY: FakeRepository = {
  commits: {
    first: { files: { 'core/auth.py': 'one', 'run.sh': '' }, message: 'Start\n' },
    topic: {
      files: { 'core/auth.py': 'two', 'run.sh': '' },
      links: { alias: 'core' },
      parents: ['first'],
      author: BOT,
      message: 'Fix\n\nCo-authored-by: Bot <bot@example.com>\n',
    },
    other: { files: { 'core/auth.py': 'one', 'run.sh': '' }, executables: ['run.sh'], parents: ['first'] },
    merge: {
      files: { 'core/auth.py': 'two', 'run.sh': '', 'evil.py': '' },
      links: { alias: 'core' },
      executables: ['run.sh'],
      submodules: { 'vendor/lib': 'abc' },
      parents: ['other', 'topic'],
      author: BOT,
      committer: ADA,
    },
  },
  names: { HEAD: 'merge', main: 'merge' },
  branch: 'main',
  branches: { main: 'merge', 'auto/x': 'topic', old: 'first' },
  tags: { v1: 'first', start: 'first', v2: 'merge' },
};

const { files, git } = fakeObservers(REPOSITORY);

describe('the tree of a commit in memory', () => {
  test('has files, links and submodules', async () => {
    const paths = ['core/auth.py', 'core', 'alias', 'vendor/lib', 'gone'];
    expect(Object.fromEntries(await git.readAt('merge', paths))).toEqual({
      'core/auth.py': observed({ kind: 'text', text: 'two' }),
      core: observed({ kind: 'unreadable', problem: 'it is a folder' }),
      alias: observed({ kind: 'unreadable', problem: 'it is a symbolic link' }),
      'vendor/lib': observed({ kind: 'unreadable', problem: 'it is a submodule' }),
      gone: observed({ kind: 'absent' }),
    });
    expect(await git.listAt('merge', [''])).toEqual(observed(['alias', 'core/auth.py', 'evil.py', 'run.sh']));
    expect(await git.listAt('merge', ['core', 'vendor'])).toEqual(observed(['core/auth.py']));
  });

  test('has digests of its files', async () => {
    const paths = ['core/auth.py', 'core', 'gone'];
    expect(Object.fromEntries(await git.digestsAt('merge', paths))).toEqual({
      'core/auth.py': observed('3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3'),
      core: unobserved('it is a folder'),
      gone: observed(null),
    });
  });

  test('says what links point at, and of the rest that it is no link', async () => {
    expect(Object.fromEntries(await git.linksAt('topic', ['alias', 'run.sh']))).toEqual({
      alias: observed('core'),
      'run.sh': unobserved('it is no symbolic link'),
    });
  });

  test('says what lies in folders, and nothing of what is none', async () => {
    expect(Object.fromEntries(await git.foldersAt('merge', ['', 'vendor', 'alias', 'gone']))).toEqual({
      '': observed([
        { name: 'alias', mode: '120000' },
        { name: 'core', mode: '040000' },
        { name: 'evil.py', mode: '100644' },
        { name: 'run.sh', mode: '100755' },
        { name: 'vendor', mode: '040000' },
      ]),
      vendor: observed([{ name: 'lib', mode: '160000' }]),
      alias: observed([]),
      gone: observed([]),
    });
  });
});

describe('a change in memory', () => {
  test('has the modes of both sides', async () => {
    expect(await git.changes({ from: 'first', to: 'merge' })).toEqual(
      observed([
        { path: 'alias', status: 'added', oldMode: '000000', newMode: '120000' },
        { path: 'core/auth.py', status: 'modified', oldMode: '100644', newMode: '100644' },
        { path: 'evil.py', status: 'added', oldMode: '000000', newMode: '100644' },
        { path: 'run.sh', status: 'modified', oldMode: '100644', newMode: '100755' },
        { path: 'vendor/lib', status: 'added', oldMode: '000000', newMode: '160000' },
      ]),
    );
  });

  test('on disk has links that became files, and files that became links', async () => {
    const onDisk = fakeObservers({
      ...REPOSITORY,
      names: { HEAD: 'topic' },
      worktree: { 'core/auth.py': 'two', alias: '' },
      worktreeBeside: { links: { 'run.sh': '/etc/passwd' } },
    });
    expect(await onDisk.git.changes({ from: 'HEAD', to: 'worktree' })).toMatchObject({
      value: [
        { path: 'alias', status: 'type-changed', oldMode: '120000', newMode: '100644' },
        { path: 'run.sh', status: 'type-changed', oldMode: '100644', newMode: '120000' },
      ],
    });
    expect(Object.fromEntries(await onDisk.files.links(['run.sh', 'alias']))).toEqual({
      'run.sh': observed('/etc/passwd'),
      alias: unobserved('it is no symbolic link'),
    });
  });

  test('on disk is none where nothing is said of the disk', async () => {
    expect(await git.changes({ from: 'HEAD', to: 'worktree' })).toEqual(observed([]));
    expect(await files.read('core/auth.py')).toEqual(observed({ kind: 'text', text: 'two' }));
    expect(Object.fromEntries(await files.links(['alias']))).toEqual({ alias: observed('core') });
  });
});

describe('commits in memory', () => {
  test('are what one side has and the other has not, oldest first, a merge with what it made itself', async () => {
    expect(await git.commits({ from: 'first', to: 'worktree' })).toEqual(
      observed([
        {
          id: 'topic',
          author: BOT,
          committer: BOT,
          message: 'Fix\n\nCo-authored-by: Bot <bot@example.com>\n',
          paths: ['alias', 'core/auth.py'],
        },
        { id: 'other', author: ADA, committer: ADA, message: '', paths: ['run.sh'] },
        { id: 'merge', author: BOT, committer: ADA, message: '', paths: ['evil.py', 'vendor/lib'] },
      ]),
    );
    expect(await git.commits({ from: 'merge', to: 'topic' })).toEqual(observed([]));
  });

  test('are unobserved for a name nobody knows, and where a shallow history ends among them', async () => {
    expect(await git.commits({ from: 'nowhere', to: 'HEAD' })).toEqual(
      unobserved('there is no commit nowhere'),
    );
    const commits = { ...REPOSITORY.commits, cut: { files: {} } };
    const shallow = fakeObservers({ ...REPOSITORY, commits, isShallow: true }).git;
    expect(await shallow.commits({ from: 'first', to: 'merge' })).toMatchObject({ known: true });
    expect(await shallow.commits({ from: 'cut', to: 'merge' })).toEqual(
      unobserved('this is a shallow clone whose history ends among these commits'),
    );
  });
});

describe('names in memory', () => {
  test('of branches are those that hold a commit', async () => {
    expect(await git.branchesWith('topic')).toEqual(observed(['auto/x', 'main']));
    expect(await git.branchesWith('nowhere')).toEqual(unobserved('there is no commit nowhere'));
    const { branches: _none, ...without } = REPOSITORY;
    expect(await fakeObservers(without).git.branchesWith('topic')).toEqual(observed(['main']));
  });

  test('of tags are those that point at it', async () => {
    expect(await git.tagsAt('first')).toEqual(observed(['start', 'v1']));
    expect(await git.tagsAt('topic')).toEqual(observed([]));
    expect(await git.tagsAt('nowhere')).toEqual(unobserved('there is no commit nowhere'));
  });
});

describe('where histories in memory part', () => {
  const commits = {
    start: { files: {} },
    left: { files: { left: '' }, parents: ['start'] },
    right: { files: { right: '' }, parents: ['start'] },
    leftAgain: { files: { left: '', right: '' }, parents: ['left', 'right'] },
    rightAgain: { files: { left: '', right: '' }, parents: ['right', 'left'] },
    alone: { files: {} },
  };
  const crossing = fakeObservers({ commits }).git;

  test('is one commit for plain branches', async () => {
    expect(await crossing.mergeBases('left', 'right')).toEqual(observed(['start']));
    expect(await crossing.mergeBases('left', 'leftAgain')).toEqual(observed(['left']));
  });

  test('are two where they were merged into each other, and the first is the one that is picked', async () => {
    expect(await crossing.mergeBases('leftAgain', 'rightAgain')).toEqual(observed(['left', 'right']));
    expect(await crossing.mergeBase('leftAgain', 'rightAgain')).toEqual(observed('left'));
  });

  test('is nowhere for histories that never met', async () => {
    expect(await crossing.mergeBases('left', 'alone')).toEqual(unobserved('they share no commit'));
  });
});
