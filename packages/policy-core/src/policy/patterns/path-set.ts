import { normalizePath } from './path-pattern-syntax.ts';
import type { PathPattern } from './path-pattern.ts';

export interface PathSet {
  /** Index of the first pattern that matches, or `undefined` when none does. */
  firstMatch(path: string): number | undefined;
}

/** Many patterns tested together. Keep the set: building it costs more than a test. */
export function pathSet(patterns: readonly PathPattern[]): PathSet {
  const candidatesFor = byFirstUnit(patterns);
  return {
    firstMatch: (path) => {
      const normalized = normalizePath(path);
      return candidatesFor(normalized.charCodeAt(0)).find(({ pattern }) =>
        pattern.matchesNormalized(normalized),
      )?.index;
    },
  };
}

interface Candidate {
  readonly index: number;
  readonly pattern: PathPattern;
}

/** A pattern with a literal prefix can only cover paths that begin with the same letter. */
function byFirstUnit(patterns: readonly PathPattern[]): (unit: number) => readonly Candidate[] {
  const all = patterns.map((pattern, index) => ({ index, pattern }));
  const startingWith = (unit: number | undefined) =>
    all.filter(
      ({ pattern: { literalPrefix } }) => literalPrefix === '' || literalPrefix.charCodeAt(0) === unit,
    );
  const units = new Set(patterns.map(({ literalPrefix }) => literalPrefix.charCodeAt(0)));
  const groups = new Map(Array.from(units, (unit) => [unit, startingWith(unit)]));
  const anywhere = startingWith(undefined);
  return (unit) => groups.get(unit) ?? anywhere;
}
