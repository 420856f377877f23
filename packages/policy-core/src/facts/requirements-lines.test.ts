import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { logicalLines, physicalLines, unusualSeparators } from './requirements-lines.ts';

const SEPARATORS = [
  '\n',
  '\r\n',
  '\r',
  '\v',
  '\f',
  '\u001C',
  '\u001D',
  '\u001E',
  '\u0085',
  '\u2028',
  '\u2029',
];

describe('physical lines', () => {
  test.each(SEPARATORS.map((separator) => ({ separator })))(
    'end at $separator, as Python cuts them',
    ({ separator }) => {
      expect(physicalLines(`a${separator}b`).map(({ text }) => text)).toEqual(['a', 'b']);
    },
  );

  test('and what separates them make up the whole text', () => {
    const text = fc.array(fc.constantFrom('a', ' ', '#', ...SEPARATORS)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const lines = physicalLines(written);
        expect(lines.every(({ text: line, start, end }) => written.slice(start, end) === line)).toBe(true);
        expect(lines.map(({ text: line }) => line).join('')).toBe(
          written.replaceAll(new RegExp(`[${SEPARATORS.join('')}]`, 'g'), ''),
        );
      }),
    );
  });

  test('end where a lone separator ends the text: there is no line behind it', () => {
    expect(physicalLines('a\n').map(({ text }) => text)).toEqual(['a']);
  });
});

test('separators that editors do not show are named, each at its place', () => {
  const text = 'a==1\u2028b==2\nc==3\fd==4\n';
  expect(unusualSeparators('a.txt', text).map(({ codePoint, at }) => [codePoint, textOf(text, at)])).toEqual([
    ['U+2028', '\u2028'],
    ['U+000C', '\f'],
  ]);
});

describe('logical lines', () => {
  const contents = (text: string) => logicalLines(text).map(({ content }) => content);

  test.each([
    { what: 'comments and blank lines are not lines', text: '# a\n\n  \n  # b\n', lines: [] },
    {
      what: 'an inline comment needs space before it',
      text: 'a==1 # x\nb==1#x\n',
      lines: ['a==1', 'b==1#x'],
    },
    {
      what: 'a fragment of a URL is no comment',
      text: 'a @ https://x.example/a#egg=a\n',
      lines: ['a @ https://x.example/a#egg=a'],
    },
    {
      what: 'a backslash joins',
      text: 'a==1 \\\n  --hash=sha256:00\nb==2',
      lines: ['a==1   --hash=sha256:00', 'b==2'],
    },
    {
      what: 'a comment ends the join, so hashes behind it are lost',
      text: 'a==1 \\\n# why\n--hash=sha256:00\n',
      lines: ['a==1', '--hash=sha256:00'],
    },
    { what: 'a backslash at the end of the file joins nothing', text: 'a==1 \\', lines: ['a==1'] },
  ])('$what', ({ text, lines }) => {
    expect(contents(text)).toEqual(lines);
  });

  test('cover what they were made of', () => {
    const text = '  a==1 \\\n    --hash=sha256:00  # why\nb==2\n';
    expect(logicalLines(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'a==1 \\\n    --hash=sha256:00',
      'b==2',
    ]);
  });
});
