import { normalizePath } from '../policy/patterns/path-pattern-syntax.ts';
import type { PathPattern } from '../policy/patterns/path-pattern.ts';
import { anyMatch } from '../policy/patterns/line-match.ts';
import type { Policy } from '../policy/policy.ts';

/** The files and folders that a run is about. */
export interface PathSelection {
  /** As they were asked for, each once. */
  readonly names: readonly string[];
  readonly isWhole: boolean;
  readonly includes: (path: string) => boolean;
}

export const WHOLE_REPOSITORY: PathSelection = { names: [], isWhole: true, includes: () => true };

/** @param names files and folders, relative to the root of the repository, with `/`; `''` is the root */
export function selectPaths(names: readonly string[]): PathSelection {
  const asked = new Set(names.map(normalizePath));
  return {
    names: [...asked],
    isWhole: false,
    includes: (path) =>
      asked.has('') || foldersAround(normalizePath(path)).some((folder) => asked.has(folder)),
  };
}

/** The path, and each folder that it lies in. */
function foldersAround(path: string): readonly string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The policy as it holds for these paths alone, so that no rule counts what lies elsewhere as passed. */
export function policyWithin(policy: Policy, { names, isWhole, includes }: PathSelection): Policy {
  if (isWhole) return policy;
  const inScope = policy.scope && anyMatch(policy.scope);
  const matches = (path: string) => includes(path) && (inScope?.(path) ?? true);
  const pattern: PathPattern = {
    text: names.join(' '),
    dialect: 'lockpath',
    literalPrefix: '',
    matches,
    matchesNormalized: matches,
  };
  return { ...policy, scope: [pattern] };
}

interface SeenPaths {
  readonly read: readonly string[];
  /** What the change touches: rules about paths looked at these, whether they were read or not. */
  readonly changed: readonly string[];
  /** Those of them that it takes away: there is nothing left to read. */
  readonly deleted: readonly string[];
}

/** Whoever reads a green report must see that it is one about some files, and which of them no rule looked into. */
export function pathNotices(
  { names }: PathSelection,
  { read, changed, deleted }: SeenPaths,
): readonly string[] {
  const without = (seen: readonly string[]) => (name: string) => !seen.some(selectPaths([name]).includes);
  const unread = names.filter(without(read));
  const unseen = unread.filter(without(changed));
  const byPath = unread.filter((name) => !unseen.includes(name));
  const isSql = unread.some((name) => /\.sql$/i.test(name) && !deleted.includes(name));
  const judged =
    names.length === 1 ? `Only ${shown(names)} was judged` : `Only ${names.length} paths were judged`;
  return [
    `${judged}. Rules about the change as a whole were left out.`,
    ...(byPath.length === 0
      ? []
      : [
          `No rule reads ${shown(byPath)}: only ${byPath.length === 1 ? 'its path was' : 'their paths were'} judged.`,
        ]),
    ...(unseen.length === 0 ? [] : [`No rule looks at ${shown(unseen)}.`]),
    ...(isSql ? ['SQL is judged where the policy names it under migrations.sql.'] : []),
  ];
}

const MOST_NAMES = 5;

function shown(names: readonly string[]): string {
  const first = names.slice(0, MOST_NAMES).map((name) => (name === '' ? '.' : name));
  return names.length > MOST_NAMES
    ? `${first.join(', ')} and ${names.length - MOST_NAMES} more`
    : first.join(', ');
}
