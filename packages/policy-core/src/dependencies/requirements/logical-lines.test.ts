import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { logicalLineAt, rangeIn, type LogicalLine } from './logical-lines.ts';
import { nextPhysicalLine, startOfLines } from './physical-lines.ts';

function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  const cursor = startOfLines(text);
  while (nextPhysicalLine(text, cursor)) {
    const line = logicalLineAt(text, cursor);
    if (line !== undefined) lines.push(line);
  }
  return lines;
}

const shown = (text: string) => logicalLines(text).map(({ number, content }) => `${number}: ${content}`);

describe('logical lines', () => {
  test.each([
    { what: 'are not comments or blank lines', text: '# a\n\n  \n  # b\n\u00a0\n\f', lines: [] },
    { what: 'end before a comment', text: 'a==1 # x\nb==2\t#\n', lines: ['1: a==1', '2: b==2'] },
    { what: 'see no comment without white space before it', text: 'b==1#x\n', lines: ['1: b==1#x'] },
    {
      what: 'see white space where Python does',
      text: 'a\u00a0# x\nb\x1f# x\nc\uFEFF# x\nd\u200b# x\n',
      lines: ['1: a', '2: b', '3: c\uFEFF# x', '4: d\u200b# x'],
    },
    {
      what: 'keep the fragment of an address',
      text: 'a @ https://x.example/a#egg=a\n',
      lines: ['1: a @ https://x.example/a#egg=a'],
    },
    {
      what: 'are joined by a backslash, and counted by the first',
      text: '\na==1 \\\n  --hash=sha256:00\nb==2',
      lines: ['2: a==1   --hash=sha256:00', '4: b==2'],
    },
    { what: 'lose all backslashes at the joint', text: 'a\\\\\\\n\\\\b\\\nc', lines: ['1: abc'] },
    { what: 'keep those of a last line', text: 'a\\\n\\b', lines: ['1: a\\b'] },
    {
      what: 'are not joined by a backslash with a blank behind it',
      text: 'a \\ \nb',
      lines: ['1: a \\', '2: b'],
    },
    {
      what: 'end where a comment line is joined, whose own backslash joins nothing',
      text: 'a==1 \\\n# why \\\n--hash=sha256:00\n',
      lines: ['1: a==1', '3: --hash=sha256:00'],
    },
    {
      what: 'lose what is joined to a comment at the end of a line',
      text: 'a==1 # why \\\nb==2\nc',
      lines: ['1: a==1', '3: c'],
    },
    { what: 'may begin a comment with what is joined', text: 'a \\\n\\#b\\\nc\nd', lines: ['1: a', '4: d'] },
    { what: 'may end with the file', text: 'a==1 \\', lines: ['1: a==1'] },
    { what: 'may be nothing but joints', text: '\\\n\\\n \\\n', lines: [] },
    { what: 'are joined at any separator', text: 'a\\\u2028b\\\rc\\\x1cd', lines: ['1: abcd'] },
  ])('$what', ({ text, lines }) => {
    expect(shown(text)).toEqual(lines);
  });

  test('know their comments, of every line that was joined', () => {
    const text = 'a==1 \\\n  # why \\\n x # one \\\n two\n';
    expect(
      logicalLines(text).map(({ comments }) => comments.map(({ start, end }) => text.slice(start, end))),
    ).toEqual([['# why \\'], ['# one ', ' two']]);
  });
});

describe('a place in the content', () => {
  const place = (text: string, start: number, end: number) => {
    const [line] = logicalLines(text);
    if (line === undefined) throw new Error('There is a line.');
    const range = rangeIn(line, start, end);
    return text.slice(range.start, range.end);
  };

  test('is found in the file', () => {
    expect(place('  abc # x', 1, 3)).toBe('bc');
  });

  test('is found behind a joint', () => {
    expect(place('\uFEFF ab\\\r\n\\cd\\\nef', 2, 4)).toBe('cd');
  });

  test('covers the joint within it', () => {
    expect(place('ab\\\ncd', 1, 3)).toBe('b\\\nc');
  });

  test('ends before a joint at its end, and begins behind one at its beginning', () => {
    expect(place('ab\\\ncd', 0, 2)).toBe('ab');
    expect(place('ab\\\ncd', 2, 4)).toBe('cd');
  });

  test('may be empty', () => {
    expect(place('ab\\\ncd', 2, 2)).toBe('');
  });

  test('holds the characters of the content, whatever was joined', () => {
    const piece = fc.constantFrom(
      'a',
      'b==1',
      ' ',
      '\\\n',
      '\\\r\n',
      '\\\\\n',
      '#',
      ' #',
      '\n',
      '\u00a0',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        for (const line of logicalLines(text)) {
          for (let at = 0; at < line.content.length; at += 1) {
            const { start, end } = rangeIn(line, at, at + 1);
            expect(text.slice(start, end)).toBe(line.content[at]);
          }
        }
      }),
    );
  });
});
