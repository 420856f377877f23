import type { CommitMakers, ReleaseHistory } from '@lockkeeper/operations/ports';
import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { keyOfSignature } from '../signatures/ssh-key.ts';
import { isObjectId } from './describe-repository.ts';
import { gitCommandIn, gitProblem, printed, type RunGitCommand } from './git-command.ts';
import { signedTags } from './tag-signatures.ts';

/** The history of one repository, for those who release from it. */
export function createReleaseHistory(root: string): ReleaseHistory {
  const git = gitCommandIn(root);
  return {
    tree: async (commit) => await oneId(git, ['rev-parse', '--verify', '--quiet', `${commit}^{tree}`]),
    withTree: async (tip, tree) => await commitWithTree(git, { tip, tree }),
    subjects: async (commits) => await subjectsOf(git, commits),
    ahead: async (range) => await commitsAhead(git, range),
    tags: async (commit, signers) => await signedTags(git, { commit, signers }),
    makers: async ({ from, to }) => await makersBetween(git, { from, to }),
  };
}

async function oneId(git: RunGitCommand, args: readonly string[]): Promise<Known<string>> {
  const outcome = await git(args);
  const text = printed(outcome);
  if (!text.known) return unobserved(outcome.kind === 'exited' ? 'the commit is not here' : text.reason);
  const id = text.value.toString('utf8').trim();
  return isObjectId(id) ? observed(id) : unobserved(gitProblem(outcome));
}

async function commitWithTree(
  git: RunGitCommand,
  { tip, tree }: { readonly tip: string; readonly tree: string },
): Promise<Known<string | null>> {
  const listed = printed(
    await git([
      'log',
      '--first-parent',
      '--no-show-signature',
      '--format=%H %T',
      '--end-of-options',
      tip,
      '--',
    ]),
  );
  if (!listed.known) return listed;
  const found = listed.value
    .toString('utf8')
    .split('\n')
    .find((line) => line.endsWith(` ${tree}`));
  return observed(found?.split(' ')[0] ?? null);
}

async function subjectsOf(
  git: RunGitCommand,
  commits: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < commits.length; start += AT_ONCE)
    for (const [id, subject] of await someSubjects(git, commits.slice(start, start + AT_ONCE)))
      found.set(id, subject);
  return found;
}

/** What a program is given has an end: of ids that is far behind this. */
const AT_ONCE = 2000;

async function someSubjects(
  git: RunGitCommand,
  commits: readonly string[],
): Promise<readonly (readonly [id: string, subject: string])[]> {
  const shown = printed(
    await git([
      'log',
      '--no-walk=unsorted',
      '--ignore-missing',
      '--no-show-signature',
      '--format=%H %s',
      '--end-of-options',
      ...commits,
      '--',
    ]),
  );
  if (!shown.known) return [];
  const lines = shown.value.toString('utf8').split('\n');
  return lines.flatMap((line) =>
    line === '' ? [] : [[line.split(' ', 1)[0] ?? '', line.replace(/^\S+ ?/, '')] as const],
  );
}

async function commitsAhead(
  git: RunGitCommand,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Known<number>> {
  const counted = printed(await git(['rev-list', '--count', '--end-of-options', to, `^${from}`, '--']));
  return counted.known ? observed(Number(counted.value.toString('utf8'))) : counted;
}

async function makersBetween(
  git: RunGitCommand,
  { from, to }: { readonly from: string | null; readonly to: string },
): Promise<Known<CommitMakers>> {
  // Where nothing runs there yet, all that is behind the commit is new: whoever made its last commit stands for it.
  const range =
    from === null ? ['--max-count=1', '--end-of-options', to] : ['--end-of-options', `^${from}`, to];
  const log = async (format: string): Promise<Known<string>> => {
    const listed = printed(
      await git(['log', '--no-show-signature', '--no-mailmap', `--format=${format}`, ...range, '--']),
    );
    return listed.known ? observed(listed.value.toString('utf8')) : listed;
  };
  const names = await log(NAMES);
  if (!names.known) return names;
  const commits = await log('raw');
  return commits.known
    ? observed({ addresses: addressesIn(names.value), keys: keysIn(commits.value) })
    : commits;
}

/** Who wrote it, who committed it, and whom its message names beside them. */
const NAMES = '%ae%n%ce%n%(trailers:key=Co-authored-by,valueonly,unfold)';

function addressesIn(names: string): readonly string[] {
  const lines = names.toLowerCase().split('\n');
  const addresses = lines.map((line) => /<([^<>]*)>/.exec(line)?.[1] ?? line.trim());
  return [...new Set(addresses.filter((address) => address !== ''))];
}

/** In the form of git, lines of a message are indented: none of them can be taken for a header. */
function keysIn(commits: string): readonly string[] {
  const signatures = commits.matchAll(/^gpgsig(?:-sha256)? -----BEGIN SSH SIGNATURE-----\n((?: .*\n)+)/gm);
  return [...new Set(Array.from(signatures).flatMap(([, body = '']) => keyOfSignature(bodyOf(body)) ?? []))];
}

function bodyOf(armored: string): string {
  return armored.replaceAll(/ -----END SSH SIGNATURE-----|\s/g, '');
}
