import { compilePattern, type PathPattern } from '../policy/path-pattern.ts';

/** What a pattern should do, path by path. */
export interface PatternTable {
  readonly covers: readonly string[];
  readonly leaves: readonly string[];
}

/** For texts that a test knows to be patterns; throws the problem otherwise. */
export function patternOf(text: string): PathPattern {
  const result = compilePattern(text);
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}

/** What the pattern really does with the paths of a table. Equal to the table when all is well. */
export function judge(text: string, { covers, leaves }: PatternTable): PatternTable {
  const pattern = patternOf(text);
  const paths = [...covers, ...leaves];
  return {
    covers: paths.filter((path) => pattern.matches(path)),
    leaves: paths.filter((path) => !pattern.matches(path)),
  };
}
