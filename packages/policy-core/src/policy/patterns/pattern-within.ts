import { isBranchOf } from '../branch-class.ts';
import type { PathPattern } from './path-pattern.ts';
import { parsePatternSyntax, type NamePiece, type PatternSegment } from './path-pattern-syntax.ts';

/**
 * Whether every branch of a pattern is one of these, too. Its wildcards are filled with a letter that no pattern names, so
 * that only a wildcard can take it; where one pattern alone takes the shortest and another one the longer names, that counts.
 * What lies below a branch that is named in full is not asked about: git has either the one or the other.
 */
export function isBranchPatternWithin(pattern: PathPattern, allowed: readonly PathPattern[]): boolean {
  const syntax = parsePatternSyntax(pattern.text);
  if (syntax.kind === 'problem') return false;
  return FILLINGS.map((filling) => nameOf(syntax.segments, filling))
    .filter((name) => isBranchOf(pattern, name))
    .every((name) => allowed.some((one) => isBranchOf(one, name)));
}

interface Filling {
  /** For `**` between slashes. */
  readonly directories: readonly string[];
  readonly within: string;
  readonly across: string;
}

/** Of the private use area. */
const LETTER = '\uE000';
const LONG = LETTER.repeat(7);

const FILLINGS: readonly Filling[] = [[], [LETTER], [LONG], [LONG, LONG, LONG]].flatMap((directories) =>
  ['', LETTER, LONG].flatMap((within) =>
    ['', LETTER, LONG, `${LONG}/${LONG}`, `/${LONG}/`].map((across) => ({ directories, within, across })),
  ),
);

function nameOf(segments: readonly PatternSegment[], filling: Filling): string {
  // Two `**` in a row mean what one means.
  return segments
    .filter(({ kind }, index) => kind === 'name' || segments[index - 1]?.kind !== 'directories')
    .flatMap((segment) =>
      segment.kind === 'directories'
        ? filling.directories
        : [segment.pieces.map((piece) => pieceOf(piece, filling)).join('')],
    )
    .join('/');
}

function pieceOf(piece: NamePiece, { within, across }: Filling): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'one-character':
      return LETTER;
    case 'within-name':
      return within;
    case 'across-names':
      return across;
  }
}
