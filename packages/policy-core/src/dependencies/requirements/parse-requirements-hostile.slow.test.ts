import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { parseRequirements } from './parse-requirements.ts';
import { sourceRanges } from './source-ranges.ts';

const hash = '--hash=sha256:ab';
/** Each makes a text whose length grows with the number. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  'a line of letters': (size) => 'a'.repeat(size),
  'a line of dots and dashes': (size) => `a${'.-'.repeat(size / 2)}`,
  'a version of digits': (size) => `a==${'1'.repeat(size)}`,
  'a release of many numbers': (size) => `a==1${'.1'.repeat(size / 2)}x`,
  backslashes: (size) => '\\'.repeat(size),
  'backslashes, each on its line': (size) => '\\\n'.repeat(size / 2),
  blanks: (size) => ' '.repeat(size),
  'blanks before a comment that is none': (size) => `a${' '.repeat(size)}b#`,
  'no-break blanks in a requirement': (size) => `a${'\u00a0'.repeat(size)}==1`,
  'number signs': (size) => '#'.repeat(size),
  'number signs in a line': (size) => `a${'#'.repeat(size)}`,
  comments: (size) => '#\n'.repeat(size / 2),
  'line separators': (size) => '\u2028'.repeat(size),
  'carriage returns': (size) => '\r'.repeat(size),
  'continuations of a requirement': (size) => `a${' \\\n'.repeat(size / 3)}==1`,
  'continued hashes': (size) => `a==1 \\\n${`    ${hash} \\\n`.repeat(size / 24)}x`,
  'continued hashes behind an extra': (size) => `a[x]==1 \\\n${`    ${hash} \\\n`.repeat(size / 24)}`,
  'continued variables': (size) => `a${'${A}\\\n'.repeat(size / 6)}`,
  'hashes in a line': (size) => `a==1${` ${hash}`.repeat(size / 17)}`,
  'options in a line': (size) => `--pre${' --pre'.repeat(size / 6)}`,
  'words behind an option': (size) => `--pre${' a'.repeat(size / 2)}`,
  quotes: (size) => `-r ${`'a'"b"`.repeat(size / 6)}`,
  'escapes in an editable': (size) => `-e "a[x] @ git+https://${'\\\\'.repeat(size / 2)}"`,
  'open brackets': (size) => `./${'['.repeat(size)}x]`,
  'closed brackets': (size) => `./a${']'.repeat(size)}`,
  'pairs of brackets': (size) => `./${'[]'.repeat(size / 2)}`,
  'folders up': (size) => `x${'/..'.repeat(size / 3)}`,
  slashes: (size) => '/'.repeat(size),
  dots: (size) => '.'.repeat(size),
  'escapes of an address': (size) => `https://x.example/${'%41'.repeat(size / 3)}.whl`,
  'dashes of a wheel': (size) => `${'a-'.repeat(size / 2)}.whl`,
  eggs: (size) => `https://x.example/${'#egg'.repeat(size / 4)}`,
  colons: (size) => `http://[${':'.repeat(size)}]/`,
  'parentheses of a marker': (size) => `a ; ${'('.repeat(size)}`,
  clauses: (size) => `a${'>=1,'.repeat(size / 4)}`,
  extras: (size) => `a[${'x,'.repeat(size / 2)}x]`,
};

describe('hostile text', () => {
  test.each(Object.entries(HOSTILE))('%s takes no more than its length does', (_, make) => {
    // Squared it would be four hundred times as many.
    expect(stepsFor(make(200_000))).toBeLessThan(25 * stepsFor(make(10_000)));
  });

  test.each([
    ['a 100,000-character line', `a==${'1.'.repeat(50_000)}`, 1],
    ['2 MB of backslashes', '\\'.repeat(2_000_000), 0],
    ['2 MB of blanks', ' '.repeat(2_000_000), 0],
    ['2 MB of number signs', '#'.repeat(2_000_000), 0],
    ['2 MB of line separators', '\u2028'.repeat(2_000_000), 0],
    ['50,000 continuations', `a==1${'\\\n'.repeat(50_000)}.2`, 1],
  ])('%s is read to its end', (_, text, lines) => {
    const document = parseRequirements(text);
    expect(document.lines).toHaveLength(lines);
    expect(sourceRanges(document).at(-1)?.end).toBe(text.length);
  });
});

function stepsFor(text: string): number {
  const started = stepsTaken();
  sourceRanges(parseRequirements(text));
  return stepsTaken() - started;
}
