import type { SourceSpan } from '../source-span.ts';
import type { PhysicalLine } from './requirements-lines.ts';

/** A character of a requirements file that pip sees and people do not. */
export interface HiddenCharacter {
  /** Such as `U+200B`. */
  readonly codePoint: string;
  readonly at: SourceSpan;
}

/** Turns the text behind it around, or does nothing but confuse: of use nowhere, comments included. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ANYWHERE = /[\u202a-\u202e\u2066-\u2069\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]/u;
/** In a comment these may join emoji and letters; in a requirement they make another name of the same looks. */
const IN_REQUIREMENTS = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

/** Separators of lines are no characters of a line. */
export function hiddenCharacters(
  lines: readonly PhysicalLine[],
  span: (start: number, end: number) => SourceSpan,
): readonly HiddenCharacter[] {
  return lines.flatMap(({ text, start }) => {
    if (!ANYWHERE.test(text) && !IN_REQUIREMENTS.test(text)) return [];
    const comment = text.search(/(?:^|\s)#/);
    const isRead = (index: number) => comment < 0 || index < comment;
    return Array.from(text.matchAll(/[^]/gu))
      .filter(({ 0: sign, index }) => ANYWHERE.test(sign) || (isRead(index) && IN_REQUIREMENTS.test(sign)))
      .map(({ 0: sign, index }) => ({
        codePoint: codePointOf(sign),
        at: span(start + index, start + index + sign.length),
      }));
  });
}

function codePointOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
