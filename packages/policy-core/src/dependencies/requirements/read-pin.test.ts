import { describe, expect, test } from 'vitest';

import { nextPhysicalLine, startOfLines } from './physical-lines.ts';
import { readPin } from './read-pin.ts';

function read(text: string) {
  const cursor = startOfLines(text);
  nextPhysicalLine(text, cursor);
  const before = { ...cursor };
  return { line: readPin(text, cursor), cursor, before };
}

describe('the short way reads', () => {
  test.each([
    ['a==1', 'a==1', 0],
    ['A.b_c-d==1.20.3   \n', 'A.b_c-d==1.20.3', 0],
    ['a==1 \\\n  --hash=sha256:ab\n', 'a==1   --hash=sha256:ab', 1],
    [
      'a==1\\\r\n --hash=sha256:ab \\\r\n --hash=sha256:cd   \r\n',
      'a==1 --hash=sha256:ab  --hash=sha256:cd',
      2,
    ],
    ['a==1 \\\n  --hash=sha256: \\\n', 'a==1   --hash=sha256:', 1],
    ['a==1 \\\n  --hash=sha256:ab \\\n', 'a==1   --hash=sha256:ab', 1],
    ['a==1 \\', 'a==1', 0],
  ])('%j', (text, content, hashes) => {
    const { line } = read(text);
    expect(line?.content).toBe(content);
    expect(line?.hashes).toHaveLength(hashes);
    expect(line && text.slice(line.range.start, line.range.end).endsWith(' ')).toBe(false);
  });
});

describe('the long way is left to read, from where it was,', () => {
  test.each([
    ' a==1',
    '-a==1',
    'a-==1',
    'a',
    'a=1',
    'a===1',
    'a==',
    'a==.1',
    'a==1.',
    'a==1..2',
    'a==1rc1',
    'a==1.*',
    'a==1,',
    'a==1;x',
    'a==1 # c',
    'a==1\t',
    'a==1 \\ ',
    'a==1 \\\\',
    'a==1 --hash=sha256:ab',
    'a==1 \\\n--hash=sha256:ab',
    'a==1 \\\n  --hash=sha512:ab',
    'a==1 \\\n  --hash=sha256:ab # c',
    'a==1 \\\n  --hash=sha256:ab; x',
    'a==1 \\\n  --hash=sha256:ab --hash=sha256:cd',
    'a==1 \\\n  --hash=sha256:ab \\\n  # c',
    'a==1 \\\n  --hash=sha256:"ab"',
    'a==1 \\\n\n',
    'é==1',
  ])('%j', (text) => {
    const { line, cursor, before } = read(text);
    expect(line).toBeUndefined();
    expect(cursor).toEqual(before);
  });
});
