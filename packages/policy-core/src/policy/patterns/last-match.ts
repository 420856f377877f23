import { normalizePath } from './path-pattern-syntax.ts';
import type { PathPattern } from './path-pattern.ts';

/** Index of the last pattern that covers a path, as CODEOWNERS decides; `undefined` when none does. */
export function lastMatchOf(patterns: readonly PathPattern[]): (path: string) => number | undefined {
  const groups = byLiteralPrefix(patterns);
  return (path) => {
    const normalized = normalizePath(path);
    let last = lastIn(groups.get(''), normalized, -1);
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      last = lastIn(groups.get(path.slice(0, end)), normalized, last);
    }
    last = lastIn(groups.get(path), normalized, last);
    return last === -1 ? undefined : last;
  };
}

interface Candidate {
  readonly index: number;
  readonly pattern: PathPattern;
}

/** A pattern only covers paths in the directories it begins with, so those of the path lead to it. */
function byLiteralPrefix(patterns: readonly PathPattern[]): ReadonlyMap<string, readonly Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const [index, pattern] of patterns.entries()) {
    const group = groups.get(pattern.literalPrefix);
    if (group === undefined) groups.set(pattern.literalPrefix, [{ index, pattern }]);
    else group.push({ index, pattern });
  }
  return new Map(Array.from(groups, ([prefix, group]) => [prefix, group.toReversed()]));
}

/** The last match of a group, unless a later one is known. */
function lastIn(group: readonly Candidate[] | undefined, path: string, known: number): number {
  for (const { index, pattern } of group ?? []) {
    if (index < known) return known;
    if (pattern.matchesNormalized(path)) return index;
  }
  return known;
}
