import { describe, expect, test } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { nodeIn } from '../nodes.ts';
import { updatedValues } from './updated-values.ts';

const parser = (await testParsers()).sql;

function valuesOf(text: string): 'kept' | 'derived' | undefined {
  const parse = parser.parse(text);
  if (parse.kind !== 'statements') throw new Error(`${parse.kind}: ${text}`);
  const update = nodeIn(parse.statements[0]?.node, 'UpdateStmt');
  if (update === undefined) throw new Error(`no UPDATE: ${text}`);
  return updatedValues(update);
}

describe('An UPDATE', () => {
  test.each([
    'UPDATE a SET b = b',
    'UPDATE a SET b = b WHERE c > 1',
    'UPDATE a SET b = b, "C" = "C"',
    'UPDATE a SET b = a.b',
    'UPDATE shop.a SET b = a.b',
    'UPDATE a AS x SET b = x.b FROM y',
    "UPDATE a SET b = coalesce(b, '')",
    "UPDATE a SET b = CASE WHEN c > 1 THEN 'x' ELSE b END, d = d",
  ])('keeps the values: %s', (text) => {
    expect(valuesOf(text)).toBe('kept');
  });

  test.each([
    'UPDATE a SET b = upper(b)',
    'UPDATE a SET b = b + 1',
    `UPDATE a SET b = b || '{"c": 1}'::jsonb`,
    'UPDATE a SET b = b, c = 1 - c',
    'UPDATE a SET b = NOT b',
    "UPDATE a SET b = CASE WHEN b IS NULL THEN 'x' END",
    "UPDATE a SET b = coalesce(c, b, '')",
  ])('derives them from those before: %s', (text) => {
    expect(valuesOf(text)).toBe('derived');
  });

  test.each([
    'UPDATE a SET b = c',
    'UPDATE a SET b = b, c = 1',
    "UPDATE a SET b = 'b'",
    'UPDATE a SET b = x.b FROM x',
    'UPDATE a SET b = b FROM x',
    'UPDATE a AS x SET b = a.b FROM a',
    'UPDATE a SET b.x = b',
    'UPDATE a SET b = DEFAULT',
    'UPDATE a SET b = (SELECT b FROM a AS x WHERE x.c = a.c)',
    'UPDATE a SET b = (x.b).b FROM x',
  ])('puts others in their place: %s', (text) => {
    expect(valuesOf(text)).toBeUndefined();
  });
});
