import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { codeOwnersFile } from './codeowners-file.ts';

const TEXT = `# Who answers for what
*                     @acme/everyone

/docs/                @writer   writer@example.com # and nobody else
/docs/generated/
  backend/app/core/** @acme/core @lead
`;

describe('the rules of a CODEOWNERS file', () => {
  test('are its lines, without comments and blank lines', () => {
    expect(
      codeOwnersFile(TEXT).rules.map(({ pattern, owners, line }) => [line, pattern.text, owners]),
    ).toEqual([
      [2, '*', ['@acme/everyone']],
      [4, '/docs/', ['@writer', 'writer@example.com']],
      [5, '/docs/generated/', []],
      [6, 'backend/app/core/**', ['@acme/core', '@lead']],
    ]);
  });

  test.each([
    ['README.md', 2],
    ['docs/a.md', 4],
    ['docs/generated/api.md', 5],
    ['backend/app/core/auth.py', 6],
    ['backend/app/core', 2],
  ])('decide by the last one that covers %s, in line %i', (path, line) => {
    expect(codeOwnersFile(TEXT).ruleFor(path)?.line).toBe(line);
  });

  test('may cover nothing', () => {
    expect(codeOwnersFile('/docs/ @writer\n').ruleFor('src/a.ts')).toBeUndefined();
    expect(codeOwnersFile('').ruleFor('src/a.ts')).toBeUndefined();
  });

  test.each([
    ['line ends of Windows', 'docs/ @writer\r\nsrc/ @coder\r\n'],
    ['no line end at the end', 'docs/ @writer\nsrc/ @coder'],
    ['a byte order mark', '\ufeffdocs/ @writer\nsrc/ @coder\n'],
    ['tabs', '\tdocs/\t@writer\t\nsrc/\t\t@coder\n'],
    ['blanks at the end', 'docs/   @writer   \nsrc/ @coder \n'],
  ])('are the same with %s', (_, text) => {
    const { rules, problems } = codeOwnersFile(text);
    expect(rules.map(({ pattern, owners, line }) => [line, pattern.text, owners])).toEqual([
      [1, 'docs/', ['@writer']],
      [2, 'src/', ['@coder']],
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['my\\ docs/ @writer', 'my docs/a.md'],
    ['/app/[id]/ @writer', 'app/[id]/page.tsx'],
    ['/app/[a-z].ts @writer', 'app/[a-z].ts'],
    ['\\[x\\] @writer', 'a/[x]'],
    ['docs/@v(1)~^:|+ @writer', 'docs/@v(1)~^:|+'],
    ['docs', 'docs/a.md'],
    ['docs#comment', 'docs/a.md'],
    ['docs @writer#comment', 'docs/a.md'],
    ['docs @writer_acme', 'docs/a.md'],
    ['docs first.last+tag@mail.example.com', 'docs/a.md'],
  ])('%s covers %s', (text, path) => {
    const file = codeOwnersFile(text);
    expect([file.problems, file.ruleFor(path)?.line]).toEqual([[], 1]);
  });

  test('keep an escaped blank in the pattern', () => {
    expect(codeOwnersFile('a\\ b\\ c @writer').rules.map(({ pattern }) => pattern.text)).toEqual([
      'a\\ b\\ c',
    ]);
  });
});

const SIGNS = Array.from('ab/*?[]\\ \t\n\r#!@.{},\u00e9');

describe('a line that GitHub cannot read', () => {
  test('is a problem with its number, and the others stand', () => {
    const { rules, problems } = codeOwnersFile('* @all\n!docs @writer\ndocs/ writer\nsrc/ @coder\n');
    expect(rules.map(({ line }) => line)).toEqual([1, 4]);
    expect(problems).toEqual([
      {
        line: 2,
        problem:
          '!docs begins with !, which excludes nothing in CODEOWNERS. List the exception under except, or write \\! for a name that begins with it.',
      },
      { line: 3, problem: 'writer is no owner. Write @user, @org/team or an email address.' },
    ]);
  });

  test.each([
    '\\#docs @writer',
    'docs\\#a @writer',
    'docs/*** @writer',
    '/ @writer',
    'docs\\',
    'docs/ @',
    'docs/ @a/b/c',
    'docs/ @acme/',
    'docs/ a@b',
    '[Section name] @writer',
    '*.{js,ts} @writer',
  ])('%s leaves its paths to the line above', (text) => {
    const file = codeOwnersFile(`* @all\n${text}\n`);
    expect(file.problems.map(({ line }) => line)).toEqual([2]);
    expect(file.ruleFor('docs/a.md')?.line).toBe(1);
  });

  test('never throws, and every line counts once at most', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...SIGNS) }), (text) => {
        const file = codeOwnersFile(text);
        const lines = [...file.rules, ...file.problems].map(({ line }) => line);
        expect(new Set(lines).size).toBe(lines.length);
        file.ruleFor('a/b');
      }),
    );
  });
});
