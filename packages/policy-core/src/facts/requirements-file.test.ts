import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { requirementsFile } from './requirements-file.ts';

function read(text: string) {
  const file = requirementsFile('r.txt', { kind: 'text', text });
  if (file.kind !== 'read') throw new Error('It is a text.');
  return file;
}

describe('a requirements file', () => {
  test('knows where each version stands, also behind a continuation', () => {
    const text = 'a==1\n\\\nb>=2 \\\n  ; python_version < "3"\n';
    const { lines } = read(text);
    expect(lines.map(({ versionAt }) => textOf(text, versionAt))).toEqual([
      '==1',
      '\\\nb>=2 \\\n  ; python_version < "3"',
    ]);
  });

  test('shows the textual comparison what the seed compares: stripped lines that are no comments', () => {
    expect(read(' a==1 \n# c\n\nb==2 # d\n').entries.map(({ text }) => text)).toEqual(['a==1', 'b==2 # d']);
  });

  test('does not see a byte order mark', () => {
    expect(read('\uFEFFa==1\n').entries.map(({ text }) => text)).toEqual(['a==1']);
  });

  test('that is absent or unreadable stays so', () => {
    expect(requirementsFile('r.txt', { kind: 'absent' })).toEqual({ kind: 'absent', path: 'r.txt' });
    expect(requirementsFile('r.txt', { kind: 'unreadable', problem: 'it is a folder' })).toEqual({
      kind: 'unreadable',
      path: 'r.txt',
      problem: 'it is a folder',
    });
  });
});
