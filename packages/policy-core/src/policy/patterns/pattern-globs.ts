import { Minimatch } from 'minimatch';

import type { NamePiece, PatternSegment } from './path-pattern-syntax.ts';

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

/** A glob of {@link segmentGlobs} as a question to a path. Few of a policy are ever asked: each is compiled then. */
export function plainGlob(glob: string): (path: string) => boolean {
  let compiled: Minimatch | undefined;
  return (path) => {
    compiled ??= new Minimatch(glob, PLAIN_GLOBS);
    return compiled.match(path);
  };
}

/** Globs that together mean what the segments mean. There must be a segment. */
export function segmentGlobs(segments: readonly PatternSegment[]): readonly string[] {
  return segments.map(globsOf).reduce((heads, tails) => combine(heads, tails, '/'));
}

function globsOf(segment: PatternSegment): readonly string[] {
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

export function isLiteral(segment: PatternSegment): boolean {
  return segment.kind === 'name' && segment.pieces.every((piece) => piece.kind === 'text');
}

/** What every path ends with that this segment matches. */
export function literalEnd(segment: PatternSegment | undefined): string {
  const piece = segment?.kind === 'name' ? segment.pieces.at(-1) : undefined;
  return piece?.kind === 'text' ? piece.text : '';
}

/** Characters that NFC makes from others: many beyond ASCII, and K (Kelvin sign), `;` and a backtick. */
const SPELT_IN_SEVERAL_WAYS = /[\u0080-\uffffK;`]/;

/** The directories that every match lies in, as `PathPattern.literalPrefix` wants them. */
export function literalDirectories(segments: readonly PatternSegment[]): string {
  const end = segments.findIndex(
    (segment) => !isLiteral(segment) || SPELT_IN_SEVERAL_WAYS.test(literalEnd(segment)),
  );
  return (end === -1 ? segments : segments.slice(0, end)).map(literalEnd).join('/');
}

/** Whatever matches contains it: a cheap test before the globs. */
export function longestText(segments: readonly PatternSegment[]): string {
  const texts = segments.flatMap((segment) =>
    segment.kind === 'name' ? segment.pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')) : [],
  );
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '');
}
