import { compilePattern, type PathPattern, type PatternResult } from '../policy/patterns/path-pattern.ts';

/** What a pattern should do, path by path. */
export interface PatternTable {
  readonly covers: readonly string[];
  readonly leaves: readonly string[];
}

export type Compile = (text: string) => PatternResult;

/** For texts that a test knows to be patterns; throws the problem otherwise. */
export function patternOf(text: string): PathPattern {
  return patternBy(compilePattern, text);
}

export function patternBy(compile: Compile, text: string): PathPattern {
  const result = compile(text);
  if (result.kind === 'problem') throw new Error(result.problem);
  return result.pattern;
}

/** What the pattern really does with the paths of a table. Equal to the table when all is well. */
export function judge(
  text: string,
  { covers, leaves }: PatternTable,
  compile: Compile = compilePattern,
): PatternTable {
  const pattern = patternBy(compile, text);
  const paths = [...covers, ...leaves];
  return {
    covers: paths.filter((path) => pattern.matches(path)),
    leaves: paths.filter((path) => !pattern.matches(path)),
  };
}
