import { parsePatternSyntax, type PatternSyntax } from '../policy/patterns/path-pattern-syntax.ts';
import type { PathPattern } from '../policy/patterns/path-pattern.ts';
import { patternAlternatives, type ForeignDialect } from './pattern-alternatives.ts';

export interface OwnerPatterns {
  readonly patterns: readonly string[];
  /** Whether they match exactly what the pattern of the policy matches, in every spelling; else they match more. */
  readonly isExact: boolean;
}

/** The patterns of CODEOWNERS that together cover at least what a pattern of the policy covers. */
export function ownerPatterns({ text, dialect }: Pick<PathPattern, 'text' | 'dialect'>): OwnerPatterns {
  if (dialect === 'codeowners') return { patterns: [text], isExact: true };
  const syntax = parsePatternSyntax(text);
  // A policy holds no other; everything is what covers at least as much.
  if (syntax.kind === 'problem') return { patterns: ['*'], isExact: false };
  if (syntax.segments.every(({ kind }) => kind === 'directories')) return { patterns: ['*'], isExact: true };
  return {
    patterns: patternAlternatives(syntax, CODEOWNERS).map(
      (pattern) => `/${pattern.replaceAll(GLUED_STARS, '*')}`,
    ),
    isExact: isPlain(syntax),
  };
}

/** The pattern of a directory or file covers what is below it, so what names an entry alone has no equal. */
function isPlain({ segments }: PatternSyntax): boolean {
  const names = segments.at(-1)?.kind === 'directories' ? segments.slice(0, -1) : segments;
  return names.every(
    (segment) =>
      segment.kind === 'name' &&
      segment.pieces.every((piece) => piece.kind === 'text' && writable(piece.text) === piece.text),
  );
}

/**
 * Not every character can be written there: a space ends the pattern, # begins a comment, brackets are not
 * allowed and cannot be escaped. And letters that Unicode spells in several ways are compared byte by byte.
 */
function writable(text: string): string {
  return text.replaceAll(NOT_PLAIN, '?').replaceAll(SPELT_DIFFERENTLY, '?*');
}

/** A letter beyond ASCII may be one character or several. Alone, `*` would not cover what is below. */
const SPELT_DIFFERENTLY = /[\u0080-\uffff]+/g;
/** Beside what has a meaning: K, `;` and the backtick, which other characters are the same as for Unicode. */
const NOT_PLAIN = /[^A-JL-Za-z0-9._@+%=:,$&()'~!\u0080-\uffff-]/g;

/** Two stars have a meaning as a whole name only. */
const GLUED_STARS = /(?<=[^/])\*{2,}|\*{2,}(?=[^/*])/g;

const CODEOWNERS: ForeignDialect = {
  text: writable,
  // One character of the composed form may be several of another.
  oneCharacter: '?*',
  acrossNames: ['*', '*/**/*'],
  directories: ['**/'],
  below: '**',
  nameCoversBelow: true,
};
