import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { pathFromBytes } from '../../text/path-bytes.ts';
import { resolveCommit } from './commit-history.ts';
import { describeRepository } from './describe-repository.ts';
import { printed, type RunGitCommand } from './git-command.ts';

const REMOTE = 'refs/remotes/origin/';
const LOCAL = 'refs/heads/';
const TAGS = 'refs/tags/';
/** What git calls the commit behind a tag that is an object of its own. */
const PEELED = '^{}';

/** What the remote has counts, and not which branches somebody keeps here, where there is a remote. */
export async function branchesWith(git: RunGitCommand, commit: string): Promise<Known<readonly string[]>> {
  const id = await resolveCommit(git, commit);
  if (!id.known) return id;
  const [all, holding] = await Promise.all([branches(git), branches(git, `--contains=${id.value}`)]);
  if (!all.known) return all;
  if (!holding.known) return holding;
  const folder = all.value.some((name) => name.startsWith(REMOTE)) ? REMOTE : LOCAL;
  const names = below(folder, holding.value);
  return names.length === below(folder, all.value).length ? observed(names) : unlessShallow(git, names);
}

/** A tag may point at a tag; the commit at the end is what counts. */
export async function tagsAt(git: RunGitCommand, commit: string): Promise<Known<readonly string[]>> {
  const [id, outcome] = await Promise.all([
    resolveCommit(git, commit),
    git(['show-ref', '--tags', '--dereference']),
  ]);
  if (!id.known) return id;
  if (outcome.kind === 'exited' && outcome.code === 1 && outcome.stdout.length === 0) return observed([]);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  // The line of the commit behind a tag comes after the line of the tag.
  const ids = new Map(lines(answer.value).map((line) => nameAndId(line)));
  return observed([...ids].filter(([, target]) => target === id.value).map(([name]) => name));
}

async function branches(git: RunGitCommand, ...filter: readonly string[]): Promise<Known<readonly string[]>> {
  const outcome = await git([
    'for-each-ref',
    '--sort=refname',
    '--format=%(refname)',
    ...filter,
    REMOTE,
    LOCAL,
  ]);
  const answer = printed(outcome);
  if (!answer.known) return answer;
  return observed(lines(answer.value).filter((name) => name !== `${REMOTE}HEAD`));
}

function below(folder: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length));
}

/** In a shallow clone a branch may hold the commit beyond the point where its history was cut. */
async function unlessShallow(
  git: RunGitCommand,
  names: readonly string[],
): Promise<Known<readonly string[]>> {
  const state = await describeRepository(git);
  if (!state.known) return state;
  return state.value.isShallow ? unobserved('this is a shallow clone') : observed(names);
}

/** Of `<id> refs/tags/v1` or `<id> refs/tags/v1^{}`: no name of a tag holds a space or a `^`. */
function nameAndId(line: string): readonly [string, string] {
  const space = line.indexOf(' ');
  const name = line.slice(space + 1 + TAGS.length);
  return [name.endsWith(PEELED) ? name.slice(0, -PEELED.length) : name, line.slice(0, space)];
}

/** A name of a branch or tag may have any byte above 0x7f, and none that ends a line. */
function lines(output: Buffer): readonly string[] {
  return pathFromBytes(output).split('\n').slice(0, -1);
}
