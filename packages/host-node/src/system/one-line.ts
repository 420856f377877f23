import { stripVTControlCharacters } from 'node:util';

/** What somebody else wrote, without what moves the cursor, paints, or turns the direction of a terminal. */
export function oneLine(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}
