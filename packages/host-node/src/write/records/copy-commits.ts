import { gitProblem } from '../../read/git/git-command.ts';
import { hasSucceeded, type RunGit } from '../git/remote-git.ts';
import { isHere, isPartOf } from './records-branch.ts';

/** Names, in the message of a commit, the commit of the records branch whose files it copied. */
const TRAILER = 'Lockkeeper-Records';

export function copyMessage(records: string): string {
  return `Copy the deploy records\n\n${TRAILER}: ${records}\n`;
}

/** Which commits of a branch are to be replaced, and by what. */
export interface CopyOptions {
  /** The commit that the branch is merged into. */
  readonly base: string;
  readonly tip: string;
  /** The records branch as it is. */
  readonly records: string;
}

/**
 * What a branch brings beside `base`, commit by commit.
 *
 * @returns `foreign`: the newest commit that is not just a copy of records, so that something would be lost with it.
 */
export async function copiesOn(
  git: RunGit,
  { base, tip, records }: CopyOptions,
): Promise<{ readonly count: number; readonly foreign: string | undefined }> {
  const format = `--format=%H%x09%P%x09%(trailers:key=${TRAILER},valueonly,separator=%x20)`;
  const lines = (await gitSays(git, ['log', format, `${base}..${tip}`]))
    .split('\n')
    .filter((line) => line !== '');
  for (const line of lines) {
    const [commit = '', parents = '', source = ''] = line.split('\t');
    if (!(await isCopy(git, { commit, parents, source, records })))
      return { count: lines.length, foreign: commit };
  }
  return { count: lines.length, foreign: undefined };
}

interface Candidate {
  readonly commit: string;
  readonly parents: string;
  readonly source: string;
  readonly records: string;
}

/** Whether all that a commit changed stands on the records branch as well. Its message alone could say so of anything. */
async function isCopy(git: RunGit, { commit, parents, source, records }: Candidate): Promise<boolean> {
  if (!ID.test(parents) || !ID.test(source) || !(await isHere(git, source))) return false;
  if (!(await isPartOf(git, source, records))) return false;
  const changed = await changedEntries(git, parents, commit);
  const there = await entriesAt(git, source, [...changed.keys()]);
  return Array.from(changed).every(([path, entry]) => there.get(path) === entry);
}

const ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** Mode and id of what a commit left at each path that it changed. */
async function changedEntries(
  git: RunGit,
  before: string,
  commit: string,
): Promise<ReadonlyMap<string, string>> {
  const fields = (await gitSays(git, ['diff-tree', '-r', '-z', '--no-renames', before, commit])).split('\0');
  const changed = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, mode, , id] = (fields[at] ?? '').split(' ');
    changed.set(fields[at + 1] ?? '', `${mode} ${id}`);
  }
  return changed;
}

/** Mode and id of each file of a commit that is there. */
export async function entriesAt(
  git: RunGit,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const listed = await gitSays(git, ['ls-tree', '-z', '--full-tree', commit, '--', ...paths]);
  const entries = listed.split('\0').flatMap((line) => {
    const [, mode, id, path] = /^(\d{6}) blob ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    return path === undefined ? [] : [[path, `${mode} ${id}`] as const];
  });
  return new Map(entries);
}

/** What git printed. Rejects where it does not answer. */
export async function gitSays(git: RunGit, args: readonly string[]): Promise<string> {
  const outcome = await git(args);
  if (!hasSucceeded(outcome)) throw new Error(`git could not be asked: ${gitProblem(outcome)}`);
  return outcome.stdout.toString('utf8');
}
