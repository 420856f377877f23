import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  runGit,
  temporaryFolder,
  temporaryRepository,
  type TemporaryRepository,
} from '../../testing/temporary-repository.ts';
import { createGit } from './git.ts';

afterAll(removeTemporaryFolders);

const NOWHERE = 'f'.repeat(40);

describe('the state of a repository', () => {
  test('is its commit and its branch', async () => {
    const repository = temporaryRepository();
    const head = repository.commit();
    repository.git('switch', '--quiet', '--create', 'auto/fix-ü');
    expect(await stateOf(repository.root)).toEqual(
      observed({ head, branch: 'auto/fix-ü', isShallow: false, isBare: false }),
    );
  });

  test('has a branch and no commit before the first commit, also with a file called HEAD', async () => {
    const repository = temporaryRepository();
    const empty = observed({ head: undefined, branch: 'main', isShallow: false, isBare: false });
    expect(await stateOf(repository.root)).toEqual(empty);
    repository.write('HEAD', 'x');
    expect(await stateOf(repository.root)).toEqual(empty);
  });

  test('has no branch when the head is detached', async () => {
    const repository = temporaryRepository();
    const head = repository.commit();
    repository.git('checkout', '--quiet', '--detach');
    expect(await stateOf(repository.root)).toMatchObject({ value: { head, branch: undefined } });
  });

  test('says that it is bare, and commits are read all the same', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ 'a.txt': 'one' });
    const bare = bareCloneOf(repository);
    expect(await stateOf(bare)).toEqual(observed({ head, branch: 'main', isShallow: false, isBare: true }));
    const contents = await createGit(bare).readAt(head, ['a.txt']);
    expect(contents.get('a.txt')).toEqual(observed({ kind: 'text', text: 'one' }));
    expect(await createGit(bare).changes({ from: head, to: 'worktree' })).toEqual(
      unobserved('this is a bare repository, which has no files on disk'),
    );
  });

  test('says that it is shallow', async () => {
    expect(await stateOf(shallowCloneOf(twoCommits().repository))).toMatchObject({
      value: { isShallow: true },
    });
  });

  test('is that of the worktree that was asked', async () => {
    const repository = temporaryRepository();
    const head = repository.commit();
    const second = path.join(temporaryFolder(), 'second');
    repository.git('worktree', 'add', '--quiet', '-b', 'topic', second);
    expect(await stateOf(second)).toMatchObject({ value: { head, branch: 'topic' } });
  });

  test('is not that of a repository named by GIT_DIR, as in a hook', async () => {
    const [asked, other] = [temporaryRepository(), temporaryRepository()];
    const head = asked.commit();
    process.env['GIT_DIR'] = path.join(other.root, '.git');
    process.env['GIT_INDEX_FILE'] = path.join(other.root, '.git/index');
    try {
      expect(await stateOf(asked.root)).toMatchObject({ value: { head } });
    } finally {
      delete process.env['GIT_DIR'];
      delete process.env['GIT_INDEX_FILE'];
    }
  });

  test('is unobserved where there is no repository, no folder or no git', async () => {
    expect(await stateOf(temporaryFolder())).toEqual(unobserved('this is not a git repository'));
    expect(await stateOf(path.join(temporaryFolder(), 'gone'))).toEqual(
      unobserved('the folder of the repository is gone'),
    );
    const before = process.env['PATH'];
    process.env['PATH'] = temporaryFolder();
    try {
      expect(await stateOf(temporaryRepository.name)).toEqual(unobserved('git is not installed'));
    } finally {
      process.env['PATH'] = before;
    }
  });

  test.each([
    ['its first question', '*'],
    ['its second question, before the first commit', '*symbolic-ref*'],
  ])('is unobserved, and says why, when git takes too long over %s', async (_question, slowArguments) => {
    const { root } = temporaryRepository();
    const state = await withSlowGit(slowArguments, () => createGit(root, { timeoutMs: 1000 }).describe());
    expect(state).toEqual(unobserved('git could not be asked: it did not answer within 1 s'));
  });
});

