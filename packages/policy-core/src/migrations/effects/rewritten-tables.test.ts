import { describe, expect, it } from 'vitest';

import { startOf } from '../../model/source-span.ts';
import { judgedSql } from '../../testing/judged-sql.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { rewrittenTables } from './rewritten-tables.ts';

const parser = (await testParsers()).sql;

/** What is told of the last statement of a script. */
function told(text: string, isEvery = false): readonly unknown[] {
  const last = judgedSql(parser, text).at(-1);
  return last === undefined ? [] : [...rewrittenTables(last, { isEvery })];
}

const at = startOf('migrations/1.sql');

describe('Tables that are written again', () => {
  it('are told each', () => {
    const takes = (table: string) =>
      `takes ACCESS EXCLUSIVE on ${table} and writes every row again; readers and writers wait`;
    expect(told('VACUUM FULL orders, shop.lines')).toEqual([
      { kind: 'violation', messageId: 'table', data: { takes: takes('orders') }, at },
      { kind: 'violation', messageId: 'table', data: { takes: takes('shop.lines') }, at },
    ]);
  });

  it('are told at once where none is named', () => {
    expect(told('CLUSTER', true)).toEqual([
      { kind: 'violation', messageId: 'every', data: { writes: 'writes' }, at },
    ]);
  });

  it('are not told where the same migration makes them', () => {
    expect(told('CREATE TABLE orders (a int); CLUSTER orders USING ix')).toEqual([]);
  });
});
