import { describe, expect, test } from 'vitest';

import { lineHabits } from './line-habits.ts';

describe('the lines of a file', () => {
  test.each([
    ['a\nb\r\nc', '\n'],
    ['a\r\nb\nc', '\r\n'],
    ['a\rb', '\r'],
    ['a', '\n'],
    ['', '\n'],
  ])('of %j end as the first one does: %j', (text, lineEnd) => {
    expect(lineHabits({ text }).lineEnd).toBe(lineEnd);
  });

  test.each(['\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029'])(
    'end unusually at %j',
    (separator) => {
      expect(lineHabits({ text: `a${separator}b` }).isUsual).toBe(false);
    },
  );

  test.each(['', 'a\nb', 'a\r\nb', 'a\rb', '\x1f', '\u00a0', '\u200b', '\uFEFF'])(
    'end as usual in %j',
    (text) => {
      expect(lineHabits({ text }).isUsual).toBe(true);
    },
  );

  test.each([
    ['a \\', true],
    ['a \\\n', true],
    ['a \\\r\n', true],
    ['a \\\r', true],
    ['\\', true],
    ['a \\\n\n', false],
    ['a \\\n b', false],
    ['a \\ ', false],
    ['a\n', false],
    ['', false],
  ])('are open below %j: %s', (text, isOpen) => {
    expect(lineHabits({ text }).isOpen).toBe(isOpen);
  });

  test('are looked through once for each file', () => {
    let asked = 0;
    const file = {
      get text() {
        asked += 1;
        return 'a\r\n';
      },
    };
    expect([lineHabits(file), lineHabits(file)]).toEqual(
      Array(2).fill({ isUsual: true, lineEnd: '\r\n', isOpen: false }),
    );
    expect(asked).toBe(1);
  });
});