describe('the name of a commit', () => {
  test('leads to its full id: branch, tag, abbreviation', async () => {
    const { repository, first } = twoCommits();
    repository.git('tag', '--annotate', '--message=x', 'v1', first);
    const git = createGit(repository.root);
    for (const name of ['v1', 'HEAD~1', 'main^', first.slice(0, 10)]) {
      expect(await git.resolve(name)).toEqual(observed(first));
    }
  });

  test.each(['nowhere', '--all', '-n1', '', 'a\nb', '^main', 'main..main', 'refs/heads/main^@', NOWHERE])(
    'is unobserved when it is %j',
    async (name) => {
      const { repository } = twoCommits();
      expect(await createGit(repository.root).resolve(name)).toEqual(
        unobserved(`there is no commit ${JSON.stringify(name)} here`),
      );
    },
  );

  test('in full is nothing else: no tag of that name stands in for a branch that is not here', async () => {
    const { repository, first, second } = twoCommits();
    const [gone, away] = ['refs/heads/gone', 'refs/remotes/origin/main'];
    for (const name of [gone, away, 'refs/heads/main']) repository.git('tag', name, first);
    const git = createGit(repository.root);
    expect(await git.resolve('refs/heads/main')).toEqual(observed(second));
    expect(await git.resolve('refs/heads/main~1')).toEqual(observed(first));
    expect(await git.resolve(`refs/tags/${gone}`)).toEqual(observed(first));
    for (const name of [gone, away, `${gone}^0`, `${gone}@{0}`, 'refs/', 'refs/heads/']) {
      expect(await git.resolve(name)).toEqual(unobserved(`there is no commit ${JSON.stringify(name)} here`));
    }
  });

  test('that cannot be passed to a program is unobserved', async () => {
    expect(await createGit(temporaryRepository().root).resolve('a\0b')).toMatchObject({ known: false });
  });

  test('is unobserved before the first commit', async () => {
    expect(await createGit(temporaryRepository().root).resolve('HEAD')).toEqual(
      unobserved('this repository has no commit yet'),
    );
  });

  test('is unobserved when a shallow clone does not reach it', async () => {
    const { repository, first } = twoCommits();
    const git = createGit(shallowCloneOf(repository));
    const reason = `this is a shallow clone without the commit "${first}"`;
    expect(await git.resolve(first)).toEqual(unobserved(reason));
    expect((await git.readAt(first, ['a.txt'])).get('a.txt')).toEqual(unobserved(reason));
    expect(await git.listAt(first, [''])).toEqual(unobserved(reason));
    expect(await git.changes({ from: first, to: 'worktree' })).toEqual(unobserved(reason));
  });
});

describe('the common commit', () => {
  test('is where two branches part', async () => {
    const { repository, first } = twoCommits();
    repository.git('switch', '--quiet', '--create', 'topic', first);
    repository.commit({ 'b.txt': 'topic' });
    expect(await createGit(repository.root).mergeBase('main', 'topic')).toEqual(observed(first));
  });

  test('is more than one where two branches were merged into each other, whatever dates they claim', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('switch', '--quiet', '--create', 'topic', first);
    const topic = repository.commit({ 'b.txt': 'topic' });
    repository.git('merge', '--quiet', '--no-ff', '--message', 'main into topic', second);
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '--message', 'topic into main', topic);
    const git = createGit(repository.root);
    const bases = await git.mergeBases('main', 'topic');
    expect(bases.known && [...bases.value].sort()).toEqual([second, topic].sort());
    const one = await git.mergeBase('main', 'topic');
    expect(one.known && [second, topic].includes(one.value)).toBe(true);
  });

  test('is alone where one branch has all of the other', async () => {
    const { repository, first, second } = twoCommits();
    expect(await createGit(repository.root).mergeBases(first, second)).toEqual(observed([first]));
  });

  test('is unobserved between histories that never met', async () => {
    const { repository } = twoCommits();
    repository.git('switch', '--quiet', '--orphan', 'other');
    repository.commit({ 'b.txt': 'x' });
    expect(await createGit(repository.root).mergeBase('main', 'other')).toEqual(
      unobserved('the two histories have no commit in common'),
    );
    expect(await createGit(repository.root).mergeBases('main', 'other')).toEqual(
      unobserved('the two histories have no commit in common'),
    );
  });

  test('is unobserved when a shallow clone does not reach it', async () => {
    const { repository, first } = twoCommits();
    repository.git('switch', '--quiet', '--create', 'topic', first);
    repository.commit({ 'b.txt': 'topic' });
    const clone = shallowCloneOf(repository, '--no-single-branch');
    expect(await createGit(clone).mergeBase('origin/main', 'origin/topic')).toEqual(
      unobserved('this is a shallow clone whose history does not reach back to the common commit'),
    );
  });

  test('is unobserved for names nobody knows, also such that look like options', async () => {
    const { repository } = twoCommits();
    expect(await createGit(repository.root).mergeBase('main', '--all')).toEqual(
      unobserved('there is no commit "refs/heads/main" or "--all" here'),
    );
  });
});

