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

describe('the branches with a commit', () => {
  test('are the local ones where there is no remote, by their short names', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('branch', 'auto/fix-ü', first);
    repository.git('branch', 'release');
    const git = createGit(repository.root);
    expect(await git.branchesWith(first)).toEqual(observed(['auto/fix-ü', 'main', 'release']));
    expect(await git.branchesWith(second)).toEqual(observed(['main', 'release']));
    expect(await git.branchesWith('HEAD~1')).toMatchObject({ value: ['auto/fix-ü', 'main', 'release'] });
  });

  test('are those of origin where it has any, and no local one beside them, nor its HEAD', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('branch', 'auto/x', first);
    const clone = cloneOf(repository);
    runGit(clone, ['branch', 'mine']);
    expect(runGit(clone, ['rev-parse', 'refs/remotes/origin/HEAD'])).toBe(second);
    expect(await createGit(clone).branchesWith(first)).toEqual(observed(['auto/x', 'main']));
    const local = runGit(clone, ['commit-tree', '-p', second, '-m', 'x', `${second}^{tree}`]);
    runGit(clone, ['branch', 'ahead', local]);
    expect(await createGit(clone).branchesWith(local)).toEqual(observed([]));
  });

  test('of another remote do not count', async () => {
    const { repository, first } = twoCommits();
    repository.git('update-ref', 'refs/remotes/fork/evil', first);
    repository.git('update-ref', 'refs/remotes/origin-2/evil', first);
    expect(await createGit(repository.root).branchesWith(first)).toEqual(observed(['main']));
  });

  test('go by the whole name: a tag or a branch called origin/main is another one', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('branch', 'origin/main', first);
    repository.git('tag', 'main', first);
    expect(await createGit(repository.root).branchesWith(second)).toEqual(observed(['main']));
  });

  test('are unobserved in a shallow clone, unless each of them holds it', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('branch', 'topic', first);
    const all = createGit(cloneOf(repository, '--depth=1', '--no-single-branch'));
    expect(await all.branchesWith(second)).toEqual(unobserved('this is a shallow clone'));
    const one = createGit(cloneOf(repository, '--depth=1', '--branch=main'));
    expect(await one.branchesWith(second)).toEqual(observed(['main']));
    expect(await one.branchesWith(first)).toEqual(
      unobserved(`this is a shallow clone without the commit "${first}"`),
    );
  });

  test('are unobserved for a commit nobody knows', async () => {
    const { repository } = twoCommits();
    for (const name of ['nowhere', '--all', '', 'f'.repeat(40)]) {
      expect(await createGit(repository.root).branchesWith(name)).toEqual(
        unobserved(`there is no commit ${JSON.stringify(name)} here`),
      );
    }
  });
});

describe('the tags at a commit', () => {
  test('are those that point at it, also through a tag that is an object, or two', async () => {
    const { repository, first, second } = twoCommits();
    repository.git('tag', 'light/ü', first);
    repository.git('tag', '--annotate', '--message=x', 'v1.0', first);
    repository.git('tag', '--annotate', '--message=x', 'outer', 'v1.0');
    repository.git('tag', 'v2.0', second);
    const git = createGit(repository.root);
    expect(await git.tagsAt(first)).toEqual(observed(['light/ü', 'outer', 'v1.0']));
    expect(await git.tagsAt('HEAD')).toEqual(observed(['v2.0']));
    expect(await git.tagsAt('outer')).toMatchObject({ value: ['light/ü', 'outer', 'v1.0'] });
  });

  test('go by the name of the reference, not by what a tag says of itself', async () => {
    const { repository, first } = twoCommits();
    repository.git('tag', '--annotate', '--message=x', 'v1.0', first);
    repository.git('update-ref', 'refs/tags/v9', 'refs/tags/v1.0');
    repository.git('tag', '--delete', 'v1.0');
    repository.git('update-ref', 'refs/heads/v3', first);
    expect(await createGit(repository.root).tagsAt(first)).toEqual(observed(['v9']));
  });

  test('may be none, and a tag of a file is of no commit', async () => {
    const { repository, first } = twoCommits();
    const git = createGit(repository.root);
    expect(await git.tagsAt(first)).toEqual(observed([]));
    repository.git('tag', 'file', 'HEAD:a.txt');
    expect(await git.tagsAt(first)).toEqual(observed([]));
  });

  test('are unobserved for a commit nobody knows, and without a repository', async () => {
    const { repository } = twoCommits();
    expect(await createGit(repository.root).tagsAt('nowhere')).toEqual(
      unobserved('there is no commit "nowhere" here'),
    );
    expect(await createGit(temporaryFolder()).tagsAt('HEAD')).toEqual(
      unobserved('this is not a git repository'),
    );
  });
});

function twoCommits(): { repository: TemporaryRepository; first: string; second: string } {
  const repository = temporaryRepository();
  const first = repository.commit({ 'a.txt': 'one' });
  const second = repository.commit({ 'a.txt': 'two' });
  return { repository, first, second };
}

function cloneOf({ root }: TemporaryRepository, ...options: readonly string[]): string {
  const clone = path.join(temporaryFolder(), 'clone');
  runGit(root, ['clone', '--quiet', ...options, pathToFileURL(root).href, clone]);
  return clone;
}
