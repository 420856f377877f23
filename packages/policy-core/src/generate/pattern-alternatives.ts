import type { NamePiece, PatternSegment, PatternSyntax } from '../policy/patterns/path-pattern-syntax.ts';

/** How another tool writes what a lockpath pattern means. */
export interface ForeignDialect {
  readonly text: (text: string) => string;
  /** `?` */
  readonly oneCharacter: string;
  /** Any characters, `/` included; several where no single one says it. */
  readonly acrossNames: readonly string[];
  /** Zero or more directories before a name; several where no single one says it. */
  readonly directories: readonly string[];
  /** After a slash: everything below. */
  readonly below: string;
  /** Whether naming a directory covers what is in it, so that it need not be said. */
  readonly nameCoversBelow: boolean;
}

/** Patterns that together match all that the lockpath pattern matches, and more only where the dialect has no better. */
export function patternAlternatives(syntax: PatternSyntax, dialect: ForeignDialect): readonly string[] {
  const last = syntax.segments.findLastIndex(({ kind }) => kind === 'name');
  if (last === -1) return [dialect.below];
  const named = syntax.segments.slice(0, last + 1);
  const entries = named.reduce<readonly string[]>(
    (heads, segment, index) => combine(heads, written(segment, index === last, dialect)),
    [''],
  );
  const isLiteral = named.every(isPlainName);
  const reachesBelow = syntax.endsInSlash || last < syntax.segments.length - 1 || isLiteral;
  if (!reachesBelow || (isLiteral && dialect.nameCoversBelow)) return entries;
  return entries.flatMap((entry) => [entry, `${entry}/${dialect.below}`]);
}

function written(segment: PatternSegment, isLast: boolean, dialect: ForeignDialect): readonly string[] {
  if (segment.kind === 'directories') return dialect.directories;
  const names = segment.pieces.map((piece) => pieceAlternatives(piece, dialect)).reduce(combine);
  return isLast ? names : names.map((name) => `${name}/`);
}

function pieceAlternatives(piece: NamePiece, dialect: ForeignDialect): readonly string[] {
  switch (piece.kind) {
    case 'text':
      return [dialect.text(piece.text)];
    case 'one-character':
      return [dialect.oneCharacter];
    case 'within-name':
      return ['*'];
    case 'across-names':
      return dialect.acrossNames;
  }
}

function combine(heads: readonly string[], tails: readonly string[]): readonly string[] {
  return heads.flatMap((head) => tails.map((tail) => head + tail));
}

function isPlainName(segment: PatternSegment): boolean {
  return segment.kind === 'name' && segment.pieces.every(({ kind }) => kind === 'text');
}
