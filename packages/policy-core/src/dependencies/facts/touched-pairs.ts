import { defineFact, type Get } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { followedContent, seenParts } from '../../engine/seen-inputs.ts';
import type { FileContent } from '../../model/file-content.ts';
import { unobserved, type Known } from '../../model/known.ts';
import { isAboutChange, type Observations } from '../../model/observations.ts';
import { touchedPaths } from '../../model/touched-paths.ts';
import { branchOfRef, isBranchOf } from '../../policy/branch-class.ts';
import type { DependencyPair, Policy } from '../../policy/policy.ts';
import { includedPaths } from './included-files.ts';

type Seen = Pick<Observations, 'focus' | 'change'>;

/** `undefined` where nobody looked. */
type ReadFollowed = (path: string) => Known<FileContent> | undefined;

/** A pair is judged whole when either side is touched, or a file that one of them brings in. */
export const judgedPairs = defineFact<readonly DependencyPair[]>({
  name: 'judged-pairs',
  compute: (get) => {
    const policy = policySections(get, 'dependencies');
    const seen = seenParts(get, 'focus', 'change');
    return seen.focus.kind === 'tree' ? policy.dependencies : pairsTouched(policy, seen, followedBy(get));
  },
});

/** The pairs that what is judged belongs to, as far as a push to this branch is judged. */
export function pairsTouched(
  policy: Pick<Policy, 'dependencies'>,
  seen: Seen,
  read: ReadFollowed,
): readonly DependencyPair[] {
  const touched = touchedPaths(seen);
  return policy.dependencies.filter((pair) => {
    if (!isJudgedHere(pair, seen)) return false;
    const paths = pairFiles(pair, read);
    // Who knows what a file brings in that could not be read.
    const isUnclear = isAboutChange(seen.focus) && paths.some((path) => read(path)?.known === false);
    return isUnclear || paths.some((path) => touched.has(path));
  });
}

/** Both sides of a pair and every file of the repository that they bring in, as far as the texts are at hand. */
export function pairFiles(pair: DependencyPair, read: ReadFollowed): readonly string[] {
  const sides = [pair.source, pair.lock];
  return [...sides, ...includedPaths(sides, (path) => read(path) ?? NOT_GIVEN)];
}

/** All that a pair brings in belongs to it: to know which pairs are touched, that has to be read. */
export function followedBy(get: Get): ReadFollowed {
  return mayTouchWhatIsBroughtIn(seenParts(get, 'focus', 'change'))
    ? (path) => get(followedContent, path)
    : () => undefined;
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
