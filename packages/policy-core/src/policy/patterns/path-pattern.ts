import { madeFrom } from '../../model/same-value.ts';
import {
  type PatternSegment,
  type PatternSyntax,
  normalizePath,
  parsePatternSyntax,
} from './path-pattern-syntax.ts';
import {
  isLiteral,
  literalDirectories,
  literalEnd,
  longestText,
  plainGlob,
  segmentGlobs,
} from './pattern-globs.ts';

export { hintFor } from './path-pattern-hint.ts';

/**
 * A pattern of the lockpath dialect; docs/path-patterns.md explains it to users.
 *
 * Paths are relative to the repository root, with `/` between names, without a leading `./` or
 * a trailing `/`. Bytes of a name that are not UTF-8 arrive as lone surrogates U+DC80..U+DCFF.
 */
export interface PathPattern {
  /** As the user wrote it. */
  readonly text: string;
  /** What the text means. */
  readonly dialect: PatternDialect;
  /**
   * The directories every matching path lies in, or the one it is: `backend/app` for
   * `backend/app/core*`, `docs` for `docs/**`, '' when there are none. It ends before a name
   * that other bytes could spell, so it holds for paths as git has them, too.
   */
  readonly literalPrefix: string;
  matches(path: string): boolean;
  /** `matches` for a path that is known to be in NFC. */
  matchesNormalized(path: string): boolean;
}

/** How patterns are read: `codeowners` is what GitHub makes of a CODEOWNERS file. */
export type PatternDialect = 'lockpath' | 'codeowners';

export type PatternResult =
  | { readonly kind: 'pattern'; readonly pattern: PathPattern }
  | { readonly kind: 'problem'; readonly problem: string };

/** Never throws: text that is no pattern is a problem, worded for the user. */
export function compilePattern(text: string): PatternResult {
  const syntax = parsePatternSyntax(text);
  if (syntax.kind === 'problem') return syntax;
  const matchesNormalized = matcherFor(coverage(syntax));
  const pattern: PathPattern = {
    text,
    dialect: 'lockpath',
    literalPrefix: literalDirectories(syntax.segments),
    matches: madeFrom(compilePattern, ['as it is', text], (path) => matchesNormalized(normalizePath(path))),
    matchesNormalized: madeFrom(compilePattern, ['normalized', text], matchesNormalized),
  };
  return { kind: 'pattern', pattern };
}

interface Coverage {
  /** What the pattern names, without a final `**`. */
  readonly named: readonly PatternSegment[];
  /** Whether the pattern ends in a way that covers everything below what is named. */
  readonly reachesBelow: boolean;
}

/**
 * `dir/` and `dir/**` name the entry `dir` and reach below it. The entry counts because git shows
 * a directory that was swapped for a symbolic link or a submodule under its bare name.
 */
function coverage({ segments, endsInSlash }: PatternSyntax): Coverage {
  const last = segments.findLastIndex((segment) => segment.kind === 'name');
  const named = segments.slice(0, last + 1);
  const endsInDirectories = named.length < segments.length;
  return { named, reachesBelow: endsInSlash || endsInDirectories };
}

function matcherFor({ named, reachesBelow }: Coverage): (path: string) => boolean {
  const start = literalStart(named);
  // Without wildcards a pattern names a file or a whole directory, however it ends.
  if (named.length > 0 && named.every(isLiteral)) {
    const inside = `${start}/`;
    return (path) => path === start || path.startsWith(inside);
  }
  const globs = globsFor(named, reachesBelow).map(plainGlob);
  const end = reachesBelow ? '' : literalEnd(named.at(-1));
  const within = longestText(named.slice(named.findIndex((segment) => !isLiteral(segment))));
  return (path) =>
    path.startsWith(start) &&
    path.endsWith(end) &&
    path.includes(within) &&
    globs.some((matches) => matches(path));
}

function globsFor(named: readonly PatternSegment[], reachesBelow: boolean): readonly string[] {
  if (named.length === 0) return ['**'];
  const entries = segmentGlobs(named);
  return reachesBelow ? entries.flatMap((entry) => [entry, `${entry}/**`]) : entries;
}

/** What every matching path starts with: a cheap test before the glob. */
function literalStart(named: readonly PatternSegment[]): string {
  let start = '';
  for (const segment of named) {
    if (segment.kind === 'directories') return start;
    const [first] = segment.pieces;
    if (first?.kind === 'text') start += first.text;
    if (!isLiteral(segment)) return start;
    if (segment !== named.at(-1)) start += '/';
  }
  return start;
}
