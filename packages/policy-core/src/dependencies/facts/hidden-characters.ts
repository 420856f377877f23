import type { TextRange } from '../../model/text-range.ts';
import type { PlacedText } from './requirements-file.ts';

/** A character of a requirements file that pip sees and people do not. */
export interface HiddenCharacter {
  /** Such as `U+200B`. */
  readonly codePoint: string;
  readonly range: TextRange;
}

type WithText = Pick<PlacedText, 'text'>;

/** What pip ends a line at and most editors do not show: it can hide a requirement. */
export function unusualSeparators({ text }: WithText): readonly HiddenCharacter[] {
  return Array.from(text.matchAll(UNUSUAL_SEPARATOR), ({ 0: sign, index }) => ({
    codePoint: codePointOf(sign),
    range: { start: index, end: index + 1 },
  }));
}

// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const UNUSUAL_SEPARATOR = /[\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** Turns the text behind it around, or does nothing but confuse: of use nowhere, comments included. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ANYWHERE = /[\u202a-\u202e\u2066-\u2069\0-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]/u;
/** In a comment these may join emoji and letters; in a requirement they make another name of the same looks. */
const IN_REQUIREMENTS = /[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;

/** Separators of lines are no characters of a line, and a byte order mark is none of the text. */
export function hiddenCharacters({ text }: WithText): readonly HiddenCharacter[] {
  if (!ANYWHERE.test(text) && !IN_REQUIREMENTS.test(text)) return [];
  return Array.from(text.matchAll(LINE)).flatMap(({ 0: line, index }) => hiddenIn(line, index));
}

// oxlint-disable-next-line no-control-regex -- the control characters are what pip splits at
const LINE = /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+/g;

function hiddenIn(line: string, start: number): readonly HiddenCharacter[] {
  if (!ANYWHERE.test(line) && !IN_REQUIREMENTS.test(line)) return [];
  const comment = line.search(/(?:^|\s)#/);
  const isRead = (index: number) => comment < 0 || index < comment;
  return Array.from(line.matchAll(/[^]/gu))
    .filter(({ 0: sign, index }) => ANYWHERE.test(sign) || (isRead(index) && IN_REQUIREMENTS.test(sign)))
    .filter(({ 0: sign, index }) => sign !== '\ufeff' || start + index > 0)
    .map(({ 0: sign, index }) => ({
      codePoint: codePointOf(sign),
      range: { start: start + index, end: start + index + sign.length },
    }));
}

function codePointOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
