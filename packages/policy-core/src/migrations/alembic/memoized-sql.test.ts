import { describe, expect, it } from 'vitest';

import type { SqlParser } from '../../parsers/parsers.ts';
import { memoized } from './memoized-sql.ts';

/** A parser that counts what it is asked. */
function counting(): { readonly parser: SqlParser; readonly asked: readonly string[] } {
  const asked: string[] = [];
  const parse: SqlParser['parse'] = (sql) => {
    asked.push(sql);
    return { kind: 'statements', statements: [] };
  };
  return { parser: { parse }, asked };
}

describe('a parser that remembers', () => {
  it('reads a text once, and gives back the same', () => {
    const { parser, asked } = counting();
    const known = memoized(parser);
    const [one, two] = [known.parse('SELECT 1'), known.parse('SELECT 1')];
    expect(one).toBe(two);
    expect(asked).toEqual(['SELECT 1']);
  });

  it('reads each other text', () => {
    const { parser, asked } = counting();
    const known = memoized(parser);
    for (const sql of ['SELECT 1', 'select 1', 'SELECT 1;', '', 'SELECT 1', '']) known.parse(sql);
    expect(asked).toEqual(['SELECT 1', 'select 1', 'SELECT 1;', '']);
  });

  it('remembers for itself only', () => {
    const { parser, asked } = counting();
    memoized(parser).parse('SELECT 1');
    memoized(parser).parse('SELECT 1');
    expect(asked).toEqual(['SELECT 1', 'SELECT 1']);
  });
});
