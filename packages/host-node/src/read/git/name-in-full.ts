import { observed, unobserved, type Known } from '@lockkeeper/policy-core';

import { isObjectId, linesOf } from './describe-repository.ts';
import type { RunGitCommand } from './git-command.ts';
import { missingCommit } from './missing-commit.ts';

/**
 * A short name as git cannot mistake it: `refs/heads/main` for `main`. By itself git takes a tag for it first,
 * and whoever may push a tag would choose what is compared, and by whose policy. A branch of a remote comes
 * before one of this clone, which may be called `origin/main` as well; a tag is meant where there is no branch.
 *
 * What stands behind the name, as in `main~2`, is kept. What is no name of a reference is given back as it is.
 * Unobserved where somebody made a reference that git would read in place of what was meant, or no longer would.
 */
export async function nameInFull(git: RunGitCommand, name: string): Promise<Known<string>> {
  const [short = ''] = name.split(/[~^:]|@\{/, 1);
  if (isExact(short)) return observed(name);
  const reference = await referenceOf(git, short);
  if (reference === undefined) return observed(name);
  const { full, isThere } = reference;
  // Where there is no such reference git would look for a tag of the whole name, and anybody may push one.
  if (!isThere) return missingCommit(git, [name]);
  const other = full === short ? undefined : await otherReading(git, { short, full });
  if (other === undefined) return observed(full + name.slice(short.length));
  return unobserved(
    `${JSON.stringify(short)} is ${other} as well as ${full}; write ${full}, or the whole id`,
  );
}

interface Reference {
  readonly full: string;
  readonly isThere: boolean;
}

/** The reference that a name means; `undefined` where none is called so. */
async function referenceOf(git: RunGitCommand, short: string): Promise<Reference | undefined> {
  if (short.startsWith('refs/')) return { full: short, isThere: (await existing(git, [short])).has(short) };
  const branches = [`refs/remotes/${short}`, `refs/heads/${short}`];
  // Whoever writes `heads/main` has said what it is, and means no tag that is called so.
  const candidates = /^(heads|remotes|tags)\//.test(short)
    ? [`refs/${short}`, ...branches]
    : [...branches, `refs/tags/${short}`];
  const found = await existing(git, [...candidates, `refs/tags/${short}`]);
  const [first = ''] = candidates;
  const full = candidates.find((candidate) => found.has(candidate));
  if (full !== undefined) return { full, isThere: true };
  return found.size > 0 ? { full: first, isThere: false } : undefined;
}

/** Git reads these in one way only: `HEAD` is a file beside the references, and is always there. */
function isExact(short: string): boolean {
  return short === '' || short === '@' || short === 'HEAD' || isObjectId(short);
}

async function existing(git: RunGitCommand, candidates: readonly string[]): Promise<ReadonlySet<string>> {
  const found = linesOf(await git(['for-each-ref', '--format=%(refname)', ...candidates]));
  return new Set(found.filter((reference) => candidates.includes(reference)));
}

/** What else than this reference a name may be, made by anybody or by nobody. */
async function otherReading(
  git: RunGitCommand,
  { short, full }: { readonly short: string; readonly full: string },
): Promise<string | undefined> {
  // `FETCH_HEAD` and its like are files beside the references.
  if (/^[A-Z]+_HEAD$/.test(short)) return 'what git calls the commit it last fetched or merged';
  const branch = full.startsWith('refs/tags/') ? await branchOfRemote(git, short) : undefined;
  if (branch !== undefined) return branch;
  // `v1.0-3-gabcdef0` is how `git describe` writes `abcdef0`.
  const digits = /(?:^|-g)([0-9a-f]{4,64})$/i.exec(short)?.[1];
  if (digits === undefined) return undefined;
  return (await idsFrom(git, digits)).length === 0 ? undefined : 'the beginning of the id of an object';
}

/** Where a clone of CI has no branch of its own, whoever may push a tag would stand in for the branch of a remote. */
async function branchOfRemote(git: RunGitCommand, short: string): Promise<string | undefined> {
  const outcome = await git(['for-each-ref', '--format=%(refname)', `refs/remotes/*/${short}`]);
  return linesOf(outcome).find((reference) => reference.endsWith(`/${short}`));
}

/** Every object whose id begins like this, whatever references are called. */
export async function idsFrom(git: RunGitCommand, digits: string): Promise<readonly string[]> {
  return linesOf(await git(['rev-parse', `--disambiguate=${digits.toLowerCase()}`])).filter(isObjectId);
}
