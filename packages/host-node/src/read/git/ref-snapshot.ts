import { observed, type Known } from '@lockkeeper/policy-core';

import type { CommandOutcome } from '../../system/run-command.ts';
import { isObjectId } from './describe-repository.ts';
import { printed, type RunGitCommand } from './git-command.ts';
import { linkedWorktrees } from './head-log.ts';
import { gitOfPlace, type GitPlace } from './git-place.ts';

/** What branches, tags and the head of a repository pointed at, at one moment. */
export interface RefSnapshot {
  /** The commit that is checked out; `null` before the first one. */
  readonly head: string | null;
  /** What the head names, such as `refs/heads/main`; `null` where it is detached. */
  readonly branch: string | null;
  /** Ids by full name; tags by what they point at themselves. */
  readonly refs: Readonly<Record<string, string>>;
  /** Commits that the heads of further worktrees are at without a branch. */
  readonly detached: readonly string[];
  /** Commits that a branch or the head was at before, as far as git remembers. */
  readonly earlier: readonly string[];
}

export async function refSnapshot(place: GitPlace, timeoutMs?: number): Promise<Known<RefSnapshot>> {
  const git = gitOfPlace(place, timeoutMs);
  const [listed, head, branch, earlier, linked] = await Promise.all([
    git(['for-each-ref', '--format=%(objectname) %(refname)']),
    git(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    git(['symbolic-ref', '--quiet', 'HEAD']),
    git(['rev-list', '--reflog', '--no-walk', '--ignore-missing']),
    linkedWorktrees(place.commonDir),
  ]);
  const [refs, remembered] = [
    printed(listed),
    isEmptyList(earlier) ? observed(Buffer.of()) : printed(earlier),
  ];
  if (!refs.known) return refs;
  if (!remembered.known) return remembered;
  return observed({
    head: firstLine(head),
    branch: firstLine(branch),
    refs: Object.fromEntries(linesIn(refs.value).map(refIn)),
    detached: linked.flatMap(({ detachedAt }) => detachedAt ?? []),
    earlier: linesIn(remembered.value).filter(isObjectId),
  });
}

/**
 * The branches of remotes that were fetched and not pushed, by what git noted when it moved them. Anybody may write
 * such notes; without one a branch counts as pushed.
 */
export async function fetchedRefs(
  place: GitPlace,
  names: readonly string[],
  timeoutMs?: number,
): Promise<ReadonlySet<string>> {
  const git = gitOfPlace(place, timeoutMs);
  const fetched = await Promise.all(names.map(async (name) => ((await isFetched(git, name)) ? [name] : [])));
  return new Set(fetched.flat());
}

async function isFetched(git: RunGitCommand, name: string): Promise<boolean> {
  const note = printed(await git(['log', '--walk-reflogs', '--max-count=1', '--format=%gs', name, '--']));
  return note.known && /^(?:fetch|pull|clone|remote)\b/.test(note.value.toString('utf8'));
}

/** Where git remembers nothing it takes the question for one about no commit at all, which it does not answer. */
function isEmptyList(outcome: CommandOutcome): boolean {
  return outcome.kind === 'exited' && outcome.code === 129 && outcome.stdout.length === 0;
}

function refIn(line: string): readonly [name: string, id: string] {
  const at = line.indexOf(' ');
  return [line.slice(at + 1), line.slice(0, at)];
}

function linesIn(answer: Buffer): readonly string[] {
  return answer
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** `null` where git has no answer: a head that is detached, or no commit yet. */
function firstLine(outcome: CommandOutcome): string | null {
  const answer = printed(outcome);
  const [line = ''] = answer.known ? linesIn(answer.value) : [];
  return line === '' ? null : line;
}
