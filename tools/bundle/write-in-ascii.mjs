import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes what a bundler wrote again, without a character that needs more than one byte: because of a single one V8
 * would keep every character of that file in two, and takes longer for each.
 *
 * @param {readonly string[]} files JavaScript
 */
export function writeInAscii(files) {
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    // The escape would be taken for the end of another one.
    if (/\\[^\0-\x7f]/.test(text))
      throw new Error(`${file} holds a backslash before a character beyond ASCII.`);
    const escaped = text.replace(
      /[^\0-\x7f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    if (escaped !== text) writeFileSync(file, escaped);
  }
}
