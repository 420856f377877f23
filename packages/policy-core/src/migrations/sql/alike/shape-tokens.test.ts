import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySqlText } from '../../../testing/sql-texts.ts';
import { significantTokens } from '../tokens.ts';
import { isSpace, readToken, type ShapeToken } from './shape-tokens.ts';

/** All tokens, up to the one that cannot be read. */
function tokensOf(text: string): readonly ShapeToken[] {
  const tokens: ShapeToken[] = [];
  for (let at = 0; at < text.length;) {
    const token = readToken(text, at);
    if (token === undefined) break;
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

/** `word:orders`, without what is between. */
function told(text: string): readonly string[] {
  return tokensOf(text)
    .filter(({ kind }) => kind !== 'space')
    .map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);
}

describe('A token of a statement', () => {
  it.each<[string, readonly string[]]>([
    ['orders', ['word:orders']],
    ['Orders_17', ['word:Orders_17']],
    ['_x', ['word:_x']],
    ['12', ['number:12']],
    ['12.50', ['number:12.50']],
    ["'new'", ["string:'new'"]],
    ["''", ["string:''"]],
    ["'It''s'", ["string:'It''s'"]],
    ["''''", ["string:''''"]],
    ["'a' 'b'", ["string:'a'", "string:'b'"]],
    ["'a;b'", ["string:'a;b'"]],
    ["'-- no comment'", ["string:'-- no comment'"]],
    ["'/* no comment */'", ["string:'/* no comment */'"]],
    ["'$$'", ["string:'$$'"]],
    [';(),', ['semicolon:;', 'open:(', 'close:)', 'comma:,']],
    ['a.b', ['word:a', 'other:.', 'word:b']],
    ['a::int', ['word:a', 'other::', 'other::', 'word:int']],
    ['a[1]', ['word:a', 'other:[', 'number:1', 'other:]']],
    ['a-1', ['word:a', 'other:-', 'number:1']],
    ['a/b', ['word:a', 'other:/', 'word:b']],
    ['a - -1', ['word:a', 'other:-', 'other:-', 'number:1']],
  ])('is read as it is written: %s', (text, tokens) => {
    expect(told(text)).toEqual(tokens);
  });

  it.each<[string, readonly string[]]>([
    ['1e5', ['other:1e5']],
    ['1E5', ['other:1E5']],
    ['1.5e5', ['other:1.5e5']],
    ['1e-5', ['other:1e', 'other:-', 'number:5']],
    ['0x1F', ['other:0x1F']],
    ['0o17', ['other:0o17']],
    ['1_000', ['other:1_000']],
    ['1.', ['other:1.']],
    ['1.2.3', ['other:1.2.3']],
    ['1..2', ['other:1..2']],
    ['12abc', ['other:12abc']],
    ['1$', ['other:1$']],
    ['.5', ['other:.', 'number:5']],
  ])('is no plain number where it is written in another way: %s', (text, tokens) => {
    expect(told(text)).toEqual(tokens);
  });

  it.each<[string, readonly string[]]>([
    ['"orders"', ['alone:"orders"']],
    ['"a""b"', ['alone:"a""b"']],
    ['"a;b"', ['alone:"a;b"']],
    ["E'a'", ['alone:E', "string:'a'"]],
    ["e'a'", ['alone:e', "string:'a'"]],
    ["N'a'", ['alone:N', "string:'a'"]],
    ["b'1'", ['alone:b', "string:'1'"]],
    ["X'1F'", ['alone:X', "string:'1F'"]],
    ["U&'a'", ['alone:U', 'other:&', "string:'a'"]],
    ['u&"a"', ['alone:u', 'other:&', 'alone:"a"']],
    ["orders'a'", ['alone:orders', "string:'a'"]],
    ['a"b"', ['alone:a', 'alone:"b"']],
    ['$$a;b$$', ['alone:$$a;b$$']],
    ['$q$a $$ b$q$', ['alone:$q$a $$ b$q$']],
    ['$é1$a$é1$', ['alone:$é1$a$é1$']],
    ['$1', ['alone:$', 'number:1']],
    ['a$b', ['alone:a$b']],
    ['a$$', ['alone:a$$']],
    ['commandé', ['alone:commandé']],
    ['é', ['alone:é']],
    ['😀', ['alone:😀']],
  ])('makes a statement unlike all others: %s', (text, tokens) => {
    expect(told(text)).toEqual(tokens);
  });

  it('has letters of its own before a quote, but none before an operator', () => {
    expect(told("e 'a'")).toEqual(['word:e', "string:'a'"]);
    expect(told('ab&c')).toEqual(['word:ab', 'other:&', 'word:c']);
    // It may be `u&'...'`, and is not looked at any further.
    expect(told('a&c')).toEqual(['alone:a', 'other:&', 'word:c']);
  });

  it.each([
    ['spaces', ' \t\n\r\f\v'],
    ['a comment up to the end', '-- a; b'],
    ['a comment up to a line feed', '-- a\n'],
    ['a comment up to a carriage return', '-- a\r'],
    ['comments in a row', '--a\n--b\n'],
    ['a comment with a quote', "-- it's\n"],
    ['a block', '/* a; b */'],
    ['an empty block', '/**/'],
    ['a block of stars', '/***/'],
    ['a block with a quote', "/* it's $$ */"],
    ['a block of lines', '/* a\n b */\n'],
  ])('is none where there is nothing but %s', (_, text) => {
    expect(told(text)).toEqual([]);
    expect(tokensOf(text).at(-1)?.end).toBe(text.length);
  });

  it.each([
    ['a text', "'a"],
    ['a text with a doubled quote', "'a''"],
    ['a quoted name', '"a'],
    ['a block', '/* a'],
    ['the shortest block', '/*/'],
    ['a block in a block', '/* a /* b */ */'],
    ['a body in dollars', '$$a'],
    ['a body with another tag', '$a$ $b$'],
    ['a body whose tag is in other letters', '$a$ $A$'],
  ])('cannot be told where %s does not end', (_, text) => {
    expect(readToken(text, 0)).toBeUndefined();
  });
});

describe('The tokens of a text', () => {
  it('are all of it, each behind the one before', () => {
    fc.assert(
      fc.property(anySqlText, (text) => {
        const tokens = tokensOf(text);
        expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(
          text.slice(0, tokens.at(-1)?.end ?? 0),
        );
        for (const { start, end } of tokens) expect(start).toBeLessThan(end);
      }),
    );
  });

  it('are no others where the text begins earlier', () => {
    fc.assert(
      fc.property(anySqlText, anySqlText, (before, text) => {
        const moved = readToken(before + text, before.length);
        const token = readToken(text, 0);
        expect(moved && [moved.kind, moved.start, moved.end]).toEqual(
          token && [token.kind, token.start + before.length, token.end + before.length],
        );
      }),
    );
  });

  it('have their spaces where the tokens of all other readers have them', () => {
    const part = fc.constantFrom(
      'orders',
      'Select',
      '12',
      '1e5',
      "'a'",
      "'b''c'",
      '"d e"',
      '$$f;g$$',
      '-- h\n',
      '/* i */',
      ' ',
      '\n',
      ';',
      '(',
      ')',
      ',',
      '.',
      '=',
      '::',
      '<>',
      'é',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        const own = tokensOf(text).filter(({ kind }) => kind !== 'space');
        const inToken = (at: number) => own.some(({ start, end }) => start <= at && at < end);
        for (const { start, end } of significantTokens(text)) {
          for (let at = start; at < end; at += 1) expect(inToken(at)).toBe(true);
        }
      }),
    );
  });

  it('are parted by the spaces of PostgreSQL, and by no others', () => {
    const spaces = Array.from({ length: 0x3001 }, (_, code) => code).filter(isSpace);
    expect(spaces.map((code) => JSON.stringify(String.fromCodePoint(code)))).toEqual([
      String.raw`"\t"`,
      String.raw`"\n"`,
      String.raw`"\u000b"`,
      String.raw`"\f"`,
      String.raw`"\r"`,
      '" "',
    ]);
    expect(told('a\u00A0b')).toEqual(['alone:a\u00A0b']);
    expect(told('a\u3000b')).toEqual(['alone:a\u3000b']);
  });
});
