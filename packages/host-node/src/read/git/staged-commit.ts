import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { errorCode } from '../../system/error-code.ts';
import { isNotFound } from '../../system/path-resolution.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';
import { isObjectId } from './describe-repository.ts';

/** The commit that `git commit` would make now. It is in no repository: git finds it only with `env`. */
export interface StagedCommit {
  readonly id: string;
  readonly env: Readonly<Record<string, string>>;
  /** Forgets it. */
  readonly remove: () => Promise<void>;
}

interface CommitEnvironment {
  /** The variables that git started a hook with: the index it commits, and who commits. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What `GIT_INDEX_FILE` is relative to. */
  readonly cwd: string;
}

/**
 * Makes a commit of what is staged, with its objects in a folder of their own, so that what will be
 * committed can be judged like any commit and the repository stays as it is.
 */
export async function stagedCommit(root: string, given: CommitEnvironment): Promise<Known<StagedCommit>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lockkeeper-staged-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const made = await commitIn(folder, root, given);
    if (!made.known) await remove();
    return made.known ? observed({ ...made.value, remove }) : made;
  } catch (error) {
    await remove();
    return unobserved(`what is staged could not be copied (${errorCode(error) ?? String(error)})`);
  }
}

async function commitIn(
  folder: string,
  root: string,
  { env, cwd }: CommitEnvironment,
): Promise<Known<Omit<StagedCommit, 'remove'>>> {
  const git = gitCommandIn(root);
  const paths = await pathsOf(git, root);
  if (!paths.known) return paths;
  const [index, objects] = paths.value;
  const copy = path.join(folder, 'index');
  const named = env['GIT_INDEX_FILE'];
  await copyIndex(named === undefined || named === '' ? index : path.resolve(cwd, named), copy);
  const own = path.join(folder, 'objects');
  await mkdir(own);
  const objectsToo = { GIT_OBJECT_DIRECTORY: own, GIT_ALTERNATE_OBJECT_DIRECTORIES: quoted(objects) };
  const tree = await idFrom(
    git(['write-tree', '--missing-ok'], { env: { ...objectsToo, GIT_INDEX_FILE: copy } }),
  );
  if (!tree.known) return tree;
  const parents = await parentsOf(git);
  const commitAs = (committer: Readonly<Record<string, string>>) =>
    idFrom(
      git(['commit-tree', ...parents.flatMap((parent) => ['-p', parent]), '-m', 'staged', tree.value], {
        env: { ...objectsToo, ...committer },
      }),
    );
  const told = await commitAs(identity(env));
  // Where CI runs the hook nobody commits, and git knows no name.
  const id = told.known ? told : await commitAs({ ...NOBODY, ...identity(env) });
  return id.known ? observed({ id: id.value, env: objectsToo }) : id;
}

async function pathsOf(
  git: RunGitCommand,
  root: string,
): Promise<Known<readonly [index: string, objects: string]>> {
  const answer = printed(await git(['rev-parse', '--git-path', 'index', '--git-path', 'objects']));
  if (!answer.known) return answer;
  const [index = '', objects = ''] = answer.value.toString('utf8').split(/\r?\n/);
  return observed([path.resolve(root, index), path.resolve(root, objects)]);
}

async function copyIndex(original: string, copy: string): Promise<void> {
  try {
    await copyFile(original, copy);
  } catch (error) {
    // Before the first `git add` there is no index, and git takes that for an empty one.
    if (!isNotFound(error)) throw error;
  }
}

/** A list of folders is separated by `:`, and one that holds such a sign is put in quotes. */
function quoted(folder: string): string {
  return `"${folder.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** The commit that is checked out, and the one that is being merged; none before the first commit. */
async function parentsOf(git: RunGitCommand): Promise<readonly string[]> {
  const found = await Promise.all(
    ['HEAD', 'MERGE_HEAD'].map((name) =>
      idFrom(git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`])),
    ),
  );
  return found.flatMap((id) => (id.known ? [id.value] : []));
}

async function idFrom(asked: ReturnType<RunGitCommand>): Promise<Known<string>> {
  const answer = printed(await asked);
  if (!answer.known) return answer;
  const id = answer.value.toString('utf8').trim();
  return isObjectId(id) ? observed(id) : unobserved('git answered in a form that is not understood');
}

const NOBODY = {
  GIT_AUTHOR_NAME: 'nobody',
  GIT_AUTHOR_EMAIL: 'nobody@localhost',
  GIT_COMMITTER_NAME: 'nobody',
  GIT_COMMITTER_EMAIL: 'nobody@localhost',
};

/** Who git was told to commit as, where that is not what its settings say. */
function identity(env: CommitEnvironment['env']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      /^GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)$/.test(name) && value !== undefined ? [[name, value]] : [],
    ),
  );
}
