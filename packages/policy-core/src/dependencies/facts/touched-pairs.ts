import type { FileContent } from '../../model/file-content.ts';
import { unobserved, type Known } from '../../model/known.ts';
import { isAboutChange, type Observations } from '../../model/observations.ts';
import type { DependencyPair, Policy } from '../../policy/policy.ts';
import { branchOfRef, isBranchOf } from '../../policy/branch-class.ts';
import { includedPaths } from './included-files.ts';
import { touchedPaths } from '../../model/touched-paths.ts';

type Seen = Pick<Observations, 'focus' | 'change'> & Partial<Pick<Observations, 'files'>>;

/** A pair is judged whole when either side is touched, or a file that one of them brings in. */
export function pairsUnderJudgement(policy: Policy, seen: Seen): readonly DependencyPair[] {
  return seen.focus.kind === 'tree' ? policy.dependencies : pairsTouched(policy, seen, touchedPaths(seen));
}

/** The pairs that these paths belong to, as far as a push to this branch is judged. */
export function pairsTouched(
  policy: Policy,
  seen: Seen,
  touched: ReadonlySet<string>,
): readonly DependencyPair[] {
  const { focus, files = {} } = seen;
  return policy.dependencies.filter((pair) => {
    const paths = pairFiles(pair, files);
    // Who knows what a file brings in that could not be read.
    const isUnclear = isAboutChange(focus) && paths.some((path) => contentIn(files, path)?.known === false);
    return isJudgedHere(pair, seen) && (isUnclear || paths.some((path) => touched.has(path)));
  });
}

/** Both sides of a pair and every file of the repository that they bring in. */
export function pairFiles(pair: DependencyPair, files: Observations['files'] | undefined): readonly string[] {
  return [pair.source, pair.lock, ...includedBy(pair, files)];
}

/** Includes are followed as far as the texts are at hand. */
export function includedBy(pair: DependencyPair, files: Observations['files'] = {}): readonly string[] {
  return includedPaths([pair.source, pair.lock], (path) => contentIn(files, path) ?? NOT_GIVEN);
}

/**
 * What must be read before it is known which pairs a change or an open document touches: all that a
 * pair brings in belongs to it. Ask again with what was read until nothing is left.
 */
export function filesToFollow(policy: Policy, seen: Seen): readonly string[] {
  if (!mayTouchWhatIsBroughtIn(seen)) return [];
  const { files = {} } = seen;
  const wanted = policy.dependencies.flatMap((pair) => pairFiles(pair, files));
  return [...new Set(wanted)].filter((path) => !Object.hasOwn(files, path));
}

function mayTouchWhatIsBroughtIn({ focus, change }: Seen): boolean {
  if (focus.kind === 'document') return REQUIREMENTS_NAME.test(focus.path);
  return isAboutChange(focus) && change.known && change.value.entries.length > 0;
}

/** Other documents are seldom brought in, and every key pressed in them would be paid for. */
const REQUIREMENTS_NAME = /\.(?:in|lock|pip|toml|txt)$/i;

function isJudgedHere({ pushes }: DependencyPair, { change }: Seen): boolean {
  if (pushes === undefined || !change.known || change.value.push === null) return true;
  const branch = branchOfRef(change.value.push.ref);
  return branch === undefined || pushes.some(({ pattern }) => isBranchOf(pattern, branch));
}

const NOT_GIVEN = unobserved('its text was not given');

/** A file may be called `constructor`, which every object seems to have. */
function contentIn(files: Observations['files'], path: string): Known<FileContent> | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}
