import { access } from 'node:fs/promises';
import path from 'node:path';

import type { WorktreeState, Worktrees } from '@lockkeeper/operations/ports';
import { observed, type Known } from '@lockkeeper/policy-core';

import { pathFromBytes, splitAtNul } from '../../text/path-bytes.ts';
import { gitCommandIn, printed, type RunGitCommand } from './git-command.ts';

/** `root` is the top folder of a repository with files on disk. */
export function createWorktrees(root: string): Worktrees {
  const git = gitCommandIn(root);
  return { standing: () => standing(git, root), branchNames: () => branchNames(git) };
}

/** What git leaves in its folder while something goes on. */
const UNDER_WAY: readonly (readonly [file: string, what: string])[] = [
  ['MERGE_HEAD', 'a merge'],
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['sequencer', 'a cherry-pick or revert of several commits'],
  ['BISECT_LOG', 'a bisection'],
];

async function standing(git: RunGitCommand, root: string): Promise<Known<WorktreeState>> {
  const [places, index] = await Promise.all([
    git(['rev-parse', ...UNDER_WAY.flatMap(([file]) => ['--git-path', file])]),
    git(['diff-index', '--cached', '--name-only', '--no-renames', '-z', 'HEAD', '--']),
  ]);
  const [found, staged] = [printed(places), printed(index)];
  if (!found.known) return found;
  if (!staged.known) return staged;
  const files = found.value.toString('utf8').split(/\r?\n/);
  const going = await Promise.all(
    UNDER_WAY.map(async ([, what], place) =>
      (await exists(path.resolve(root, files[place] ?? ''))) ? [what] : [],
    ),
  );
  const [underWay] = going.flat();
  return observed({ underWay, staged: splitAtNul(staged.value).map((name) => pathFromBytes(name)) });
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    // What cannot be reached was not left there by git for its user.
    return false;
  }
}

const LOCAL = 'refs/heads/';
const REMOTES = 'refs/remotes/';

async function branchNames(git: RunGitCommand): Promise<Known<readonly string[]>> {
  const [references, remotes] = await Promise.all([
    git(['for-each-ref', '--format=%(refname)', LOCAL, REMOTES]),
    git(['remote']),
  ]);
  const [names, known] = [printed(references), printed(remotes)];
  if (!names.known) return names;
  if (!known.known) return known;
  const folders = linesIn(known.value).map((remote) => `${REMOTES}${remote}/`);
  return observed([...new Set(linesIn(names.value).map((name) => shortName(name, folders)))]);
}

/** The name of a remote may hold slashes itself. */
function shortName(reference: string, remotes: readonly string[]): string {
  if (reference.startsWith(LOCAL)) return reference.slice(LOCAL.length);
  const remote = remotes.find((folder) => reference.startsWith(folder));
  return remote === undefined ? reference.slice(REMOTES.length) : reference.slice(remote.length);
}

function linesIn(output: Buffer): readonly string[] {
  return pathFromBytes(output)
    .split('\n')
    .filter((line) => line !== '');
}