describe('the relation of a commit to the head', () => {
  test('is ancestor, or not', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('switch', '--quiet', '--create', 'topic', first);
    const topic = repository.commit({ 'b.txt': 'topic' });
    const git = createGit(repository.root);
    expect(await git.relation(first, 'HEAD')).toEqual(observed('ancestor'));
    expect(await git.relation(topic, 'HEAD')).toEqual(observed('ancestor'));
    expect(await git.relation(second, topic)).toEqual(observed('not-an-ancestor'));
  });

  test('is absent for an id nobody made and for what is no id', async () => {
    const { repository } = twoCommits();
    const git = createGit(repository.root);
    for (const sha of [NOWHERE, 'main', '--all', '', 'v1.0']) {
      expect(await git.relation(sha, 'HEAD')).toEqual(observed('absent'));
    }
  });

  test('is not-a-commit for a file, a folder or a tag', async () => {
    const { repository } = twoCommits();
    repository.git('tag', '--annotate', '--message=x', 'v1');
    const git = createGit(repository.root);
    for (const name of ['HEAD:a.txt', 'HEAD^{tree}', 'v1']) {
      expect(await git.relation(repository.git('rev-parse', name), 'HEAD')).toEqual(observed('not-a-commit'));
    }
  });

  test('is unobserved in a shallow clone, unless the history at hand proves it', async () => {
    const { repository, first, second } = twoCommits();
    const git = createGit(shallowCloneOf(repository));
    expect(await git.relation(first, 'HEAD')).toEqual(unobserved('this is a shallow clone'));
    expect(await git.relation(second, 'HEAD')).toEqual(observed('ancestor'));
  });

  test('is unobserved without a head', async () => {
    const { repository, first } = twoCommits();
    expect(await createGit(repository.root).relation(first, 'nowhere')).toEqual(
      unobserved('there is no commit "nowhere" here'),
    );
  });
});

describe('the default branch', () => {
  test('is what the remote calls its head, else its main, else the local main or master', async () => {
    const { repository, first, second } = twoCommits();
    const git = createGit(repository.root);
    repository.git('branch', '--move', 'main', 'work');
    repository.git('branch', 'master', first);
    expect(await git.defaultBranch()).toEqual(observed(first));
    repository.git('branch', 'main', second);
    expect(await git.defaultBranch()).toEqual(observed(second));
    repository.git('update-ref', 'refs/remotes/origin/main', first);
    expect(await git.defaultBranch()).toEqual(observed(first));
    repository.git('update-ref', 'refs/remotes/origin/trunk', second);
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
    expect(await git.defaultBranch()).toEqual(observed(second));
  });

  test('is looked for further when the remote head points nowhere', async () => {
    const { repository, second } = twoCommits();
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/gone');
    expect(await createGit(repository.root).defaultBranch()).toEqual(observed(second));
  });

  test('is unobserved when nothing is called so', async () => {
    const { repository } = twoCommits();
    repository.git('branch', '--move', 'main', 'work');
    expect(await createGit(repository.root).defaultBranch()).toEqual(
      unobserved('there is no origin/HEAD and no branch main or master'),
    );
    expect(await createGit(temporaryRepository().root).defaultBranch()).toEqual(
      unobserved('this repository has no commit yet'),
    );
  });
});

test('a repository whose objects are broken is unobserved, in git’s own words', async () => {
  const { repository, first, second } = twoCommits();
  const place = path.join(repository.root, '.git/objects', second.slice(0, 2), second.slice(2));
  rmSync(place);
  writeFileSync(place, 'broken');
  const changes = await createGit(repository.root).changes({ from: first, to: second });
  expect(changes).toMatchObject({ known: false });
  const contents = await createGit(repository.root).readAt(second, ['a.txt']);
  expect(contents.get('a.txt')).toMatchObject({ known: false });
});

/** With a git that never answers when its arguments match the shell pattern. */
async function withSlowGit<T>(pattern: string, ask: () => Promise<T>): Promise<T> {
  const before = process.env['PATH'] ?? '';
  const folder = temporaryFolder();
  const script = `#!/bin/sh\ncase "$*" in ${pattern}) exec sleep 20;; *) PATH="\${PATH#*:}" exec git "$@";; esac\n`;
  writeFileSync(path.join(folder, 'git'), script, { mode: 0o755 });
  process.env['PATH'] = `${folder}:${before}`;
  try {
    return await ask();
  } finally {
    process.env['PATH'] = before;
  }
}

function stateOf(root: string) {
  return createGit(root).describe();
}

function twoCommits(): { repository: TemporaryRepository; first: string; second: string } {
  const repository = temporaryRepository();
  const first = repository.commit({ 'a.txt': 'one' });
  const second = repository.commit({ 'a.txt': 'two' });
  return { repository, first, second };
}

function bareCloneOf({ root }: TemporaryRepository): string {
  const bare = path.join(temporaryFolder(), 'bare.git');
  runGit(root, ['clone', '--quiet', '--bare', root, bare]);
  return bare;
}

function shallowCloneOf({ root }: TemporaryRepository, ...options: readonly string[]): string {
  const clone = path.join(temporaryFolder(), 'clone');
  const source = pathToFileURL(root).href;
  runGit(root, ['clone', '--quiet', '--depth=1', '--branch=main', ...options, source, clone]);
  return clone;
}
