import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { withEdits, type OffsetEdit } from './offset-edit.ts';

describe('edits by offset', () => {
  test.each([
    ['none', [], 'abcdef'],
    ['one in the middle', [{ start: 2, end: 4, text: 'XY' }], 'abXYef'],
    ['one that takes away', [{ start: 0, end: 3, text: '' }], 'def'],
    ['one that puts in', [{ start: 3, end: 3, text: '-' }], 'abc-def'],
    ['one at the very end', [{ start: 6, end: 6, text: '!' }], 'abcdef!'],
    ['one of everything', [{ start: 0, end: 6, text: '' }], ''],
    [
      'several in any order',
      [
        { start: 4, end: 6, text: 'Z' },
        { start: 0, end: 1, text: 'A' },
      ],
      'AbcdZ',
    ],
    [
      'one put in before what goes',
      [
        { start: 2, end: 4, text: '' },
        { start: 2, end: 2, text: '+' },
      ],
      'ab+ef',
    ],
    [
      'one put in behind what goes',
      [
        { start: 4, end: 4, text: '+' },
        { start: 2, end: 4, text: '' },
      ],
      'ab+ef',
    ],
    [
      'two put in at one place, in their order',
      [
        { start: 3, end: 3, text: '1' },
        { start: 3, end: 3, text: '2' },
      ],
      'abc12def',
    ],
  ] satisfies readonly (readonly [string, readonly OffsetEdit[], string])[])('%s', (_, edits, after) => {
    expect(withEdits('abcdef', edits)).toBe(after);
  });

  test('leave everything else as it is, whatever the order they are given in', () => {
    const anyParts = fc.array(
      fc.record({
        kept: fc.string({ unit: 'binary', maxLength: 5 }),
        old: fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }),
        by: fc.string({ unit: 'binary', maxLength: 5 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(anyParts, fc.infiniteStream(fc.nat()), (parts, keys) => {
        const before = parts.map(({ kept, old }) => kept + old).join('');
        const after = parts.map(({ kept, by }) => kept + by).join('');
        let at = 0;
        const edits = parts.map(({ kept, old, by }) => {
          const start = at + kept.length;
          at = start + old.length;
          return { start, end: at, text: by };
        });
        const shuffled = edits
          .map((edit) => ({ edit, key: Number(keys.next().value) }))
          .sort((a, b) => a.key - b.key)
          .map(({ edit }) => edit);
        expect(withEdits(before, shuffled)).toBe(after);
      }),
    );
  });

  test('change nothing that was given to them', () => {
    const edits = Object.freeze([
      { start: 3, end: 4, text: 'b' },
      { start: 0, end: 1, text: 'a' },
    ]);
    expect(withEdits('0123', edits)).toBe('a12b');
    expect(edits[0]?.start).toBe(3);
  });
});
