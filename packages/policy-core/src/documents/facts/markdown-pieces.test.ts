import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { stepsTaken } from '../../testing/steps-taken.ts';
import { markdownPieces, type MarkdownPiece } from './markdown-pieces.ts';

function pieces(text: string): readonly MarkdownPiece[] {
  const reading = markdownPieces(text);
  if (reading.kind !== 'read') throw new Error(reading.problem);
  return reading.pieces;
}

function words(text: string): readonly string[] {
  return pieces(text).map((piece) => `${piece.kind} ${piece.text}`);
}

describe('what may name a file', () => {
  test('is where links, images and definitions lead', () => {
    const text = 'See [a](rollback.md "title"), ![b](<flow chart.png>) and [c][d].\n\n[d]: ../c.md\n';
    expect(words(text)).toEqual(['link rollback.md', 'link <flow chart.png>', 'link ../c.md']);
  });

  test('is an image within a link, and the link', () => {
    expect(words('[![state](badge.svg)](ci.md)')).toEqual(['link badge.svg', 'link ci.md']);
  });

  test('is the inside of a code span, without its blanks', () => {
    expect(words('`` docs/a.md `` or `b`')).toEqual(['code docs/a.md', 'code b']);
  });

  test('is in lists, quotes and tables as well', () => {
    const text = '> - `a.md`\n\n1. x\n   - [b](b.md)\n\n| c |\n| --- |\n| `c.md` |\n';
    expect(words(text)).toEqual(['code a.md', 'link b.md', 'code c.md']);
  });

  test('is not in fenced or indented code, in HTML, in comments or in automatic links', () => {
    const text = [
      '```sh\ncat `docs/a.md` [x](y.md)\n```',
      '    [x](z.md)',
      '<div>[x](w.md)</div>',
      '<!-- [x](v.md) -->',
      '<https://example.com/a.md>',
      '~~~\n`u.md`\n~~~',
    ].join('\n\n');
    expect(words(text)).toEqual([]);
  });

  test('is not behind a backslash', () => {
    expect(words('\\[x](y.md) and \\`z.md\\`')).toEqual([]);
  });
});

describe('where the text points there', () => {
  const pointing = (text: string) => pieces(text).map(({ text: word, pointedAtBy }) => [word, pointedAtBy]);

  test.each([
    ['a line', 'See also:\n\n- `A.md`\n'],
    ['a line in bold', '**See also:**\n\n- `A.md`\n'],
    ['a heading', '## See also\n\n`A.md`\n'],
    ['a numbered heading', '## 7. Related Docs\n\n- `A.md`\n'],
    ['an underlined heading', 'References\n----------\n\n- `A.md`\n'],
    ['further reading', '# Further reading:\n\n* `A.md` - why\n'],
  ])('is below %s', (_name, text) => {
    expect(pointing(text)).toContainEqual(['A.md', 'list']);
  });

  test('ends with the next heading', () => {
    expect(pointing('## See also\n\n- `A.md`\n\n## Steps\n\n- `B.md`\n')).toEqual([
      ['A.md', 'list'],
      ['B.md', undefined],
    ]);
  });

  test.each(['See', 'see', 'See:', 'see also', 'refer to', 'described in the', 'as documented in', 'Read'])(
    'is after "%s"',
    (word) => {
      expect(pointing(`${word} \`A.md\` for more.`)).toEqual([['A.md', 'word']]);
    },
  );

  test.each(['Oversee', 'spread', 'Create', 'We saw'])('is not after "%s"', (word) => {
    expect(pointing(`${word} \`A.md\` for more.`)).toEqual([['A.md', undefined]]);
  });

  test('makes the first word of a list item one, also without marks', () => {
    expect(words('See also:\n\n- docs/A.md - the rules\n- `B.md`\n- [c](C.md)\n')).toEqual([
      'item docs/A.md',
      'code B.md',
      'link C.md',
    ]);
    expect(words('Steps:\n\n- docs/A.md\n')).toEqual([]);
  });
});

describe('a text nobody wrote', () => {
  test.each([
    ['it has more than 1 MB', 'a\n'.repeat(600_000)],
    ['it nests lists or quotes more than 200 deep', `${'> '.repeat(300)}a`],
    ['it nests lists or quotes more than 200 deep', `x\n\n${'1. '.repeat(300)}a`],
    ['one of its lines has 2500 blanks in a row', `a${' '.repeat(200_000)}b`],
    ['one of its paragraphs has more than 2500 brackets and asterisks', '[](a'.repeat(3000)],
    ['one of its paragraphs has more than 2500 brackets and asterisks', 'a**b'.repeat(3000)],
  ])('is not analysed because %s', (problem, text) => {
    expect(markdownPieces(text)).toEqual({ kind: 'unanalyzable', problem });
  });

  test.each([
    ['brackets', '['.repeat(100_000)],
    ['backticks', '`'.repeat(100_000)],
    ['runs of backticks', Array.from({ length: 400 }, (_, index) => '`'.repeat(index + 1)).join(' ')],
    ['quotes', `${'>'.repeat(150)}a\n`.repeat(500)],
    ['a staircase of lists', Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}- a`).join('\n')],
    ['long words', 'a/'.repeat(200_000)],
    ['rows of blanks', `a${' '.repeat(1000)}`.repeat(300)],
  ])('of %s is read in few steps', (_name, text) => {
    const start = stepsTaken();
    markdownPieces(text);
    expect(stepsTaken() - start).toBeLessThan(500_000);
  });

  test('a long list of links is not one paragraph', () => {
    expect(pieces('- [a](b.md)\n'.repeat(4000))).toHaveLength(4000);
  });
});

const MARKS = '`[]()<>!\\|*\u0000'.split('');
const WORDS = ['See also:', 'a.md', 'docs/b.md', 'é', '😀', '&amp;'];
const LAYOUT = ['``', '\n', '\n\n', '\r\n', ' ', '    ', '- ', '# ', '> ', '```\n', '---\n', ': '];

test('[property] every piece stands where it says, whatever the text', () => {
  const part = fc.constantFrom(...MARKS, ...WORDS, ...LAYOUT);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const text = parts.join('');
      for (const piece of pieces(text)) {
        expect(text.slice(piece.start, piece.start + piece.text.length)).toBe(piece.text);
        expect(piece.text).not.toBe('');
      }
    }),
  );
});
