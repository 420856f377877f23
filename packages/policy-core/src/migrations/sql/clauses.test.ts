import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { anySqlText } from '../../testing/sql-texts.ts';
import { beforeKeywords, behindKeyword, clauseTokens, isComma, listedRanges, rangeOf } from './clauses.ts';
import { sqlTokens } from './tokens.ts';

function whole(text: string) {
  return { start: 0, end: text.length };
}

function listed(text: string): string[] {
  return listedRanges(text, whole(text)).map(({ start, end }) => text.slice(start, end));
}

describe('A clause', () => {
  it.each<[string, string]>([
    ['a b, c', 'a b'],
    ['f(a, b) c, d', 'f(a, b) c'],
    ['ARRAY[1, 2], d', 'ARRAY[1, 2]'],
    ["'a,b' c, d", "'a,b' c"],
    ['"a,b", d', '"a,b"'],
    ['$$a,b$$, d', '$$a,b$$'],
    ['a /* , */ b, d', 'a /* , */ b'],
    ['a) b', 'a'],
    ['a(b)) c', 'a(b)'],
    ['a] b', 'a'],
    ['a', 'a'],
    [' a  /* b */ , c', 'a'],
  ])('ends outside brackets: %s', (text, clause) => {
    const range = rangeOf(clauseTokens(text, whole(text), (token) => isComma(text, token)));
    expect(text.slice(range?.start, range?.end)).toBe(clause);
  });

  it.each<[string]>([[''], [', a'], [') a'], ['/* a */'], ['  ']])('may be empty: "%s"', (text) => {
    expect(rangeOf(clauseTokens(text, whole(text), (token) => isComma(text, token)))).toBeUndefined();
  });

  it('takes a name or a string with doubled quotes for one', () => {
    const text = `"a""b" 'c''d' "e" "f" 'g' 'h'`;
    const tokens = clauseTokens(text, whole(text), () => false);
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual([
      '"a""b"',
      "'c''d'",
      '"e"',
      '"f"',
      "'g'",
      "'h'",
    ]);
  });

  it('begins where it is told', () => {
    const text = 'a, b c, d';
    const range = rangeOf(clauseTokens(text, { start: 2, end: 7 }, (token) => isComma(text, token)));
    expect(range).toEqual({ start: 3, end: 6 });
  });
});

describe('A list', () => {
  it.each<[string, string[]]>([
    ['a', ['a']],
    ['a, b', ['a', 'b']],
    [' a b , c(d, e) , f[1, 2] ', ['a b', 'c(d, e)', 'f[1, 2]']],
    ['\'a,\' , ",b", $x$,$x$', ["'a,'", '",b"', '$x$,$x$']],
    ['a -- , b\n, c', ['a', 'c']],
    ['', []],
    ['a) , b', ['a']],
  ])('is cut at its commas: %s', (text, elements) => {
    expect(listed(text)).toEqual(elements);
  });

  it('has as many elements as are joined', () => {
    const element = fc.constantFrom(
      'a',
      'f(a, b)',
      "'a,b'",
      '"a,b"',
      'ARRAY[a, b]',
      'a b c',
      '$$a,$$',
      '((a, b), c)',
    );
    fc.assert(
      fc.property(fc.array(element), fc.constantFrom(',', ' , ', ',\n', ' /* , */, '), (elements, comma) => {
        expect(listed(elements.join(comma))).toEqual(elements);
      }),
    );
  });
});

describe('A key word', () => {
  it.each<[string, string | undefined]>([
    ['a USING b', 'b'],
    ['a using b c', 'b c'],
    ['f(x USING y) USING b', 'b'],
    ['a[x USING y] USING b', 'b'],
    ['\'USING\' "USING" USING b', 'b'],
    ['a /* USING x */ USING b -- c', 'b'],
    ['a USING b USING c', 'b USING c'],
    ['a USING', undefined],
    ['a b', undefined],
    ['f(USING b)', undefined],
  ])('stands before what is looked for: %s', (text, behind) => {
    const range = behindKeyword(text, whole(text), 'USING');
    expect(range && text.slice(range.start, range.end)).toBe(behind);
  });

  it.each<[string, string]>([
    ['int NOT NULL', 'int'],
    ['int', 'int'],
    ['f(NOT) NOT NULL', 'f(NOT)'],
    ['not NOT NULL', 'not'],
    ['a /* NOT */ b not c', 'a /* NOT */ b'],
  ])('ends what comes before: %s', (text, before) => {
    const { start, end } = beforeKeywords(text, whole(text), new Set(['NOT', 'NULL']));
    expect(text.slice(start, end)).toBe(before);
  });
});

describe('Clauses of any text', () => {
  it('stay within their stretch', () => {
    fc.assert(
      fc.property(anySqlText, fc.nat(10), fc.nat(10), (text, from, length) => {
        const edges = [0, ...[...sqlTokens(text)].map(({ end }) => end)];
        const start = edges.at(from) ?? 0;
        const end = edges.at(from + length) ?? text.length;
        if (end < start) return;
        const range = { start, end };
        const found = [
          ...listedRanges(text, range),
          rangeOf(clauseTokens(text, range, () => false)),
          behindKeyword(text, range, 'DROP'),
          beforeKeywords(text, range, new Set(['TABLE'])),
        ];
        for (const one of found) {
          if (one === undefined) continue;
          expect(one.start).toBeGreaterThanOrEqual(range.start);
          expect(one.end).toBeGreaterThanOrEqual(one.start);
          expect(one.end).toBeLessThanOrEqual(range.end);
        }
      }),
    );
  });
});
