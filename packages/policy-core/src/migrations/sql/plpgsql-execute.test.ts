import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { anySqlText } from '../../testing/sql-texts.ts';
import { executedText, isDynamic, stretch } from './plpgsql-execute.ts';
import { keyword, significantTokens } from './tokens.ts';

const parser = (await testParsers()).sql;

/** What the first EXECUTE covers, the text it runs, and where that stands. */
function executed(body: string): [string, string | undefined, string | undefined] {
  const tokens = significantTokens(body);
  const index = tokens.findIndex((token) => keyword(body, token) === 'EXECUTE');
  const { place, text, start } = executedText({ body, parser }, tokens, index);
  const stands =
    start === undefined || text === undefined ? undefined : body.slice(start, start + text.length);
  return [body.slice(place.start, place.end), text, stands];
}

describe('The text that EXECUTE runs', () => {
  it.each<[string, string, string]>([
    ["EXECUTE 'a b'; c", "EXECUTE 'a b'", 'a b'],
    ["BEGIN\n EXECUTE\n 'a' ; END", "EXECUTE\n 'a'", 'a'],
    ["EXECUTE 'a' INTO b", "EXECUTE 'a'", 'a'],
    ["EXECUTE 'a' USING b, c", "EXECUTE 'a'", 'a'],
    ["FOR r IN EXECUTE 'a' LOOP", "EXECUTE 'a'", 'a'],
    ["EXECUTE ('a')", "EXECUTE ('a')", 'a'],
    ['EXECUTE $q$a; b$q$', 'EXECUTE $q$a; b$q$', 'a; b'],
    ["EXECUTE 'é😀'; c", "EXECUTE 'é😀'", 'é😀'],
    ["EXECUTE '' ", "EXECUTE ''", ''],
  ])('is a literal that stands there: %s', (body, covered, text) => {
    const [place, value, stands] = executed(body);
    // PostgreSQL leaves an empty text out of its tree.
    expect([place, value ?? '', stands ?? '']).toEqual([covered, text, text]);
  });

  it.each<[string, string]>([
    ["EXECUTE 'a ''b'''", "a 'b'"],
    ["EXECUTE E'a\\nb'", 'a\nb'],
    ["EXECUTE U&'\\0061b'", 'ab'],
    ["EXECUTE 'a'\n'b'", 'ab'],
  ])('is a literal that is written in another way: %s', (body, text) => {
    expect(executed(body)).toEqual([body, text, undefined]);
  });

  it.each<[string]>([
    ['EXECUTE a'],
    ["EXECUTE 'a' || b"],
    ["EXECUTE format('a %I', b)"],
    ["EXECUTE 'a', 'b'"],
    ["EXECUTE CASE WHEN a THEN 'b' END"],
    ['EXECUTE 1'],
    ['EXECUTE'],
    ["EXECUTE 'a"],
    ["EXECUTE 'a'::text"],
  ])('is not known: %s', (body) => {
    expect(executed(body)).toEqual([body, undefined, undefined]);
  });
});

describe('EXECUTE', () => {
  it.each<[string, boolean]>([
    ["'a'", true],
    ['a', true],
    ['function;', true],
    ['function INTO a', true],
    ['procedure USING a', true],
    ['function || a', true],
    ['FUNCTION a()', false],
    ['PROCEDURE "A"()', false],
    ['ON FUNCTION a', false],
    ['', true],
  ])('runs a text before "%s": %s', (rest, dynamic) => {
    const [next, afterNext] = significantTokens(rest);
    expect(isDynamic(rest, next, afterNext)).toBe(dynamic);
  });
});

describe('A stretch of tokens', () => {
  it.each<[string, number, string]>([
    ['a b; c', 0, 'a b'],
    ['a (b; c) d; e', 0, 'a (b; c) d'],
    ['a b c', 1, 'b c'],
    ['a ; b', 1, ''],
    ['a) b; c', 0, 'a) b'],
    ['', 0, ''],
    ['a', 5, ''],
  ])('reaches to what stops it: "%s" from %i', (text, from, covered) => {
    const { start, end } = stretch(significantTokens(text), from, ({ kind }) => kind === 'semicolon');
    expect(text.slice(start, end)).toBe(covered);
  });

  it('stays in any text', () => {
    fc.assert(
      fc.property(anySqlText, fc.nat(20), (text, from) => {
        const { start, end } = stretch(significantTokens(text), from, ({ kind }) => kind === 'semicolon');
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
