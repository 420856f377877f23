import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { commentsIn } from './comments-in.ts';

function commentsOf(text: string, range = { start: 0, end: text.length }): readonly string[] {
  return commentsIn(text, range).map(({ start, end }) => text.slice(start, end));
}

describe('Comments of SQL are found', () => {
  it.each<[sql: string, comments: readonly string[]]>([
    ['', []],
    ['SELECT 1;', []],
    ['SELECT 1; -- one', ['-- one']],
    ['-- one\n-- two\nSELECT 1', ['-- one', '-- two']],
    ['/* a\n b */ SELECT /* c */ 1', ['/* a\n b */', '/* c */']],
    ['/* a /* within */ still */ SELECT 1', ['/* a /* within */ still */']],
    ['/* -- no end of line */ SELECT 1', ['/* -- no end of line */']],
    ['-- /* of one line\nSELECT 1 -- */', ['-- /* of one line', '-- */']],
  ])('%j', (sql, comments) => {
    expect(commentsOf(sql)).toEqual(comments);
  });
});

describe('What only looks like a comment is none', () => {
  it.each([
    "SELECT '-- no'",
    'SELECT "/* no */"',
    'SELECT $$ -- no $$',
    'SELECT $q$/* no */$q$',
    'SELECT 1 - -1',
  ])('%s', (sql) => {
    expect(commentsOf(sql)).toEqual([]);
  });
});

it('Those outside of the stretch are left out, and offsets are those of the whole text', () => {
  const text = '-- before\nSELECT 1; -- within\n-- after';
  const start = text.indexOf('SELECT');
  const end = text.indexOf('\n-- after');
  expect(commentsIn(text, { start, end })).toEqual([{ start: text.indexOf('-- within'), end }]);
});

it('They stand within the stretch, one behind the other', () => {
  const text = fc.string({ unit: fc.constantFrom(...Array.from("a-/*' \n$;")), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.nat(60), fc.nat(60), (sql, one, other) => {
      const start = Math.min(one, other, sql.length);
      const end = Math.min(Math.max(one, other), sql.length);
      let last = start;
      for (const comment of commentsIn(sql, { start, end })) {
        expect(comment.start).toBeGreaterThanOrEqual(last);
        expect(comment.end).toBeGreaterThan(comment.start);
        expect(sql.slice(comment.start, comment.end)).toMatch(/^(?:--|\/\*)/);
        last = comment.end;
      }
      expect(last).toBeLessThanOrEqual(end);
    }),
  );
});
