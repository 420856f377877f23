import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySqlText } from '../../testing/sql-texts.ts';
import { keyword, significantTokens, sqlTokens, type SqlTokenKind } from './tokens.ts';

const shown = (text: string) =>
  significantTokens(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

describe('A token of PostgreSQL', () => {
  it.each<[string, string, string[]]>([
    ['a word', 'drop', ['word: drop']],
    ['a word with digits', 'ab12_3', ['word: ab12_3']],
    ['a word with dollars', 'a$b$', ['word: a$b$']],
    ['a word of other letters', 'größe 訂單', ['word: größe', 'word: 訂單']],
    ['a word with emoji', '😀a', ['word: 😀a']],
    ['a word behind an underscore', '_lk0_', ['word: _lk0_']],
    ['a space that is no space to PostgreSQL', 'a\u00A0b', ['word: a\u00A0b']],
    ['a number', '12 1.5', ['other: 12', 'other: 1', 'other: .', 'other: 5']],
    ['a number with letters', '0x1F 1e5', ['other: 0x1F', 'other: 1e5']],
    ['a parameter', '$1 $23', ['other: $1', 'other: $23']],
    ['punctuation', 'a,b', ['word: a', 'other: ,', 'word: b']],
    ['parentheses', '(a)', ['open: (', 'word: a', 'close: )']],
    ['a semicolon', 'a;', ['word: a', 'semicolon: ;']],
    ['a backslash', '\\d', ['backslash: \\', 'word: d']],
    ['a cast', 'a::b', ['word: a', 'other: :', 'other: :', 'word: b']],
    ['a variable of psql', ":'a'", ['other: :', "string: 'a'"]],
    ['brackets', 'a[1]', ['word: a', 'other: [', 'other: 1', 'other: ]']],
  ])('is told from others: %s', (_, text, tokens) => {
    expect(shown(text)).toEqual(tokens);
  });

  it.each<[string, string]>([
    ['a plain one', "'a'"],
    ['an empty one', "''"],
    ['one with a backslash', "'a\\'"],
    ['one with a semicolon', "'a;b'"],
    ['one over lines', "'a\nb'"],
    ['an escape string', "E'a'"],
    ['an escape string in small letters', "e'a'"],
    ['an escape string with an escaped quote', "E'a\\'b'"],
    ['an escape string with an escaped backslash', "E'a\\\\'"],
    ['an escape string with a doubled quote', "E'a''b'"],
    ['an escape string that goes on', "E'a'\n'\\'b'"],
    ['an escape string that goes on behind a comment', "E'a' -- b'\n  '\\''"],
    ['an escape string that goes on after empty lines', "E'a'\r\n\r\n\t'b\\''"],
    ['a Unicode string', "U&'\\0041'"],
    ['a Unicode string in small letters', "u&'a'"],
    ['bits', "B'01'"],
    ['bytes', "x'1F'"],
    ['a national string', "N'a'"],
    ['a dollar quote', '$$a$$'],
    ['a dollar quote with a tag', '$body$a$body$'],
    ['a dollar quote with a tag of other letters', '$größe$a$größe$'],
    ['a dollar quote with another inside', '$a$ $b$ $$ $a$'],
    ['a dollar quote with quotes', '$$a\'b"c$$'],
    ['a dollar quote with comments', '$$ -- a\n /* $$'],
    ['emoji', "'😀'"],
  ])('is one string: %s', (_, text) => {
    expect(shown(text)).toEqual([`string: ${text}`]);
  });

  it.each<[string, string, string[]]>([
    ['a doubled quote', "'a''b'", ["string: 'a'", "string: 'b'"]],
    ['a plain string that goes on', "'a'\n'b'", ["string: 'a'", "string: 'b'"]],
    ['an escape string and one on the same line', "E'a' 'b'", ["string: E'a'", "string: 'b'"]],
    ['a word that ends in e', "name'a'", ['word: name', "string: 'a'"]],
    ['a number before a quote', "1'a'", ['other: 1', "string: 'a'"]],
    ['a parameter before a dollar quote', '$1$$a$$', ['other: $1', 'string: $$a$$']],
    ['a dollar quote behind a bracket', '($$a$$)', ['open: (', 'string: $$a$$', 'close: )']],
    ['tags that differ', '$a$b$A$c$a$', ['string: $a$b$A$c$a$']],
    ['a tag that begins with a digit', '$1a$', ['other: $1', 'word: a$']],
  ])('is cut as PostgreSQL would: %s', (_, text, tokens) => {
    expect(shown(text)).toEqual(tokens);
  });

  it.each<[string, string, string[]]>([
    ['plain', '"a b"', ['quoted-name: "a b"']],
    ['with a semicolon', '"a;b"', ['quoted-name: "a;b"']],
    ['with a single quote', '"a\'b"', ['quoted-name: "a\'b"']],
    ['with a doubled quote', '"a""b"', ['quoted-name: "a"', 'quoted-name: "b"']],
    ['with Unicode escapes', 'U&"d\\0061t"', ['quoted-name: U&"d\\0061t"']],
    ['with a comment', '"-- a"', ['quoted-name: "-- a"']],
    ['with a backslash', '"a\\"', ['quoted-name: "a\\"']],
    ['two beside each other', '"a"."b"', ['quoted-name: "a"', 'other: .', 'quoted-name: "b"']],
  ])('is a quoted name: %s', (_, text, tokens) => {
    expect(shown(text)).toEqual(tokens);
  });

  it.each<[string, string, string[]]>([
    ['to the end of the line', 'a -- b\nc', ['word: a', 'word: c']],
    ['to a carriage return', 'a -- b\rc', ['word: a', 'word: c']],
    ['to the end of the text', 'a -- b', ['word: a']],
    ['with quotes', "a -- it's\nb", ['word: a', 'word: b']],
    ['in a block', 'a /* b */ c', ['word: a', 'word: c']],
    ['in a block over lines', 'a /* b\n;\n*/ c', ['word: a', 'word: c']],
    ['in blocks in blocks', 'a /* /* b */ /* */ */ c', ['word: a', 'word: c']],
    ['in a block with quotes', 'a /* \' " $$ */ b', ['word: a', 'word: b']],
    ['with a line comment in a block', 'a /* -- */ b', ['word: a', 'word: b']],
    ['with a block in a line comment', 'a -- /*\nb', ['word: a', 'word: b']],
    ['a slash and a star apart', 'a / * b', ['word: a', 'other: /', 'other: *', 'word: b']],
    ['minus and minus apart', 'a - - b', ['word: a', 'other: -', 'other: -', 'word: b']],
  ])('is not a comment, which reaches %s', (_, text, tokens) => {
    expect(shown(text)).toEqual(tokens);
  });

  it.each<[string, string, SqlTokenKind]>([
    ['a string', "'abc; d", 'string'],
    ['an escape string', "E'abc\\'; d", 'string'],
    ['an escape string that ends in a backslash', "E'abc\\", 'string'],
    ['a dollar quote', '$a$ b; $b$', 'string'],
    ['a quoted name', '"abc; d', 'quoted-name'],
    ['a block comment', '/* abc; d', 'open-comment'],
    ['a block comment in one that ends', '/* /* abc; */ d', 'open-comment'],
  ])('reaches to the end of the text when it is never closed: %s', (_, text, kind) => {
    expect(significantTokens(text)).toEqual([{ kind, start: 0, end: text.length }]);
  });
});

describe('A key word', () => {
  it.each<[string, string | undefined]>([
    ['drop', 'DROP'],
    ['DrOp', 'DROP'],
    ['"drop"', undefined],
    ["'drop'", undefined],
    ['12', undefined],
    [';', undefined],
  ])('is a word without quotes, in capitals: %s', (text, word) => {
    expect(keyword(text, significantTokens(text)[0])).toBe(word);
  });

  it('is none where there is no token', () => {
    expect(keyword('', significantTokens('')[0])).toBeUndefined();
  });
});

describe('The tokens of any text', () => {
  it('lie end to end and give the text back', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        let position = 0;
        for (const { start, end } of sqlTokens(text)) {
          expect(start).toBe(position);
          expect(end).toBeGreaterThan(start);
          position = end;
        }
        expect(position).toBe(text.length);
      }),
    );
  });

  it('are the same from any place where one begins', () => {
    fc.assert(
      fc.property(anySqlText, fc.nat(), (text, pick) => {
        const all = [...sqlTokens(text)];
        const index = all.length === 0 ? 0 : pick % all.length;
        expect([...sqlTokens(text, all[index]?.start ?? 0)]).toEqual(all.slice(index));
      }),
    );
  });

  it('are the significant ones, with space and comments in between', () => {
    const words = fc.array(fc.constantFrom('a', '"b"', "'c'", ';', '(', ')', '$$d$$', '1'), { maxLength: 8 });
    const gaps = fc.constantFrom(' ', '\n', '\t', '\r\n', '/* ; */', "-- '\n", '/* /* */ */', '\n\uFEFF');
    fc.assert(
      fc.property(words, gaps, (all, gap) => {
        const text = all.join(gap);
        expect(significantTokens(text).map(({ start, end }) => text.slice(start, end))).toEqual(all);
      }),
    );
  });
});
