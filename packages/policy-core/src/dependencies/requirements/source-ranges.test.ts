import { describe, expect, test } from 'vitest';

import { parseRequirements } from './parse-requirements.ts';
import { sourceRanges } from './source-ranges.ts';

/** Without blanks, which stand between everything. */
function pieces(text: string): readonly (readonly [string, string])[] {
  return sourceRanges(parseRequirements(text))
    .filter(({ kind }) => kind !== 'blank')
    .map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe('a file in pieces', () => {
  test('has what pip reads, what it drops, and what ends the lines', () => {
    expect(pieces('\uFEFFa==1 # why\r\n\n  # b\u2028c')).toEqual([
      ['bom', '\uFEFF'],
      ['name', 'a'],
      ['clause', '==1'],
      ['comment', '# why'],
      ['separator', '\r\n'],
      ['separator', '\n'],
      ['comment', '# b'],
      ['separator', '\u2028'],
      ['name', 'c'],
    ]);
  });

  test('has the parts of a requirement', () => {
    expect(pieces('a[x, y] (>= 1 , <2) ; os_name == "nt" --hash=sha256:ab -C k=v')).toEqual([
      ['name', 'a'],
      ['extras', '[x, y]'],
      ['punctuation', '('],
      ['clause', '>= 1'],
      ['punctuation', ','],
      ['clause', '<2'],
      ['punctuation', ')'],
      ['punctuation', ';'],
      ['marker', 'os_name == "nt"'],
      ['hash', '--hash=sha256:ab'],
      ['option', '-C k=v'],
    ]);
  });

  test('has continuations, also within a part', () => {
    expect(pieces('a=\\\n\\=1 \\\\\r\n  --hash=sha256:ab \\\n# c\n')).toEqual([
      ['name', 'a'],
      ['clause', '='],
      ['continuation', '\\\n'],
      ['continuation', '\\'],
      ['clause', '=1'],
      ['continuation', '\\\\\r\n'],
      ['hash', '--hash=sha256:ab'],
      ['continuation', '\\\n'],
      ['comment', '# c'],
      ['separator', '\n'],
    ]);
  });

  test.each<readonly [string, readonly (readonly [string, string])[]]>([
    [
      '-r a.txt',
      [
        ['option', '-r '],
        ['include', 'a.txt'],
      ],
    ],
    [
      '-e ./a[x] y',
      [
        ['option', '-e '],
        ['path', './a'],
        ['option', '[x]'],
        ['ignored', 'y'],
      ],
    ],
    [
      '-egit+https://x.example/r#egg=r',
      [
        ['option', '-e'],
        ['url', 'git+https://x.example/r#egg=r'],
      ],
    ],
    [
      'a @ https://x.example/a',
      [
        ['name', 'a'],
        ['punctuation', '@'],
        ['url', 'https://x.example/a'],
      ],
    ],
    [
      'https://x.example/a ; os_name == "nt"',
      [
        ['url', 'https://x.example/a'],
        ['punctuation', ';'],
        ['marker', 'os_name == "nt"'],
      ],
    ],
    [
      './a.zip[x]',
      [
        ['path', './a.zip'],
        ['punctuation', '[x]'],
      ],
    ],
    [
      '--pre a==1',
      [
        ['option', '--pre'],
        ['ignored', 'a==1'],
      ],
    ],
    [
      'a==1 --hash=sha256:ab ; x',
      [
        ['name', 'a'],
        ['clause', '==1'],
        ['hash', '--hash=sha256:ab'],
        ['ignored', '; x'],
      ],
    ],
    [
      'a=1 b',
      [
        ['invalid', 'a'],
        ['invalid', '=1 b'],
      ],
    ],
    [
      'a==1 --nope',
      [
        ['invalid', 'a==1 '],
        ['option', '--nope'],
      ],
    ],
    ['- x', [['ignored', '- x']]],
    ['-r "x', [['invalid', '-r "x']]],
  ])('has in %s what each part is', (text, expected) => {
    expect(pieces(text)).toEqual(expected);
  });

  test('has a comment that goes on in the next line in two pieces', () => {
    expect(pieces('a # b \\\n c\nd')).toEqual([
      ['name', 'a'],
      ['comment', '# b '],
      ['continuation', '\\\n'],
      ['comment', ' c'],
      ['separator', '\n'],
      ['name', 'd'],
    ]);
  });

  test('has nothing where there is nothing', () => {
    expect(pieces('')).toEqual([]);
  });
});
