import { misreadByte } from './misread-bytes.ts';

/** Part of a text that is, read as bytes, one character beyond ASCII in UTF-8. */
export interface MisreadCharacter {
  readonly start: number;
  readonly end: number;
  readonly meant: string;
}

/** Such parts, in order. Many are natural: `É”` is É and a quotation mark, and it is also U+0254. */
export function misreadCharacters(text: string): readonly MisreadCharacter[] {
  const found: MisreadCharacter[] = [];
  let start = 0;
  while (start < text.length) {
    const character = characterAt(text, start);
    if (character !== undefined) found.push(character);
    start = character?.end ?? start + 1;
  }
  return found;
}

function characterAt(text: string, start: number): MisreadCharacter | undefined {
  const lead = misreadByte(text.charAt(start)) ?? 0;
  const end = start + lengthAfter(lead);
  if (end === start || end > text.length) return undefined;
  const bytes = Array.from(text.slice(start, end), (unit) => misreadByte(unit) ?? 0);
  const meant = decoded(bytes);
  return meant === undefined ? undefined : { start, end, meant };
}

/** How many bytes a character has that begins with this one; 0 when none beyond ASCII does. */
function lengthAfter(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

/** `undefined` unless it is exactly one character in its shortest form. */
function decoded(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
