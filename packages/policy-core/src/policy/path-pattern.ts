import { Minimatch } from 'minimatch';

import {
  type NamePiece,
  type PatternSegment,
  type PatternSyntax,
  normalizePath,
  parsePatternSyntax,
} from './path-pattern-syntax.ts';

export { hintFor } from './path-pattern-hint.ts';
export { pathSet, type PathSet } from './path-set.ts';

/**
 * A pattern of the lockpath dialect; docs/path-patterns.md explains it to users.
 *
 * Paths are relative to the repository root, with `/` between names, without a leading `./` or
 * a trailing `/`. Bytes of a name that are not UTF-8 arrive as lone surrogates U+DC80..U+DCFF.
 */
export interface PathPattern {
  /** As the user wrote it. */
  readonly text: string;
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

export type PatternResult =
  | { readonly kind: 'pattern'; readonly pattern: PathPattern }
  | { readonly kind: 'problem'; readonly problem: string };

/** Only `*`, `?`, `**` and `\` keep a meaning; brackets are refused before. */
const PLAIN_GLOBS = {
  dot: true,
  nobrace: true,
  nocomment: true,
  noext: true,
  nonegate: true,
  preserveMultipleSlashes: true,
  // Beyond this many `**`, minimatch answers "no match". The dialect's own limit is lower.
  maxGlobstarRecursion: 256,
  platform: 'linux',
} as const;

/** Never throws: text that is no pattern is a problem, worded for the user. */
export function compilePattern(text: string): PatternResult {
  const syntax = parsePatternSyntax(text);
  if (syntax.kind === 'problem') return syntax;
  const matchesNormalized = matcherFor(coverage(syntax));
  const pattern: PathPattern = {
    text,
    literalPrefix: literalDirectories(syntax.segments),
    matches: (path) => matchesNormalized(normalizePath(path)),
    matchesNormalized,
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

function isLiteral(segment: PatternSegment): boolean {
  return segment.kind === 'name' && segment.pieces.every((piece) => piece.kind === 'text');
}

function matcherFor({ named, reachesBelow }: Coverage): (path: string) => boolean {
  const start = literalStart(named);
  // Without wildcards a pattern names a file or a whole directory, however it ends.
  if (named.length > 0 && named.every(isLiteral)) {
    const inside = `${start}/`;
    return (path) => path === start || path.startsWith(inside);
  }
  const globs = globsFor(named, reachesBelow).map((glob) => new Minimatch(glob, PLAIN_GLOBS));
  const end = reachesBelow ? '' : literalEnd(named.at(-1));
  return (path) => path.startsWith(start) && path.endsWith(end) && globs.some((glob) => glob.match(path));
}

function globsFor(named: readonly PatternSegment[], reachesBelow: boolean): readonly string[] {
  if (named.length === 0) return ['**'];
  const entries = named.map(segmentGlobs).reduce((heads, tails) => combine(heads, tails, '/'));
  return reachesBelow ? entries.flatMap((entry) => [entry, `${entry}/**`]) : entries;
}

function segmentGlobs(segment: PatternSegment): readonly string[] {
  if (segment.kind === 'directories') return ['**'];
  return segment.pieces.map(pieceGlobs).reduce((heads, tails) => combine(heads, tails, ''));
}

function pieceGlobs(piece: NamePiece): readonly string[] {
  switch (piece.kind) {
    case 'text':
      return [piece.text.replaceAll(/[\\*?[\]]/g, '\\$&')];
    case 'one-character':
      return ['?'];
    case 'within-name':
      return ['*'];
    case 'across-names':
      // minimatch knows `**` only as a whole segment: either no `/` is crossed, or one and more.
      return ['*', '*/**/*'];
  }
}

function combine(heads: readonly string[], tails: readonly string[], between: string): readonly string[] {
  return heads.flatMap((head) => tails.map((tail) => `${head}${between}${tail}`));
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

/** What every path ends with that this segment matches. */
function literalEnd(segment: PatternSegment | undefined): string {
  const piece = segment?.kind === 'name' ? segment.pieces.at(-1) : undefined;
  return piece?.kind === 'text' ? piece.text : '';
}

/** Characters that NFC makes from others: many beyond ASCII, and K (Kelvin sign), `;` and a backtick. */
const SPELT_IN_SEVERAL_WAYS = /[\u0080-\uffffK;`]/;

function literalDirectories(segments: readonly PatternSegment[]): string {
  const end = segments.findIndex(
    (segment) => !isLiteral(segment) || SPELT_IN_SEVERAL_WAYS.test(literalEnd(segment)),
  );
  return (end === -1 ? segments : segments.slice(0, end)).map(literalEnd).join('/');
}
