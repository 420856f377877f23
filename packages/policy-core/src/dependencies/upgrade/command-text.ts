import { displayText } from '../../model/display-text.ts';

/** A command as it could be typed; passwords in addresses are left out. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => displayText(quoted(withoutPassword(word)))).join(' ');
}

/** `https://user:password@host` names somebody who should not be read over a shoulder. */
export function withoutPassword(word: string): string {
  return word.replace(/\/\/[^/?#]{0,1000}@/g, '//***@');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
