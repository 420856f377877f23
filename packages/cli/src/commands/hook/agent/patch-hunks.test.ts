import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { patchedFiles } from './patch-files.ts';
import { editedText } from './proposed-edit.ts';

/** What a patch of one file makes of it. */
function after(body: string, before: string | undefined): string | undefined {
  const patch = `*** Begin Patch\n*** Update File: a\n${body}\n*** End Patch\n`;
  const [first, ...more] = patchedFiles(patch).filter(({ file }) => file === 'a');
  expect(more).toEqual([]);
  return first && editedText(first.edit, before);
}

describe('a patch of Codex', () => {
  test.each([
    ['one line', '@@\n-b\n+B', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['without a mark before its first piece', ' a\n-b\n+B', 'a\nb\nc\n', 'a\nB\nc\n'],
    ['a line between two', '@@\n a\n+x\n b', 'a\nb\n', 'a\nx\nb\n'],
    ['an empty line as it is often written', '@@\n a\n\n-b\n+B', 'a\n\nb\n', 'a\n\nB\n'],
    [
      'behind a line that stands once',
      '@@ def b():\n-    1\n+    2',
      'def a():\n    1\ndef b():\n    1\n',
      'def a():\n    1\ndef b():\n    2\n',
    ],
    [
      'behind two lines',
      '@@ class B:\n@@   def b():\n-    1\n+    2',
      'class A:\n  def b():\n    1\nclass B:\n  def b():\n    1\n',
      'class A:\n  def b():\n    1\nclass B:\n  def b():\n    2\n',
    ],
    ['two pieces', '@@\n-a\n+A\n@@\n-c\n+C', 'a\nb\nc\n', 'A\nb\nC\n'],
    ['at the end', '@@\n-b\n+B\n*** End of File', 'a\nb\n', 'a\nB\n'],
    ['with a new name', '*** Move to: z\n@@\n-a\n+A', 'a\n', 'A\n'],
    ['a last line that does not end', '@@\n-b\n+B', 'a\nb', 'a\nB\n'],
  ])('changes %s', (...[, body, before, text]) => {
    expect(after(body, before)).toBe(text);
  });

  test.each([
    ['what is not there', '@@\n-z\n+Z', 'a\n'],
    ['what is nearly there', '@@\n-a \n+A', 'a\n'],
    ['what is there twice', '@@\n-a\n+A', 'a\na\n'],
    ['what stands only before', '@@\n-b\n+B\n@@\n-a\n+A', 'a\nb\n'],
    ['what stands behind a line that is there twice', '@@ x\n-a\n+A', 'x\na\nx\n'],
    ['the end, where more follows', '@@\n-a\n+A\n*** End of File', 'a\nb\n'],
    ['no line that is there', '@@\n+x', 'a\n'],
    ['nothing at all', '@@', 'a\n'],
    ['line ends of Windows', '@@\n-a\n+A', 'a\r\nb\r\n'],
    ['a file that is not there', '@@\n-a\n+A', undefined],
    ['a line that looks like a mark', '@@\n-a\n+A\n *** b\n-c\n+C', 'a\n*** b\nc\n'],
    ['lines of no patch', 'nonsense\n-a\n+A', 'a\n'],
  ])('is not judged by its text where it changes %s', (_, body, before) => {
    expect(after(body, before)).toBeUndefined();
  });

  test('is not judged by its text where two parts change one file', () => {
    const part = (file: string) => `*** Update File: ${file}\n@@\n-a\n+A\n`;
    const files = patchedFiles(`*** Begin Patch\n${part('a')}${part('./a')}${part('b')}*** End Patch`);
    expect(files.map(({ file, edit }) => [file, edit.kind])).toEqual([
      ['a', 'unclear'],
      ['./a', 'unclear'],
      ['b', 'hunks'],
    ]);
  });

  test('replaces a line wherever it stands, and nothing around it', () => {
    const line = fc.stringMatching(/^[a-z ]{0,6}$/);
    fc.assert(
      fc.property(fc.array(line), fc.array(line), line, (head, tail, to) => {
        const text = (middle: string) => [...head, middle, ...tail, ''].join('\n');
        expect(after(`@@\n-#piece\n+${to}`, text('#piece'))).toBe(text(to));
      }),
    );
  });
});
