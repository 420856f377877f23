import { normalizePath } from './path-pattern-syntax.ts';
import type { PathPattern } from './path-pattern.ts';

export interface PathSet {
  /** Index of the first pattern that matches, or `undefined` when none does. */
  firstMatch(path: string): number | undefined;
}

interface Candidate {
  readonly index: number;
  readonly prefix: string;
  readonly pattern: PathPattern;
}

/** Many patterns tested together. Keep the set: building it costs more than a test. */
export function pathSet(patterns: readonly PathPattern[]): PathSet {
  const all = patterns.map((pattern, index) => ({ index, pattern, prefix: pattern.literalPrefix }));
  const anywhere = all.filter(({ prefix }) => prefix === '');
  const byFirstUnit = new Map<number, readonly Candidate[]>();
  for (const { prefix } of all) {
    const unit = prefix.charCodeAt(0);
    byFirstUnit.set(
      unit,
      all.filter((other) => other.prefix === '' || other.prefix.charCodeAt(0) === unit),
    );
  }
  return {
    firstMatch: (path) => {
      const normalized = normalizePath(path);
      const candidates = byFirstUnit.get(normalized.charCodeAt(0)) ?? anywhere;
      return candidates.find(
        ({ prefix, pattern }) => normalized.startsWith(prefix) && pattern.matchesNormalized(normalized),
      )?.index;
    },
  };
}
