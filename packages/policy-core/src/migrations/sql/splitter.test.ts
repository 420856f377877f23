import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitAtEverySemicolon, splitSql } from './splitter.ts';

const shown = (text: string) =>
  splitSql(text)
    .filter(({ kind }) => kind !== 'gap')
    .map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('A script', () => {
  it.each<[string, string, string[]]>([
    ['semicolons', 'a b; c;', ['statement: a b', 'statement: c']],
    ['no last semicolon', 'a; b', ['statement: a', 'statement: b']],
    ['comments around', '-- x;\na /* ; */ b -- y;\n;', ['statement: a /* ; */ b']],
    ['nested comments', '/* /* ; */ ; */ a;', ['statement: a']],
    ['strings', "a ';' b; c 'it'';s'", ["statement: a ';' b", "statement: c 'it'';s'"]],
    ['a backslash in a plain string', "a '\\'; b", ["statement: a '\\'", 'statement: b']],
    ['a backslash in an escape string', "a E'\\';' ; b", ["statement: a E'\\';'", 'statement: b']],
    ['doubled quotes in an escape string', "a e'x'';\\';' ; b", ["statement: a e'x'';\\';'", 'statement: b']],
    ['a word that ends in e', "a name'\\'; b", ["statement: a name'\\'", 'statement: b']],
    ['quoted names', 'a "x;""y"; b', ['statement: a "x;""y"', 'statement: b']],
    ['dollar quotes', 'a $$;$$; b $t$ ; $$ ; $t$', ['statement: a $$;$$', 'statement: b $t$ ; $$ ; $t$']],
    ['a dollar in a name', 'a$b$; c$b$', ['statement: a$b$', 'statement: c$b$']],
    ['parameters', 'a $1; b $2', ['statement: a $1', 'statement: b $2']],
    ['parentheses', 'a (b; c); d', ['statement: a (b; c)', 'statement: d']],
    [
      'a routine in SQL',
      'CREATE FUNCTION f() BEGIN ATOMIC a; CASE b END; END; c',
      ['statement: CREATE FUNCTION f() BEGIN ATOMIC a; CASE b END; END', 'statement: c'],
    ],
    [
      'a transaction',
      'BEGIN; a; END; b',
      ['statement: BEGIN', 'statement: a', 'statement: END', 'statement: b'],
    ],
    [
      'psql commands',
      'a \\g\n\\echo b; c\nd',
      ['statement: a', 'meta-command: \\g', 'meta-command: \\echo b; c', 'statement: d'],
    ],
    [
      'rows',
      'COPY a FROM stdin;\n;\n\\.\nb',
      ['statement: COPY a FROM stdin', 'copy-data: ;\n\\.', 'statement: b'],
    ],
    [
      'rows without an end',
      'COPY a FROM stdin;\n;',
      ['statement: COPY a FROM stdin', 'endless-copy-data: ;'],
    ],
    [
      'Windows line ends',
      'COPY a FROM stdin;\r\n;\r\n\\.\r\nb;\r\n',
      ['statement: COPY a FROM stdin', 'copy-data: ;\r\n\\.\r', 'statement: b'],
    ],
    ['nothing', '', []],
  ])('is cut at %s', (_, text, pieces) => {
    expect(shown(text)).toEqual(pieces);
  });
});

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        "'",
        '"',
        '$$',
        '$a$',
        '/*',
        '*/',
        '--',
        '\n',
        ';',
        '\\',
        '\\.\n',
        '(',
        ')',
        'E',
        'a',
        'COPY a FROM stdin;\n',
        'CREATE FUNCTION f() BEGIN',
        'END',
        '\r',
        '\uFEFF',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('The pieces of any text', () => {
  it('lie end to end and give the text back', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const pieces = splitSql(text);
        expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        for (const [index, { start, end }] of pieces.entries()) {
          expect(start).toBe(index === 0 ? 0 : pieces[index - 1]?.end);
          expect(end).toBeGreaterThan(start);
        }
      }),
    );
  });

  it('begin and end statements with something that is not space', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { kind, start, end } of [...splitSql(text), ...splitAtEverySemicolon(text)]) {
          const statement = text.slice(start, end);
          if (kind === 'statement' && !/['"$/]/.test(statement)) expect(statement).toMatch(/^[^ \n\r;].*/s);
        }
      }),
    );
  });
});

describe('Cutting at every semicolon', () => {
  it('does not ask what is open, except for quotes and comments', () => {
    const text = "a (b; c 'x;y'; -- ;\n d";
    expect(splitAtEverySemicolon(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'a (b',
      "c 'x;y'",
      'd',
    ]);
  });
});
