import { describe, expect, test } from 'vitest';

import { requirementBlocks } from './requirement-blocks.ts';
import { requirementsFile } from './requirements-file.ts';

function blocks(text: string): readonly string[] {
  const file = requirementsFile('r.txt', { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('It is a text.');
  return requirementBlocks(file).map((block) => block.map(({ requirement }) => requirement.name).join(' '));
}

describe('requirements stand together', () => {
  test.each([
    ['line by line', 'a==1\nb==1\r\nc==1', ['a b c']],
    [
      'over continuations and comments that are moved in',
      'a==1 \\\n  --hash=sha256:00\n    # via x\nb==1\n',
      ['a b'],
    ],
  ])('%s', (_how, text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });

  test.each([
    ['a blank line', 'a==1\n\nb==1\n'],
    ['a comment', 'a==1\n# web\nb==1\n'],
    ['an include', 'a==1\n-r base.txt\nb==1\n'],
    ['an address', 'a==1\nhttps://x.example/c.zip\nb==1\n'],
    ['what pip refuses', 'a==1\n=====\nb==1\n'],
    ['a continuation that leads to a blank line', 'a==1\nc==1 \\\n\nb==1\n'],
  ])('not over %s', (_what, text) => {
    expect(blocks(text)).toEqual(['a', 'b']);
  });

  test('nowhere in a file in which two of them share a line of the editor', () => {
    expect(blocks('a==1\u2028b==1\nc==1\n')).toEqual([]);
  });
});
